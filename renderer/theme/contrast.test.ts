import { describe, expect, it } from 'vitest';
import { black, cobalt, dark, gray, surfaces, white } from './colours';
import { contrastOf } from './contrast';

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

describe('contrast', () => {
  it('is as the design measured it (ui.md, "Accessibility")', () => {
    expect(contrastOf('#000000', '#FFFFFF')).toBeCloseTo(21);
    expect(contrastOf(black, white)).toBeCloseTo(16.9, 1);
    expect(contrastOf(white, cobalt[7] ?? '')).toBeCloseTo(5.7, 1);
  });
});

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
    expect(contrastOf(one, other)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['ok', 'warn', 'bad', 'ring'] as const)('the mark for %s stands out from a card', (name) => {
    expect(contrastOf(own[name], own.card)).toBeGreaterThanOrEqual(2.9);
  });
});
