import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLogLine, cleanText } from './clean-text';

const escapeCharacter = '\u001b';

describe('text from a dump', () => {
  test.each([
    ['colours', `a${escapeCharacter}[31mb`, 'ab'],
    ['a window title', `a${escapeCharacter}]0;owned\u0007b`, 'ab'],
    ['the cursor', `a${escapeCharacter}[2J${escapeCharacter}[1;1Hb`, 'ab'],
    ['line breaks, as blanks', 'a\r\nb\tc', 'a b c'],
    ['a bell, a backspace, a lone escape', `a\u0007b\u0008c${escapeCharacter}`, 'abc'],
    ['C1 controls', 'a\u009b31mb\u0085', 'ab'],
    ['marks that turn the direction around', 'user\u202Egnp.exe', 'usergnp.exe'],
  ])('loses %s', (_, text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });

  test('keeps every other letter', () => {
    expect(cleanText('Bäckerei «日本» 🚲')).toBe('Bäckerei «日本» 🚲');
  });

  test('never holds a control character, whatever it was', () => {
    const characters = fc.array(fc.integer({ min: 0, max: 0x20_80 }), { maxLength: 40 });
    fc.assert(fc.property(characters, (codes) => !/\p{Cc}/u.test(cleanText(String.fromCodePoint(...codes)))));
  });
});

describe('a line of a log', () => {
  const line = `${escapeCharacter}[32mok${escapeCharacter}[0m\t  ${escapeCharacter}[2Jdone`;

  test('keeps blanks, tabs and colours where colours are shown, and ends them', () => {
    expect(cleanLogLine(line, true)).toBe(
      `${escapeCharacter}[32mok${escapeCharacter}[0m\t  done${escapeCharacter}[0m`,
    );
  });

  test('keeps no sequence at all elsewhere', () => {
    expect(cleanLogLine(line, false)).toBe('ok\t  done');
  });
});
