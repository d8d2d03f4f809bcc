/** A header field by its place in the head's bytes, so that it can be passed on without being decoded. */
export interface Field {
  /** Lower-case. */
  readonly name: string;
  /** First byte of the line, and the byte after its CRLF. */
  readonly start: number;
  readonly end: number;
  /** The value without the blanks around it. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
const colon = 0x3a;

const byteClass = (isMember: (byte: number) => boolean): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, byte) => (isMember(byte) ? 1 : 0));

const tokenBytes = byteClass((byte) => /[!#$%&'*+\-.^_`|~0-9A-Za-z]/.test(String.fromCharCode(byte)));
/** RFC 9110, 5.5: visible characters, blanks and obs-text; no other control character. */
const valueBytes = byteClass((byte) => byte === tab || (byte >= space && byte !== 0x7f));

export const isTokenByte = (byte: number | undefined): boolean => tokenBytes[byte ?? 0] === 1;
export const isValueByte = (byte: number | undefined): boolean => valueBytes[byte ?? 0] === 1;
const isBlank = (byte: number | undefined): boolean => byte === space || byte === tab;

/**
 * Reads the header fields of a head, strictly by RFC 9112: no blank before the colon, no folded line, every line ends
 * in CRLF, no control character in a value.
 *
 * @param bytes the head
 * @param from the first byte after the start line
 * @param end the byte after the empty line that ends the head
 * @returns the reason, in words for a page, where the syntax is broken
 */
export const readFields = (bytes: Buffer, from: number, end: number): Field[] | string => {
  const fields: Field[] = [];
  let at = from;
  while (at < end - 2) {
    const start = at;
    while (isTokenByte(bytes[at])) at++;
    if (at === start) return isBlank(bytes[start]) ? 'a folded header line' : 'a header line without a name';
    if (bytes[at] !== colon) return 'a header name with a character that is not allowed';
    const name = bytes.toString('latin1', start, at).toLowerCase();
    at++;
    while (isBlank(bytes[at])) at++;
    const valueStart = at;
    while (isValueByte(bytes[at])) at++;
    if (bytes[at] !== carriageReturn || bytes[at + 1] !== lineFeed)
      return 'a control character in a header value';
    let valueEnd = at;
    while (valueEnd > valueStart && isBlank(bytes[valueEnd - 1])) valueEnd--;
    at += 2;
    fields.push({ name, start, end: at, valueStart, valueEnd });
  }
  return fields;
};

export const fieldValue = (bytes: Buffer, field: Field): string =>
  bytes.toString('latin1', field.valueStart, field.valueEnd);

/** The values of all fields of this name, in their order. */
export const valuesOf = (bytes: Buffer, fields: readonly Field[], name: string): string[] => {
  const values: string[] = [];
  for (const field of fields) if (field.name === name) values.push(fieldValue(bytes, field));
  return values;
};

/** The items of a comma-separated field such as Connection, in lower case. */
export const tokensOf = (bytes: Buffer, fields: readonly Field[], name: string): ReadonlySet<string> => {
  const tokens = new Set<string>();
  for (const value of valuesOf(bytes, fields, name)) {
    for (const token of value.split(',')) tokens.add(token.trim().toLowerCase());
  }
  tokens.delete('');
  return tokens;
};
