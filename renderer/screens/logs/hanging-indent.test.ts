import { Terminal } from '@xterm/xterm';
import { describe, expect, it } from 'vitest';
import { indentIn, indentOf, withHangingIndent } from './hanging-indent';

const esc = String.fromCharCode(27);

/** The rows that a terminal makes of a text; those that a line goes on in with a `>` before them. */
const rowsOf = async (text: string, cols: number): Promise<readonly string[]> => {
  const terminal = new Terminal({ allowProposedApi: true, cols, rows: 8, convertEol: true });
  await new Promise<void>((resolve) => terminal.write(text, resolve));
  const { active } = terminal.buffer;
  return Array.from({ length: active.cursorY + 1 }, (_, row) => active.getLine(row)).map(
    (line) => `${line?.isWrapped === true ? '>' : ''}${line?.translateToString(true)}`,
  );
};

describe('a line that is too long for a row', () => {
  it('goes on below its text, as one line of the terminal', async () => {
    const line = `${esc}[90m12:00  ${esc}[39mone two three four five${esc}[0m`;
    expect(await rowsOf(withHangingIndent(line, 12, 7), 12)).toEqual([
      '12:00  one t',
      '>       wo th',
      '>       ree f',
      '>       our f',
      '>       ive',
    ]);
  });

  it('stays as it is where it has room to its last cell, or signs that take two', async () => {
    expect(await rowsOf(`${withHangingIndent('12:00  12345', 12, 7)}\nnext`, 12)).toEqual([
      '12:00  12345',
      'next',
    ]);
    expect(withHangingIndent('12:00  漢字漢字漢字漢字', 12, 7)).toBe('12:00  漢字漢字漢字漢字');
  });

  it('is not indented where hardly any room would be left', () => {
    expect([indentIn(80, 25), indentIn(40, 25)]).toEqual([25, 0]);
    expect(withHangingIndent('12:00  one two three', 12, 0)).toBe('12:00  one two three');
  });

  it('has an indent that is not of its text', () => {
    const row = (text: string, isWrapped: boolean) =>
      ({ isWrapped, translateToString: (_: boolean, from = 0, to = 0) => text.slice(from, to) }) as never;
    expect(
      [row('    text', true), row('    text', false), row('text', true)].map((line) => indentOf(line, 4)),
    ).toEqual([4, 0, 0]);
  });
});
