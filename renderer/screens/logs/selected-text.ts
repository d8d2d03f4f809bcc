import type { Terminal } from '@xterm/xterm';
import { indentOf } from './hanging-indent';

/** What is selected in a terminal, each line whole and without the indent of the rows that it goes on in. */
export const selectedText = (terminal: Terminal, indent: number): string => {
  const { active } = terminal.buffer;
  const selected = terminal.getSelectionPosition();
  if (selected === undefined) return '';
  const { start, end } = selected;
  const rows = Array.from({ length: end.y - start.y + 1 }, (_, at) => start.y + at);
  // As the terminal tells it, which also knows columns; only an indent is not its own.
  if (!rows.slice(1).some((row) => active.getLine(row)?.isWrapped === true)) return terminal.getSelection();
  return rows
    .map((row) => {
      const line = active.getLine(row);
      if (line === undefined) return '';
      const goesOn = active.getLine(row + 1)?.isWrapped === true;
      const from = Math.max(row === start.y ? start.x : 0, indentOf(line, indent));
      const text = line.translateToString(!goesOn, from, row === end.y ? end.x : line.length);
      return row > start.y && !line.isWrapped ? `\n${text}` : text;
    })
    .join('');
};
