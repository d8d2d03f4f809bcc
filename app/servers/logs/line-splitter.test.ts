import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLineSplitter, maxLineLength } from './line-splitter';

const bytes = (text: string) => new TextEncoder().encode(text);

/** Cuts a text's bytes where `cuts` says, and feeds the pieces. */
const split = (text: string, cuts: readonly number[]): string[] => {
  const whole = bytes(text);
  const splitter = createLineSplitter();
  const ends = [...cuts.map((cut) => cut % (whole.length + 1)), whole.length].sort((a, b) => a - b);
  const lines = ends.flatMap((end, index) => splitter.push(whole.subarray(ends[index - 1] ?? 0, end)));
  return [...lines, ...splitter.end()];
};

describe('output becomes lines', () => {
  test('both kinds of line ends are taken off; empty lines, colours and lone carriage returns stay', () => {
    expect(split('a\r\n\n\u001b[31mb\u001b[0m\n10%\r20%\nrest', [])).toEqual([
      'a',
      '',
      '\u001b[31mb\u001b[0m',
      '10%\r20%',
      'rest',
    ]);
  });

  test('wherever the pieces are cut, even inside a character, the lines are the same', () => {
    const text = fc
      .array(fc.constantFrom('a', '\n', '\r\n', 'é', '€', '😀', '\u001b[1m'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(500), { maxLength: 20 }), (output, cuts) => {
        expect(split(output, cuts)).toEqual(split(output, []));
      }),
    );
  });

  test('a line without end is broken instead of kept for ever', () => {
    const lines = split('x'.repeat(maxLineLength * 2 + 5), [10, 9000]);
    expect(lines.map((line) => line.length)).toEqual([maxLineLength, maxLineLength, 5]);
    const inOnePiece = split(`${'x'.repeat(maxLineLength + 1)}\ny\n`, []);
    expect(inOnePiece.map((line) => line.length)).toEqual([maxLineLength, 1, 1]);
  });

  test('bytes that are no UTF-8 do not stop it', () => {
    const splitter = createLineSplitter();
    expect(splitter.push(Uint8Array.of(0xff, 0x61, 0x0a))).toEqual(['\ufffda']);
  });
});
