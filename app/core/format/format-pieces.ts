import { parseStringSpec, type StringSpec } from './string-spec';

/** A part of a domain format: text as it stands, or a place for the slug. */
export type FormatPiece =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'slug';
      /** `{0[2]}` is the third code point of the slug; each further index goes into the one before. */
      readonly indexes: readonly number[];
      readonly conversion: 'none' | 'repr' | 'ascii';
      readonly spec: StringSpec;
    };

/** Why a format is refused, in words that continue "it …" or name the part. */
export interface FormatFault {
  readonly fault: string;
}

interface Field {
  readonly name: string;
  readonly conversion: string | null;
  readonly spec: string;
  /** Index of the first character after the closing brace. */
  readonly end: number;
}

/** Splits `{name!conversion:spec}`; `start` is the index after the opening brace. */
const splitField = (source: string, start: number): Field | FormatFault => {
  let at = start;
  let isInBrackets = false;
  while (at < source.length && (isInBrackets || !'!:}'.includes(source.charAt(at)))) {
    const character = source.charAt(at);
    if (character === '{') return { fault: 'it has "{" inside the name of a placeholder' };
    if (character === '[') isInBrackets = true;
    if (character === ']') isInBrackets = false;
    at += 1;
  }
  const name = source.slice(start, at);
  let conversion: string | null = null;
  if (source.charAt(at) === '!') {
    conversion = source.charAt(at + 1);
    at += 2;
    if (at < source.length && !':}'.includes(source.charAt(at)))
      return { fault: `the conversion "!${conversion}" must be followed by ":" or "}"` };
  }
  if (source.charAt(at) === '}') return { name, conversion, spec: '', end: at + 1 };
  const end = source.indexOf('}', at);
  if (end === -1) return { fault: 'a "{" is never closed by "}"' };
  const spec = source.slice(at + 1, end);
  if (spec.includes('{')) return { fault: 'it has a placeholder inside a placeholder' };
  return { name, conversion, spec, end: end + 1 };
};

const conversions: Readonly<Record<string, 'none' | 'repr' | 'ascii'>> = { s: 'none', r: 'repr', a: 'ascii' };

const nameFault = (name: string): FormatFault => {
  const [first = ''] = name.split(/[.[]/, 1);
  if (/^\d+$/.test(first) && Number(first) > 0)
    return { fault: `{${name}} asks for value number ${Number(first) + 1}, and there is only the slug, {0}` };
  if (first !== '' && !/^0+$/.test(first))
    return { fault: `it names {${name}}, which Python does not know here; the slug is {}` };
  if (name.includes('.')) return { fault: `{${name}} reads an attribute, which is refused; the slug is {}` };
  return { fault: `{${name}} is no index of a slug; an index is a number, such as {0[0]}` };
};

/** How the placeholders met so far are numbered: Python does not let `{}` and `{0}` mix, nor `{}` occur twice. */
type Numbering = 'none' | 'automatic' | 'manual';

const readField = (field: Field, numbering: Numbering): FormatPiece | FormatFault => {
  const match = /^(?<number>0*)(?<indexes>(?:\[\d+\])*)$/.exec(field.name);
  if (match?.groups === undefined) return nameFault(field.name);
  const kind: Numbering = match.groups.number === '' ? 'automatic' : 'manual';
  if (numbering === 'automatic' && kind === 'automatic')
    return { fault: 'it has "{}" twice, and there is only one value; the slug twice is {0} and {0}' };
  if (numbering !== 'none' && numbering !== kind) return { fault: 'it mixes {} and {0}; use one of them' };
  const conversion = field.conversion === null ? 'none' : conversions[field.conversion];
  if (conversion === undefined)
    return { fault: `the conversion "!${field.conversion}" is unknown; there are !s, !r and !a` };
  const spec = parseStringSpec(field.spec);
  if ('fault' in spec) return { fault: `the format "${field.spec}" is refused: ${spec.fault}` };
  const indexes = [...(match.groups.indexes ?? '').matchAll(/\d+/g)].map(([digits]) => Number(digits));
  return { kind: 'slug', indexes, conversion, spec };
};

/**
 * Takes a Python format string for one positional argument apart, with the grammar of `str.format`
 * (docs.python.org, "Format String Syntax").
 *
 * @returns the pieces in order, or why Python or we refuse the string
 */
export const splitFormat = (source: string): readonly FormatPiece[] | FormatFault => {
  const pieces: FormatPiece[] = [];
  let numbering: Numbering = 'none';
  let text = '';
  let at = 0;
  while (at < source.length) {
    const character = source.charAt(at);
    if ((character === '{' || character === '}') && source.charAt(at + 1) === character) {
      text += character;
      at += 2;
    } else if (character === '}') {
      return { fault: 'it has a single "}"; a literal brace is written twice' };
    } else if (character === '{') {
      const field = splitField(source, at + 1);
      if ('fault' in field) return field;
      const piece = readField(field, numbering);
      if ('fault' in piece) return piece;
      if (text !== '') pieces.push({ kind: 'text', text });
      text = '';
      pieces.push(piece);
      numbering = /^0/.test(field.name) ? 'manual' : 'automatic';
      at = field.end;
    } else {
      text += character;
      at += 1;
    }
  }
  if (text !== '') pieces.push({ kind: 'text', text });
  return pieces;
};
