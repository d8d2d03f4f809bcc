import { pipeline } from 'node:stream';
import { createInflate } from 'node:zlib';
import { AppError, type Compression } from '../../contract';
import type { DumpFile } from '../dump-file';
import type { Widths } from './archive-cursor';
import { FileWindow } from './file-window';

/** Where the bytes of a block come from, and whom to tell of them. */
export interface BlockSource {
  readonly file: DumpFile;
  readonly widths: Widths;
  readonly compression: Compression;
  /** Told of bytes of the file as they are read. */
  readonly onBytes: (count: number) => void;
}

/** Chunks that belong together: from the first one's length to the closing 0. */
export interface ChunkRun {
  readonly startsAt: number;
  readonly sizeBytes: number;
}

const windowBytes = 1024 * 1024;
/** Small chunks are gathered to about this size: one chunk may be one row. */
const gatherBytes = 256 * 1024;
const outputBytes = 256 * 1024;

const cutShort = (source: BlockSource, what: string): AppError =>
  new AppError('dump-truncated', `The dump ends in the middle of ${what}.`, {
    hint: 'Copy or make the dump again: it is not whole.',
    data: { file: source.file.path, object: what },
  });

/** Chunks as they stand in the file, up to the chunk of length 0. */
async function* rawChunks(source: BlockSource, run: ChunkRun, what: string, signal: AbortSignal) {
  const window = new FileWindow(
    source.file,
    run.startsAt,
    source.widths,
    Math.min(run.sizeBytes, windowBytes),
  );
  let gathered: Buffer[] = [];
  let gatheredBytes = 0;
  for (;;) {
    const length = window.tryInt() ?? (await window.int());
    if (length === null) throw cutShort(source, what);
    if (length < 0) {
      throw new AppError(
        'dump-corrupt',
        `${what} is damaged at byte ${window.position}: a chunk of ${length} bytes.`,
        {
          data: { object: what, position: window.position },
        },
      );
    }
    if (length === 0) break;
    for (let left = length; left > 0; ) {
      const bytes = window.tryTake(left) ?? (await window.take(left));
      if (bytes.length === 0) throw cutShort(source, what);
      left -= bytes.length;
      gathered.push(bytes);
      gatheredBytes += bytes.length;
    }
    if (gatheredBytes < gatherBytes) continue;
    signal.throwIfAborted();
    source.onBytes(gatheredBytes);
    yield Buffer.concat(gathered, gatheredBytes);
    gathered = [];
    gatheredBytes = 0;
  }
  source.onBytes(gatheredBytes);
  if (gatheredBytes > 0) yield Buffer.concat(gathered, gatheredBytes);
}

const isZlibError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');

async function* inflated(chunks: AsyncIterable<Buffer>, what: string): AsyncGenerator<Buffer> {
  const inflate = createInflate({ chunkSize: outputBytes });
  // Whatever goes wrong before it destroys `inflate`, and so arrives in the loop below.
  const pipe = pipeline(chunks, inflate, () => undefined);
  try {
    for await (const bytes of pipe) yield bytes as Buffer;
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw new AppError('dump-corrupt', `The compressed data of ${what} are damaged (${error.message}).`, {
      hint: 'Copy or make the dump again.',
      data: { object: what },
      cause: error,
    });
  }
}

/**
 * The decoded bytes of one run of chunks.
 *
 * @param what names the data in messages, e.g. `the rows of public.auth_user`
 * @throws AppError `dump-truncated`, `dump-corrupt`, while it is read
 */
export const chunkedBytes = (
  source: BlockSource,
  run: ChunkRun,
  what: string,
  signal: AbortSignal,
): AsyncIterable<Buffer> => {
  const chunks = rawChunks(source, run, what, signal);
  return source.compression === 'gzip' ? inflated(chunks, what) : chunks;
};
