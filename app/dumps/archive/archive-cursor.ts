import { AppError } from '../../contract';

/** The bytes at hand end in the middle of a value: more of the file must be read first. */
export class OutOfBytes extends Error {}

/** PostgreSQL itself holds no longer text. */
const longestText = 1024 ** 3;

/** Widths of an archive's numbers, as its header states them. */
export interface Widths {
  readonly intBytes: number;
  readonly offsetBytes: number;
}

/**
 * Reads an archive's values one after the other (PostgreSQL's pg_backup_archiver.c: ReadInt, ReadStr, ReadOffset).
 * Throws `OutOfBytes` at the end of the bytes at hand, and AppError `dump-corrupt` for what no archive can hold.
 */
export class ArchiveCursor {
  readonly #bytes: Buffer;
  #position = 0;

  /** @param bytes the start of the file, as far as it was read */
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get position(): number {
    return this.#position;
  }

  byte(): number {
    const value = this.#bytes[this.#position];
    if (value === undefined) throw new OutOfBytes();
    this.#position += 1;
    return value;
  }

  /** A sign byte, then the value, least significant byte first. */
  int(widths: Widths): number {
    const at = this.#position;
    const sign = this.byte();
    if (sign > 1) throw this.corrupt('a number has no sign', at);
    let value = 0;
    for (let index = 0; index < widths.intBytes; index += 1) value += this.byte() * 256 ** index;
    return sign === 1 ? -value : value;
  }

  /** A length, then as many bytes; null for the length -1. */
  string(widths: Widths): Buffer | null {
    const at = this.#position;
    const length = this.int(widths);
    if (length < 0) return null;
    if (length > longestText) throw this.corrupt(`a text of ${length} bytes is announced`, at);
    if (this.#position + length > this.#bytes.length) throw new OutOfBytes();
    const value = this.#bytes.subarray(this.#position, this.#position + length);
    this.#position += length;
    return value;
  }

  /** A flag, then a file position: `unknown` when the archive was written into a pipe, `none` when there are no data. */
  offset(widths: Widths): DataOffset {
    const at = this.#position;
    const flag = this.byte();
    let position = 0;
    for (let index = 0; index < widths.offsetBytes; index += 1) position += this.byte() * 256 ** index;
    if (flag === 1) return { kind: 'unknown' };
    if (flag === 2) return { kind: 'at', position };
    if (flag === 3) return { kind: 'none' };
    throw this.corrupt(`an entry has the data state ${flag}`, at);
  }

  corrupt(what: string, position = this.#position): AppError {
    return new AppError(
      'dump-corrupt',
      `The dump's table of contents is damaged at byte ${position}: ${what}.`,
      {
        hint: 'Copy or make the dump again; a transfer as text damages archives.',
        data: { position },
      },
    );
  }
}

export type DataOffset =
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'at'; readonly position: number };
