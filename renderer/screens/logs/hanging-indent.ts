import type { IBufferLine } from '@xterm/xterm';

const esc = String.fromCharCode(27);
/** Colours, which take no cell, and the signs between them. */
const sequence = new RegExp(`(${esc}\\[[0-9;:]*[mK])`);
/**
 * Signs that take one cell each in a terminal: Latin, Greek and Cyrillic letters, punctuation, currencies, arrows, boxes. Others may take
 * two, or none.
 */
const singleCells =
  /^[ -~\u00a0-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u2328\u2400-\u27bf]*$/;

/** Of a row at least this share is for text. */
const textShare = 0.5;

/** How far rows that a line goes on in are indented, in cells; 0 where the terminal is too narrow for it. */
export const indentIn = (cols: number, indent: number): number => (indent > cols * textShare ? 0 : indent);

/**
 * A line with blanks where a terminal will go on in the next row, so that its text stands below its text. The terminal still knows the
 * rows as one line. A line with signs whose width only the terminal knows stays as it is.
 *
 * @param text with colours by SGR and no other control
 * @param cols width of the terminal, in cells
 * @param indent of the rows after the first, in cells, less than `cols`; 0: none
 */
export const withHangingIndent = (text: string, cols: number, indent: number): string => {
  if (text.length <= cols || indent === 0) return text;
  const parts = text.split(sequence);
  const isSign = (place: number): boolean => place % 2 === 0;
  if (!parts.every((part, place) => !isSign(place) || singleCells.test(part))) return text;
  const blanks = ' '.repeat(indent);
  let column = 0;
  return parts
    .map((part, place) => {
      if (!isSign(place)) return part;
      let shown = '';
      for (let at = 0; at < part.length; ) {
        if (column === cols) {
          shown += blanks;
          column = indent;
        }
        const piece = part.slice(at, at + cols - column);
        shown += piece;
        column += piece.length;
        at += piece.length;
      }
      return shown;
    })
    .join('');
};

/** Cells of a row that are only its indent. @param line a row of the terminal @param indent of the rows that a line goes on in */
export const indentOf = (line: IBufferLine, indent: number): number =>
  line.isWrapped && line.translateToString(false, 0, indent).trim() === '' ? indent : 0;
