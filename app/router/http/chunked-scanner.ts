import { isTokenByte, isValueByte } from './fields';

const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
const colon = 0x3a;
const semicolon = 0x3b;

/** A size of more digits could not be counted exactly: 2^52 bytes are no chunk of anybody's. */
const mostSizeDigits = 13;
/** Extensions of one chunk, and all trailers together, in bytes; as much as a head may have. */
const mostExtraBytes = 64 * 1024;

const hexValue = (byte: number): number => {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
};

type Step =
  | 'size'
  | 'blank-after-size'
  | 'extension'
  | 'size-line-feed'
  | 'data'
  | 'data-carriage-return'
  | 'data-line-feed'
  | 'line-start'
  | 'trailer-name'
  | 'trailer-value'
  | 'trailer-line-feed'
  | 'last-line-feed'
  | 'done'
  | 'malformed';

/**
 * Follows a chunked body (RFC 9112, 7.1) to its last byte, extensions and trailers included, byte by byte except
 * within the data of a chunk. Strict: lines end in CRLF, sizes are hexadecimal digits only.
 */
export class ChunkedScanner {
  #step: Step = 'size';
  #digits = 0;
  #left = 0;
  #extraBytes = 0;

  get state(): 'more' | 'done' | 'malformed' {
    return this.#step === 'done' || this.#step === 'malformed' ? this.#step : 'more';
  }

  scan(bytes: Buffer, from: number): number {
    let at = from;
    while (at < bytes.length && this.state === 'more') {
      if (this.#step === 'data') {
        const taken = Math.min(this.#left, bytes.length - at);
        this.#left -= taken;
        at += taken;
        if (this.#left === 0) this.#step = 'data-carriage-return';
        continue;
      }
      this.#step = this.#next(this.#step, bytes[at] ?? 0);
      if (this.#step !== 'malformed') at++;
    }
    return at;
  }

  #next(step: Step, byte: number): Step {
    switch (step) {
      case 'size':
        return this.#size(byte);
      case 'blank-after-size':
        if (byte === space || byte === tab) return this.#extra('blank-after-size');
        return byte === semicolon ? this.#extra('extension') : 'malformed';
      case 'extension':
        if (byte === carriageReturn) return 'size-line-feed';
        return isValueByte(byte) ? this.#extra('extension') : 'malformed';
      case 'size-line-feed':
        return byte === lineFeed ? this.#afterSizeLine() : 'malformed';
      case 'data-carriage-return':
        return byte === carriageReturn ? 'data-line-feed' : 'malformed';
      case 'data-line-feed':
        if (byte !== lineFeed) return 'malformed';
        this.#digits = 0;
        this.#extraBytes = 0;
        return 'size';
      case 'line-start':
        if (byte === carriageReturn) return 'last-line-feed';
        return isTokenByte(byte) ? this.#extra('trailer-name') : 'malformed';
      case 'trailer-name':
        if (byte === colon) return this.#extra('trailer-value');
        return isTokenByte(byte) ? this.#extra('trailer-name') : 'malformed';
      case 'trailer-value':
        if (byte === carriageReturn) return 'trailer-line-feed';
        return isValueByte(byte) ? this.#extra('trailer-value') : 'malformed';
      case 'trailer-line-feed':
        return byte === lineFeed ? 'line-start' : 'malformed';
      case 'last-line-feed':
        return byte === lineFeed ? 'done' : 'malformed';
      case 'data':
      case 'done':
      case 'malformed':
        return step;
      default:
        return step satisfies never;
    }
  }

  #size(byte: number): Step {
    const value = hexValue(byte);
    if (value >= 0) {
      this.#digits++;
      this.#left = this.#left * 16 + value;
      return this.#digits > mostSizeDigits ? 'malformed' : 'size';
    }
    if (this.#digits === 0) return 'malformed';
    if (byte === carriageReturn) return 'size-line-feed';
    if (byte === semicolon) return this.#extra('extension');
    return byte === space || byte === tab ? this.#extra('blank-after-size') : 'malformed';
  }

  #afterSizeLine(): Step {
    if (this.#left > 0) return 'data';
    this.#extraBytes = 0;
    return 'line-start';
  }

  #extra(step: Step): Step {
    this.#extraBytes++;
    return this.#extraBytes > mostExtraBytes ? 'malformed' : step;
  }
}
