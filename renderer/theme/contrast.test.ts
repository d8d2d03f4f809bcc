import { describe, expect, it } from 'vitest';
import { black, cobalt, dark, gray, surfaces, white } from './colours';

const channel = (value: number): number => {
  const share = value / 255;
  return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    channel(Number.parseInt(hex.slice(at, at + 2), 16)),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** WCAG 2, "contrast ratio": 1 to 21. */
const contrast = (one: string, other: string): number => {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
};

const schemes = [
  {
    scheme: 'light',
    own: surfaces.light,
    body: white,
    text: black,
    dimmed: gray[6] ?? '',
    accent: cobalt[7] ?? '',
  },
  {
    scheme: 'dark',
    own: surfaces.dark,
    body: dark[7] ?? '',
    text: dark[0] ?? '',
    dimmed: dark[2] ?? '',
    accent: cobalt[6] ?? '',
  },
] as const;

describe.each(schemes)('contrast in the $scheme scheme', ({ own, body, text, dimmed, accent }) => {
  it.each([
    ['text on body', text, body],
    ['text on sunken', text, own.sunken],
    ['text on card', text, own.card],
    ['soft on body', own['text-soft'], body],
    ['dimmed on body', dimmed, body],
    ['dimmed on a segment', dimmed, own.segment],
    ['faint on body', own['text-faint'], body],
    ['faint on sunken', own['text-faint'], own.sunken],
    ['accent text on body', own['accent-text'], body],
    ['accent text on a selected row', own['accent-text'], own['accent-bg']],
    ['white on accent', white, accent],
    ['ok text on body', own['ok-text'], body],
    ['ok text on its ground', own['ok-text'], own['ok-bg']],
    ['warn text on its ground', own['warn-text'], own['warn-bg']],
    ['bad text on its ground', own['bad-text'], own['bad-bg']],
    ['text on deleted', text, own['del-bg']],
    ['text on added', text, own['add-bg']],
  ])('%s is readable', (_, one, other) => {
    expect(contrast(one, other)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['ok', 'warn', 'bad', 'ring'] as const)('the mark for %s stands out from a card', (name) => {
    expect(contrast(own[name], own.card)).toBeGreaterThanOrEqual(2.9);
  });
});
