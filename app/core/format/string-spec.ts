/** Python's format specification for a string: `[[fill]align][0][width][.precision][s]`. Lengths are in code points. */
export interface StringSpec {
  readonly fill: string;
  readonly align: '<' | '>' | '^';
  readonly width: number;
  /** Null: not cut. */
  readonly precision: number | null;
}

/** A domain has at most 100 characters; a larger width only makes a dump's settings eat memory. */
const WIDTH_LIMIT = 255;

const isAlign = (character: string | undefined): character is '<' | '>' | '^' | '=' =>
  character !== undefined && '<>^='.includes(character);

/**
 * Reads the part after the colon of a replacement field, as `str.__format__` of Python 3.10 and newer does.
 *
 * @returns the specification, or in `fault` why Python (or, for a width over 255, we) refuse it
 */
export const parseStringSpec = (text: string): StringSpec | { readonly fault: string } => {
  const characters = [...text];
  let fill: string | null = null;
  let align: StringSpec['align'] | null = null;
  let rest = characters;
  if (isAlign(characters[1])) {
    fill = characters[0] ?? null;
    rest = characters.slice(1);
  }
  const first = rest[0];
  if (isAlign(first)) {
    if (first === '=') return { fault: '"=" aligns numbers only, and a slug is text' };
    align = first;
    rest = rest.slice(1);
  }
  const match = /^(?<zero>0)?(?<width>\d*)(?:\.(?<precision>\d*))?(?<type>.*)$/su.exec(rest.join(''));
  const { zero, width = '', precision, type = '' } = match?.groups ?? {};
  if (type !== '' && type !== 's') return { fault: `"${type}" is not allowed in the format of a text` };
  if (precision === '') return { fault: 'digits are missing after "."' };
  if (Number(width) > WIDTH_LIMIT) return { fault: `the width ${width} is over ${WIDTH_LIMIT}` };
  return {
    fill: fill ?? (zero === undefined ? ' ' : '0'),
    align: align ?? '<',
    width: Number(width),
    precision: precision === undefined ? null : Number(precision),
  };
};

/** The value cut to the precision, then padded to the width; an uneven `^` puts the larger half on the right, as Python does. */
export const applyStringSpec = (spec: StringSpec, value: string): string => {
  const characters = spec.precision === null ? [...value] : [...value].slice(0, spec.precision);
  const missing = Math.max(0, spec.width - characters.length);
  const before = { '<': 0, '>': missing, '^': Math.floor(missing / 2) }[spec.align];
  return `${spec.fill.repeat(before)}${characters.join('')}${spec.fill.repeat(missing - before)}`;
};
