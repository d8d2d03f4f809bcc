/** Colours with a meaning; each is the identity where the terminal shows none. */
export interface Paint {
  readonly hasColour: boolean;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly good: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly bad: (text: string) => string;
}

/** @param hasColour false for NO_COLOR, files and pipes */
export const paintFor = (hasColour: boolean): Paint => {
  const code = (start: number, end: number) => (text: string) =>
    hasColour && text !== '' ? `\u001b[${start}m${text}\u001b[${end}m` : text;
  return {
    hasColour,
    dim: code(2, 22),
    bold: code(1, 22),
    good: code(32, 39),
    warning: code(33, 39),
    bad: code(31, 39),
  };
};
