const esc = String.fromCharCode(27);
const bell = String.fromCharCode(7);

/** Colours and weights (ECMA-48, SGR). */
const colour = new RegExp(`${esc}\\[[0-9;:]*m`, 'g');

/**
 * Other control sequences: OSC, DCS and the like to their end, then CSI, then those of two characters. What moves the cursor, clears or
 * retitles is not for a log.
 */
const others = new RegExp(
  `${esc}[\\]PX^_][^${bell}${esc}]*(?:${bell}|${esc}\\\\)?|${esc}\\[[0-?]*[ -/]*[@-~]?|${esc}[ -/]*[0-~]?`,
  'g',
);

/** C0 and C1 controls, and what turns the direction of writing around. */
const controls = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const tab = '    ';

const withoutControls = (text: string): string =>
  text.replace(others, '').replaceAll('\t', tab).replace(controls, '');

/** A line of a log as text alone. */
export const plainText = (text: string): string => withoutControls(text);

/** A line of a log with its colours as they are, without whatever else would act on a terminal; tabs are blanks, so that a ground shows below them. */
export const colouredText = (text: string): string => {
  const colours = text.match(colour) ?? [];
  return text
    .split(colour)
    .map((part, place) => withoutControls(part) + (colours[place] ?? ''))
    .join('');
};

/** Whether a line brings colours of its own. */
export const hasColours = (text: string): boolean => text.search(colour) !== -1;
