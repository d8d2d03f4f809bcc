import { Readable } from 'node:stream';
import { AppError } from '../../contract';
import { type BlockSource, chunkedBytes } from './block-bytes';
import type { DataBlock } from './data-blocks';
import { FileWindow } from './file-window';

const cutShort = (source: BlockSource): AppError =>
  new AppError('dump-truncated', 'The dump ends in the middle of its large objects.', {
    hint: 'Copy or make the dump again: it is not whole.',
    data: { file: source.file.path, object: 'large objects' },
  });

/** Passes one large object's chunks; returns where they end. */
const endOfChunks = async (window: FileWindow, source: BlockSource): Promise<number> => {
  for (;;) {
    const length = window.tryInt() ?? (await window.int());
    if (length === null || length < 0 || !window.skip(length)) throw cutShort(source);
    if (length === 0) return window.position;
  }
};

/** The large objects of one block: each an OID and its own run of chunks, up to the OID 0. */
export async function* readLargeObjects(source: BlockSource, block: DataBlock, signal: AbortSignal) {
  const window = new FileWindow(source.file, block.startsAt, source.widths);
  for (;;) {
    signal.throwIfAborted();
    const oid = await window.int();
    if (oid === null) throw cutShort(source);
    if (oid === 0) return;
    const startsAt = window.position;
    const sizeBytes = (await endOfChunks(window, source)) - startsAt;
    const bytes = chunkedBytes(source, { startsAt, sizeBytes }, `large object ${oid}`, signal);
    yield { oid, data: Readable.from(bytes, { objectMode: false }) };
  }
}

/**
 * From archive 1.16 on, BLOB METADATA lists OIDs, one a line, where older archives have one SQL statement an object.
 * This is the statement that makes them, as `BLOB` entries have it.
 */
export const createLargeObjectsSql = (oids: string): string => {
  const numbers = oids.split('\n').flatMap((line) => {
    const text = line.trim();
    if (text === '') return [];
    if (/^\d{1,10}$/.test(text)) return [text];
    throw new AppError(
      'dump-corrupt',
      `The dump's list of large objects holds ${JSON.stringify(text.slice(0, 60))}.`,
      {
        data: { line: text.slice(0, 60) },
      },
    );
  });
  return numbers.map((oid) => `SELECT pg_catalog.lo_create('${oid}');\n`).join('');
};
