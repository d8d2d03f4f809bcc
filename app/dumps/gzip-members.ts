import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { AppError } from '../contract';
import type { DumpFile } from './dump-file';

const readBytes = 256 * 1024;
const outputBytes = 256 * 1024;
const trailerBytes = 8;

export interface GzipOptions {
  readonly signal: AbortSignal;
  /** Told of bytes of the file as they are read. */
  readonly onBytes: (count: number) => void;
}

const truncated = (file: DumpFile, cause?: unknown): AppError =>
  new AppError('dump-truncated', `The gzip file ends too early, at byte ${file.sizeBytes}.`, {
    hint: 'Copy or make the dump again: it is not whole.',
    data: { file: file.path, sizeBytes: file.sizeBytes },
    cause,
  });

const corrupt = (file: DumpFile, at: number, what: string, cause?: unknown): AppError =>
  new AppError('dump-corrupt', `The gzip file is damaged behind byte ${at}: ${what}.`, {
    hint: 'Copy or make the dump again.',
    data: { file: file.path, position: at },
    cause,
  });

/** Length of the member's header (RFC 1952, 2.3); null when the bytes end before it does. */
const headerLength = (bytes: Buffer): number | null => {
  const flags = bytes[3] ?? 0;
  let at = 10;
  if ((flags & 4) !== 0) at += 2 + (at + 2 <= bytes.length ? bytes.readUInt16LE(at) : 0);
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) return null;
    at = end + 1;
  }
  if ((flags & 2) !== 0) at += 2;
  return at <= bytes.length ? at : null;
};

const isMember = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;

async function* fileBytes(file: DumpFile, from: number, options: GzipOptions): AsyncGenerator<Buffer> {
  for (let at = from; at < file.sizeBytes; at += readBytes) {
    options.signal.throwIfAborted();
    const bytes = await file.read(at, readBytes);
    options.onBytes(bytes.length);
    yield bytes;
  }
}

const zlibCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')
    ? error.code
    : null;

/**
 * One member's text; returns where the member ends.
 * Node's own Gunzip drops what it has decoded when anything but a member follows: hence raw inflate, and our own look at
 * header and checksum.
 */
async function* memberText(file: DumpFile, at: number, options: GzipOptions): AsyncGenerator<Buffer, number> {
  const start = headerLength(await file.read(at, readBytes));
  if (start === null) throw truncated(file);
  const source = Readable.from(fileBytes(file, at + start, options), { highWaterMark: 1 });
  const inflate = createInflateRaw({ chunkSize: outputBytes });
  source.on('error', (error) => inflate.destroy(error));
  source.pipe(inflate);
  let checksum = 0;
  let lengthBytes = 0;
  try {
    for await (const bytes of inflate as AsyncIterable<Buffer>) {
      checksum = crc32(bytes, checksum);
      lengthBytes += bytes.length;
      yield bytes;
    }
  } catch (error) {
    const code = zlibCode(error);
    if (code === null) throw error;
    throw code === 'Z_BUF_ERROR'
      ? truncated(file, error)
      : corrupt(file, at, 'its compressed data make no sense', error);
  } finally {
    source.destroy();
  }
  const end = at + start + inflate.bytesWritten;
  const trailer = await file.read(end, trailerBytes);
  if (trailer.length < trailerBytes) throw truncated(file);
  const isRight = trailer.readUInt32LE(0) === checksum && trailer.readUInt32LE(4) === lengthBytes % 2 ** 32;
  if (!isRight) throw corrupt(file, at, 'its checksum is wrong');
  return end + trailerBytes;
}

/**
 * The text inside a gzip file: of all its members, one after the other, as gzip has it. What follows the last one
 * is ignored, as gzip does.
 *
 * @throws AppError `dump-truncated`, `dump-corrupt`
 */
export async function* gunzipFile(file: DumpFile, options: GzipOptions): AsyncGenerator<Buffer> {
  for (let at = 0; at < file.sizeBytes; ) {
    const head = await file.read(at, 3);
    // Padding, or rubbish: gzip only warns of it.
    if (at > 0 && !isMember(head)) return;
    if (!isMember(head)) throw corrupt(file, at, 'its compression is not deflate');
    at = yield* memberText(file, at, options);
  }
}
