const code = (char: string): number => char.charCodeAt(0);
const newline = code('\n');
const quote = code("'");
const backslash = code('\\');
const dollar = code('$');
const slash = code('/');
const star = code('*');

const identifierBytes = new Uint8Array(256);
for (let byte = 128; byte < 256; byte += 1) identifierBytes[byte] = 1;
for (const char of '_$0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz')
  identifierBytes[code(char)] = 1;

/** Whether a byte may stand inside a word: letters, digits, `_`, `$` and everything beyond ASCII. */
export const isIdentifierByte = (byte: number): boolean => identifierBytes[byte] === 1;

/*
 * Each function below returns the position behind the element that begins at `at`, or -1 when the bytes end before it
 * does. `isLast` says that no bytes follow: then an element that may be over is over.
 */

/** `'...'` or `"..."`; the quote itself is doubled inside. */
export const endOfQuoted = (bytes: Buffer, at: number, mark: number, isLast: boolean): number => {
  for (let from = at + 1; ; ) {
    const found = bytes.indexOf(mark, from);
    if (found < 0) return -1;
    if (found + 1 >= bytes.length) return isLast ? found + 1 : -1;
    if (bytes[found + 1] !== mark) return found + 1;
    from = found + 2;
  }
};

/** A string in which a backslash escapes the next character; `at` is its opening quote. */
export const endOfEscapeString = (bytes: Buffer, at: number, isLast: boolean): number => {
  const length = bytes.length;
  for (let index = at + 1; index < length; index += 1) {
    const byte = bytes[index];
    if (byte === backslash) index += 1;
    else if (byte === quote) {
      if (index + 1 >= length) return isLast ? index + 1 : -1;
      if (bytes[index + 1] !== quote) return index + 1;
      index += 1;
    }
  }
  return -1;
};

/** `$tag$...$tag$`; for a `$` that begins no such quote, the position behind it. */
export const endOfDollarQuote = (bytes: Buffer, at: number, isLast: boolean): number => {
  const first = bytes[at + 1];
  if (first !== undefined && first >= code('0') && first <= code('9')) return at + 1;
  let end = at + 1;
  while (end < bytes.length && bytes[end] !== dollar && isIdentifierByte(bytes[end] ?? 0)) end += 1;
  if (end >= bytes.length) return isLast ? at + 1 : -1;
  if (bytes[end] !== dollar) return at + 1;
  const tag = bytes.subarray(at, end + 1);
  const found = bytes.indexOf(tag, end + 1);
  return found < 0 ? -1 : found + tag.length;
};

/** `-- ...` up to and with its newline. */
export const endOfLine = (bytes: Buffer, at: number, isLast: boolean): number => {
  const found = bytes.indexOf(newline, at);
  if (found >= 0) return found + 1;
  return isLast ? bytes.length : -1;
};

/** A bracketed comment; they nest. */
export const endOfComment = (bytes: Buffer, at: number): number => {
  let depth = 1;
  for (let index = at + 2; index + 1 < bytes.length; index += 1) {
    if (bytes[index] === star && bytes[index + 1] === slash) {
      depth -= 1;
      index += 1;
      if (depth === 0) return index + 1;
    } else if (bytes[index] === slash && bytes[index + 1] === star) {
      depth += 1;
      index += 1;
    }
  }
  return -1;
};

/** Newlines in `bytes` from `from` to `to`. */
export const countLines = (bytes: Buffer, from: number, to: number): number => {
  let count = 0;
  for (let index = from; index < to; index += 1) if (bytes[index] === newline) count += 1;
  return count;
};
