import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colouredText, hasColours, plainText } from './terminal-text';

const esc = '\u001b';

describe('text of a log for a terminal', () => {
  it('keeps colours and weights', () => {
    const line = `${esc}[1;38;5;208mslow${esc}[0m query`;
    expect(colouredText(line)).toBe(line);
    expect(hasColours(line)).toBe(true);
    expect(plainText(line)).toBe('slow query');
  });

  it('drops what moves the cursor, clears, retitles the window or links', () => {
    const line = `${esc}[2J${esc}[1;1Hone${esc}]0;title\u0007 two${esc}]8;;http://x${esc}\\three${esc}c\u0008\r\u202e`;
    expect(colouredText(line)).toBe('one twothree');
    expect(plainText(line)).toBe('one twothree');
  });

  it('turns tabs into blanks', () => {
    expect(plainText('a\tb')).toBe('a    b');
  });

  it('lets no control but those of colours through, whatever comes', () => {
    const pieces = fc.array(
      fc.constantFrom(esc, '[', ']', '0', ';', 'm', 'H', 'J', '\u0007', '\\', 'P', '\u009b', '\n', 'x', ' '),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(pieces, (given) => {
        const left = colouredText(given.join('')).replaceAll(new RegExp(`${esc}\\[[0-9;:]*m`, 'g'), '');
        expect(left).not.toMatch(/\p{Cc}/u);
        expect(plainText(given.join(''))).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});
