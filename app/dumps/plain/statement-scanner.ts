import {
  endOfComment,
  endOfDollarQuote,
  endOfEscapeString,
  endOfLine,
  endOfQuoted,
  isIdentifierByte,
} from './lexical';

const code = (char: string): number => char.charCodeAt(0);
const quote = code("'");
const doubleQuote = code('"');
const dollar = code('$');
const minus = code('-');
const slash = code('/');
const star = code('*');
const semicolon = code(';');
const open = code('(');
const close = code(')');
const backslash = code('\\');

/** Bytes at which something may begin that matters; all others are passed at once. */
const matters = new Uint8Array(256);
for (const char of `'"$-/;()\\`) matters[code(char)] = 1;
for (let byte = 0; byte < 256; byte += 1) if (isIdentifierByte(byte)) matters[byte] = 1;

export type ScanOutcome =
  /** `end`: behind the semicolon. */
  | { readonly kind: 'statement'; readonly end: number }
  /** A backslash outside of quotes: psql would take it as a command of its own. */
  | { readonly kind: 'backslash'; readonly at: number }
  | { readonly kind: 'more' };

const more: ScanOutcome = { kind: 'more' };

/**
 * Finds the end of one statement. It can be called again with more bytes of the same statement, and goes on where it
 * stopped; only a string, comment or quoted body that was cut is looked at again from its own beginning.
 */
export class StatementScanner {
  /** `standard_conforming_strings` is off: a backslash escapes in plain strings too. */
  escapesInStrings = false;
  #at = 0;
  #depth = 0;
  #bodyDepth = 0;
  #wordCount = 0;
  #isRoutine = false;
  #isBeginSeen = false;
  /** Parentheses opened at the top level: for INSERT, the number of its tuples and column lists. */
  groupCount = 0;
  /** Behind the last parenthesis that was closed at the top level. */
  lastGroupEnd = 0;
  /** Where the last word outside of parentheses begins that stands before `lastGroupEnd`: for INSERT, its VALUES. */
  lastGroupWordAt = 0;
  #topWordAt = 0;

  reset(): void {
    this.#at = 0;
    this.#depth = 0;
    this.#bodyDepth = 0;
    this.#wordCount = 0;
    this.#isRoutine = false;
    this.#isBeginSeen = false;
    this.groupCount = 0;
    this.lastGroupEnd = 0;
    this.lastGroupWordAt = 0;
    this.#topWordAt = 0;
  }

  /**
   * @param bytes from the statement's first byte on
   * @param isLast there are no more bytes: what is cut by the end of `bytes` is cut for good
   */
  scan(bytes: Buffer, isLast: boolean): ScanOutcome {
    const length = bytes.length;
    while (this.#at < length) {
      const byte = bytes[this.#at] ?? 0;
      if (matters[byte] === 0) {
        this.#at += 1;
        continue;
      }
      if (byte === semicolon) {
        this.#at += 1;
        if (this.#depth === 0 && this.#bodyDepth === 0) return { kind: 'statement', end: this.#at };
        continue;
      }
      if (byte === backslash) return { kind: 'backslash', at: this.#at };
      const end = this.#passElement(bytes, byte, isLast);
      if (end < 0) return more;
      this.#at = end;
    }
    return more;
  }

  /** Where the element that begins here ends; -1 when the bytes end before. */
  #passElement(bytes: Buffer, byte: number, isLast: boolean): number {
    const at = this.#at;
    switch (byte) {
      case quote:
        return this.escapesInStrings
          ? endOfEscapeString(bytes, at, isLast)
          : endOfQuoted(bytes, at, quote, isLast);
      case doubleQuote:
        return endOfQuoted(bytes, at, doubleQuote, isLast);
      case dollar:
        return endOfDollarQuote(bytes, at, isLast);
      case minus:
        if (at + 1 >= bytes.length && !isLast) return -1;
        return bytes[at + 1] === minus ? endOfLine(bytes, at, isLast) : at + 1;
      case slash:
        if (at + 1 >= bytes.length && !isLast) return -1;
        return bytes[at + 1] === star ? endOfComment(bytes, at) : at + 1;
      case open:
        if (this.#depth === 0) this.groupCount += 1;
        this.#depth += 1;
        return at + 1;
      case close:
        this.#depth -= this.#depth > 0 ? 1 : 0;
        if (this.#depth === 0) {
          this.lastGroupEnd = at + 1;
          this.lastGroupWordAt = this.#topWordAt;
        }
        return at + 1;
      default:
        return this.#passWord(bytes, isLast);
    }
  }

  #passWord(bytes: Buffer, isLast: boolean): number {
    let end = this.#at + 1;
    while (end < bytes.length && isIdentifierByte(bytes[end] ?? 0)) end += 1;
    if (end >= bytes.length && !isLast) return -1;
    const lengthBytes = end - this.#at;
    if (this.#depth === 0) this.#topWordAt = this.#at;
    if (lengthBytes === 1 && bytes[end] === quote && ((bytes[this.#at] ?? 0) | 32) === code('e')) {
      return endOfEscapeString(bytes, end, isLast);
    }
    this.#wordCount += 1;
    // CREATE [OR REPLACE] FUNCTION: only routines have bodies of several statements.
    if (this.#wordCount <= 4 || (this.#isRoutine && lengthBytes <= 6)) {
      this.#track(bytes.toString('latin1', this.#at, end).toLowerCase());
    } else {
      this.#isBeginSeen = false;
    }
    return end;
  }

  /** Counts BEGIN ATOMIC (not BEGIN alone: a routine may be called so), CASE inside of it, and their ENDs. */
  #track(word: string): void {
    if (this.#wordCount === 1) this.#isRoutine = false;
    if (this.#wordCount === 1 && word !== 'create') this.#wordCount = 5;
    if (this.#wordCount <= 4 && (word === 'function' || word === 'procedure')) this.#isRoutine = true;
    if (!this.#isRoutine) return;
    if (this.#isBeginSeen && word === 'atomic') this.#bodyDepth += 1;
    else if (this.#bodyDepth > 0 && word === 'case') this.#bodyDepth += 1;
    else if (this.#bodyDepth > 0 && word === 'end') this.#bodyDepth -= 1;
    this.#isBeginSeen = word === 'begin';
  }
}
