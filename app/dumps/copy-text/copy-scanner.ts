const newline = 10;
const carriageReturn = 13;
const dot = 46;
const backslash = 92;

type Mark = 'yes' | 'no' | 'cut';

/** Whether the line that begins at `at` is the end mark `\.`; `cut`: the bytes at hand do not tell yet. */
const endMarkAt = (bytes: Buffer, at: number): Mark => {
  if (at >= bytes.length) return 'cut';
  if (bytes[at] !== backslash) return 'no';
  if (at + 1 >= bytes.length) return 'cut';
  if (bytes[at + 1] !== dot) return 'no';
  if (at + 2 >= bytes.length) return 'cut';
  if (bytes[at + 2] === newline) return 'yes';
  if (bytes[at + 2] !== carriageReturn) return 'no';
  if (at + 3 >= bytes.length) return 'cut';
  return bytes[at + 3] === newline ? 'yes' : 'no';
};

/** Whether an odd number of backslashes stands before `at`: then what follows is data. */
const isEscapedAt = (bytes: Buffer, at: number, wasEscaping: boolean): boolean => {
  let count = 0;
  while (at - count - 1 >= 0 && bytes[at - count - 1] === backslash) count += 1;
  const reachesStart = count === at;
  return (count + (reachesStart && wasEscaping ? 1 : 0)) % 2 === 1;
};

/**
 * Walks over COPY text of any chunking: counts its rows and finds its end mark, a line that is `\.` and nothing else.
 * A dump's own writer escapes every other backslash at the start of a line.
 */
export class CopyScanner {
  /** Bytes that may be the start of an end mark; they come back with the next chunk. */
  #held: Buffer = Buffer.alloc(0);
  #isAtLineStart = true;
  #wasEscaping = false;
  #rest: Buffer = Buffer.alloc(0);
  #isEnded = false;
  #rowCount = 0;
  #lineCount = 0;

  /** Rows so far: newlines that no backslash escapes. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /** Lines so far, the end mark's included. */
  get lineCount(): number {
    return this.#lineCount;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** What followed the end mark's line in the chunk that held it. */
  get rest(): Buffer {
    return this.#rest;
  }

  /** The rows in the next chunk, without the end mark; a part of the chunk itself where nothing was held back. */
  take(chunk: Buffer): Buffer {
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    this.#held = bytes.subarray(bytes.length);
    if (this.#isAtLineStart) {
      const mark = endMarkAt(bytes, 0);
      if (mark === 'yes') return this.#end(bytes, 0);
      if (mark === 'cut') return this.#hold(bytes, 0);
    }
    return this.#walk(bytes);
  }

  /** The input is over: an end mark without a newline counts too. Returns rows that were held back for nothing. */
  finish(): Buffer {
    const text = this.#held.toString('latin1');
    if (text === '\\.' || text === '\\.\r') {
      this.#isEnded = true;
      return Buffer.alloc(0);
    }
    return this.#held;
  }

  #walk(bytes: Buffer): Buffer {
    const length = bytes.length;
    for (let index = 0; index < length; index += 1) {
      if (bytes[index] !== newline) continue;
      this.#lineCount += 1;
      const precedes = index > 0 ? bytes[index - 1] === backslash : this.#wasEscaping;
      if (precedes && isEscapedAt(bytes, index, this.#wasEscaping)) continue;
      this.#rowCount += 1;
      if (index + 1 < length && bytes[index + 1] !== backslash) continue;
      const mark = endMarkAt(bytes, index + 1);
      if (mark === 'yes') return this.#end(bytes, index + 1);
      if (mark === 'cut') return this.#hold(bytes, index + 1);
    }
    this.#isAtLineStart = false;
    this.#wasEscaping = isEscapedAt(bytes, length, this.#wasEscaping);
    return bytes;
  }

  #hold(bytes: Buffer, at: number): Buffer {
    this.#held = bytes.subarray(at);
    this.#isAtLineStart = true;
    this.#wasEscaping = false;
    return bytes.subarray(0, at);
  }

  #end(bytes: Buffer, at: number): Buffer {
    this.#isEnded = true;
    this.#lineCount += 1;
    this.#rest = bytes.subarray(bytes.indexOf(newline, at) + 1);
    return bytes.subarray(0, at);
  }
}
