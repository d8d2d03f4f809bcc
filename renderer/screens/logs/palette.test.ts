import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrastOf } from '../../theme/contrast';
import { logColours, nameColourCount, ownColours } from './log-colours';
import { extendedColours, numberedColours, ownCount, ownStart } from './palette';

describe.each(['light', 'dark'] as const)('colours of the log in the %s scheme', (scheme) => {
  const colours = logColours[scheme];

  it('are readable on its ground, names and all 256 of a program', () => {
    const all = [
      colours.text,
      colours.faint,
      ...colours.ansi.slice(1),
      ...colours.names,
      ...extendedColours(colours.ground, colours.text, []),
    ];
    expect(all.filter((colour) => contrastOf(colour, colours.ground) < 4.5)).toEqual([]);
  });

  it('are readable on the ground of errors and of matches', () => {
    for (const ground of [colours.badGround, colours.match])
      expect(contrastOf(colours.text, ground)).toBeGreaterThanOrEqual(4.5);
    for (const colour of [colours.ansi[1] ?? '', colours.ansi[8] ?? '', ...colours.names])
      expect(contrastOf(colour, colours.badGround), colour).toBeGreaterThanOrEqual(4.5);
  });

  it('have room for ours', () => {
    expect(colours.names).toHaveLength(nameColourCount);
    expect(ownColours(colours).length).toBeLessThanOrEqual(ownCount);
    expect(extendedColours(colours.ground, colours.text, ownColours(colours))[ownStart - 16]).toBe(
      colours.names[0],
    );
  });
});

it('the ground of errors has the number by which the stylesheet makes it wider', () => {
  const styles = readFileSync(new URL('./log-view.module.css', import.meta.url), 'utf8');
  const { colours, number } = { colours: logColours.light, number: ownStart + nameColourCount };
  expect(extendedColours(colours.ground, colours.text, ownColours(colours))[number - 16]).toBe(
    colours.badGround,
  );
  expect(styles).toContain(`.xterm-bg-${number})`);
});

describe('colours by number', () => {
  it('stay, and take the place of those by channels', () => {
    expect(numberedColours('1;38;5;208')).toBe('1;38;5;208');
    expect(numberedColours('38;2;255;0;0;48;2;0;0;95')).toBe('38;5;196;48;5;17');
    expect(numberedColours('')).toBe('0');
  });

  it('are none of ours', () => {
    expect(numberedColours('38;5;232')).toBe('38;5;242');
  });
});
