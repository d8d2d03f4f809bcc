import type { DumpFile } from '../dump-file';
import type { Widths } from './archive-cursor';

const defaultWindowBytes = 1024 * 1024;

/**
 * A forward look at a file through a buffer: for walking over chunk lengths without one system call each.
 * Whatever lies beyond the end of the file is null or false, never an error.
 */
export class FileWindow {
  readonly #file: DumpFile;
  readonly #intBytes: number;
  readonly #windowBytes: number;
  #buffer: Buffer = Buffer.alloc(0);
  /** Where the buffer begins in the file. */
  #bufferStart: number;
  #position: number;

  constructor(file: DumpFile, position: number, widths: Widths, windowBytes = defaultWindowBytes) {
    this.#file = file;
    this.#intBytes = widths.intBytes;
    this.#windowBytes = windowBytes;
    this.#bufferStart = position;
    this.#position = position;
  }

  get position(): number {
    return this.#position;
  }

  async byte(): Promise<number | null> {
    if (!(await this.#has(1))) return null;
    const value = this.#buffer[this.#position - this.#bufferStart] ?? null;
    this.#position += 1;
    return value;
  }

  /** The next number when the buffer holds it whole; null says nothing yet about the file. */
  tryInt(): number | null {
    const at = this.#position - this.#bufferStart;
    if (at < 0 || at + 1 + this.#intBytes > this.#buffer.length) return null;
    const value = this.#intBytes === 4 ? this.#buffer.readUInt32LE(at + 1) : this.#wideInt(at + 1);
    const isNegative = this.#buffer[at] !== 0;
    this.#position += 1 + this.#intBytes;
    return isNegative ? -value : value;
  }

  async int(): Promise<number | null> {
    return (await this.#has(1 + this.#intBytes)) ? this.tryInt() : null;
  }

  /** Moves on by `lengthBytes`; false when the file ends before. */
  skip(lengthBytes: number): boolean {
    this.#position += lengthBytes;
    return this.#position <= this.#file.sizeBytes;
  }

  /** The next bytes of the buffer, at most `lengthBytes`; null when it has none. */
  tryTake(lengthBytes: number): Buffer | null {
    const at = this.#position - this.#bufferStart;
    if (at < 0 || at >= this.#buffer.length) return null;
    const bytes = this.#buffer.subarray(at, at + lengthBytes);
    this.#position += bytes.length;
    return bytes;
  }

  /** The next bytes that are at hand, at most `lengthBytes`; empty at the end of the file. */
  async take(lengthBytes: number): Promise<Buffer> {
    await this.#has(1);
    return this.tryTake(lengthBytes) ?? Buffer.alloc(0);
  }

  #wideInt(at: number): number {
    let value = 0;
    for (let index = 0; index < this.#intBytes; index += 1)
      value += (this.#buffer[at + index] ?? 0) * 256 ** index;
    return value;
  }

  async #has(lengthBytes: number): Promise<boolean> {
    const at = this.#position - this.#bufferStart;
    if (at + lengthBytes <= this.#buffer.length) return true;
    this.#buffer = await this.#file.read(this.#position, this.#windowBytes);
    this.#bufferStart = this.#position;
    return this.#buffer.length >= lengthBytes;
  }
}
