import { stripVTControlCharacters } from 'node:util';

/** `\p{Cc}` are the C0 and C1 controls; the others turn the direction of writing around, so that a name reads as another. */
const controls = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const escapeCharacter = String.fromCharCode(27);
const colour = new RegExp(`${escapeCharacter}\\[[0-9;]*m`, 'g');
const colourEnd = `${escapeCharacter}[0m`;

/**
 * Text from a dump or a program, safe to print on a terminal: one line, nothing that moves the cursor, retitles the window or
 * reverses what is read.
 */
export const cleanText = (text: string): string =>
  stripVTControlCharacters(text).replace(/\s+/gu, ' ').replace(controls, '');

const withoutControls = (text: string): string =>
  stripVTControlCharacters(text)
    .split('\t')
    .map((cell) => cell.replace(controls, ''))
    .join('\t');

/** The same for a line of a log: its tabs and runs of blanks stay, its colours where the terminal shows them. */
export const cleanLogLine = (text: string, hasColour: boolean): string => {
  const colours = hasColour ? (text.match(colour) ?? []) : [];
  if (colours.length === 0) return withoutControls(text);
  const kept = text
    .split(colour)
    .map((part, index) => withoutControls(part) + (colours[index] ?? ''))
    .join('');
  return kept + colourEnd;
};
