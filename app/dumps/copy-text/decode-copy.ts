const tab = 9;
const newline = 10;
const backslash = 92;

const simpleEscapes: Readonly<Record<string, number>> = { b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 };

const isOctal = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 55;
const hexDigits = /^[0-9A-Fa-f]{1,2}/;

/** Undoes the escapes of one field: they stand for bytes, so they are undone before the bytes become text. */
const unescapeField = (field: Buffer): Buffer => {
  if (!field.includes(backslash)) return field;
  const bytes: number[] = [];
  for (let at = 0; at < field.length; at += 1) {
    const byte = field[at] ?? 0;
    const next = field[at + 1];
    if (byte !== backslash || next === undefined) {
      bytes.push(byte);
      continue;
    }
    at += 1;
    const hex = next === 120 ? hexDigits.exec(field.toString('latin1', at + 1, at + 3))?.[0] : undefined;
    if (hex !== undefined) {
      bytes.push(Number.parseInt(hex, 16));
      at += hex.length;
    } else if (isOctal(next)) {
      let end = at + 1;
      while (end < at + 3 && isOctal(field[end])) end += 1;
      bytes.push(Number.parseInt(field.toString('latin1', at, end), 8) % 256);
      at = end - 1;
    } else {
      bytes.push(simpleEscapes[String.fromCharCode(next)] ?? next);
    }
  }
  return Buffer.from(bytes);
};

const split = (bytes: Buffer, separator: number): Buffer[] => {
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = bytes.indexOf(separator); at >= 0; at = bytes.indexOf(separator, from)) {
    parts.push(bytes.subarray(from, at));
    from = at + 1;
  }
  parts.push(bytes.subarray(from));
  return parts;
};

/**
 * Rows of COPY's text format as values; `\N` is null (PostgreSQL's documentation, COPY, "Text Format").
 *
 * @param bytes whole rows, each ended by a newline
 * @param decode the encoding of the rows
 */
export const decodeCopyRows = (bytes: Buffer, decode: (bytes: Buffer) => string): (string | null)[][] => {
  const lines = split(bytes, newline);
  if (lines.at(-1)?.length === 0) lines.pop();
  return lines.map((line) =>
    split(line, tab).map((field) => (field.equals(nullMark) ? null : decode(unescapeField(field)))),
  );
};

const nullMark = Buffer.from('\\N');
