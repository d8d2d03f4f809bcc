import { AppError } from '../../contract';
import type { DumpFile } from '../dump-file';
import { FileWindow } from './file-window';
import type { TableOfContents, TocEntry } from './table-of-contents';

/** A data block of an archive in custom format, found and known to be whole. */
export interface DataBlock {
  readonly dumpId: number;
  readonly kind: 'rows' | 'large-objects';
  /** Where the first chunk's length stands. */
  readonly startsAt: number;
  /** Bytes up to the next block, lengths included. */
  readonly sizeBytes: number;
}

const blockKinds: Readonly<Record<number, DataBlock['kind']>> = { 1: 'rows', 3: 'large-objects' };

const nameOf = (entry: TocEntry): string =>
  entry.schema === null ? `${entry.type} ${entry.tag}` : `${entry.type} ${entry.schema}.${entry.tag}`;

const truncated = (file: DumpFile, entry: TocEntry | null): AppError =>
  new AppError(
    'dump-truncated',
    `The dump ends at byte ${file.sizeBytes}, in the middle of its data${entry === null ? '' : ` (${nameOf(entry)})`}.`,
    {
      hint: 'Copy or make the dump again: it is not whole.',
      data: {
        file: file.path,
        sizeBytes: file.sizeBytes,
        dumpId: entry?.dumpId ?? null,
        object: entry?.tag ?? null,
      },
    },
  );

const corrupt = (position: number, what: string): AppError =>
  new AppError('dump-corrupt', `The dump's data are damaged at byte ${position}: ${what}.`, {
    hint: 'Copy or make the dump again; a transfer as text damages archives.',
    data: { position },
  });

/** Passes a block's chunks without reading them; false when the file ends before the block does. */
const skipChunks = async (window: FileWindow): Promise<boolean> => {
  for (;;) {
    const at = window.position;
    const length = window.tryInt() ?? (await window.int());
    if (length === null) return false;
    if (length < 0) throw corrupt(at, `a chunk of ${length} bytes is announced`);
    if (length === 0) return true;
    if (!window.skip(length)) return false;
  }
};

const skipBlock = async (window: FileWindow, kind: DataBlock['kind']): Promise<boolean> => {
  if (kind === 'rows') return skipChunks(window);
  for (;;) {
    const oid = await window.int();
    if (oid === null) return false;
    if (oid === 0) return true;
    if (!(await skipChunks(window))) return false;
  }
};

interface BlockHead {
  readonly kind: DataBlock['kind'];
  readonly dumpId: number;
}

const readBlockHead = async (window: FileWindow): Promise<BlockHead | null> => {
  const at = window.position;
  const code = await window.byte();
  const dumpId = code === null ? null : await window.int();
  if (code === null || dumpId === null) return null;
  const kind = blockKinds[code];
  if (kind === undefined) throw corrupt(at, `a block of the unknown kind ${code} begins`);
  return { kind, dumpId };
};

type Expected = ReadonlyMap<number, TocEntry>;

/** Dumps written through a pipe know no positions: walk over the blocks (0.04-0.2 s for 1.4 GB; 2 s when uncompressed). */
const scanBlocks = async (file: DumpFile, toc: TableOfContents, expected: Expected, signal: AbortSignal) => {
  const window = new FileWindow(file, toc.endsAt, toc.header.widths);
  const blocks = new Map<number, DataBlock>();
  while (window.position < file.sizeBytes) {
    signal.throwIfAborted();
    const at = window.position;
    const head = await readBlockHead(window);
    const entry = head === null ? undefined : expected.get(head.dumpId);
    if (head === null) throw truncated(file, null);
    if (entry === undefined)
      throw corrupt(at, `it holds data of entry ${head.dumpId}, which the table of contents does not have`);
    const startsAt = window.position;
    if (!(await skipBlock(window, head.kind))) throw truncated(file, entry);
    blocks.set(head.dumpId, { ...head, startsAt, sizeBytes: window.position - startsAt });
  }
  const missing = [...expected.values()].find((entry) => !blocks.has(entry.dumpId));
  if (missing !== undefined) throw truncated(file, missing);
  return blocks;
};

interface Positioned {
  readonly entry: TocEntry;
  readonly position: number;
}

/** With positions in the table of contents only each block's head is read, and the last block's length checked. */
const openBlocks = async (
  file: DumpFile,
  toc: TableOfContents,
  positioned: readonly Positioned[],
  signal: AbortSignal,
) => {
  const sorted = positioned.toSorted((one, other) => one.position - other.position);
  const blocks = new Map<number, DataBlock>();
  for (const [index, { entry, position }] of sorted.entries()) {
    signal.throwIfAborted();
    if (position >= file.sizeBytes) throw truncated(file, entry);
    const isLast = index === sorted.length - 1;
    const window = new FileWindow(file, position, toc.header.widths, isLast ? undefined : 16);
    const head = await readBlockHead(window);
    if (head === null) throw truncated(file, entry);
    if (head.dumpId !== entry.dumpId)
      throw corrupt(position, `${nameOf(entry)} should begin there, but does not`);
    const startsAt = window.position;
    if (isLast && !(await skipBlock(window, head.kind))) throw truncated(file, entry);
    const end = isLast ? window.position : (sorted[index + 1]?.position ?? file.sizeBytes);
    blocks.set(entry.dumpId, { ...head, startsAt, sizeBytes: end - startsAt });
  }
  return blocks;
};

/**
 * Finds every data block of an archive, by the dump id of its entry.
 *
 * @throws AppError `dump-truncated` naming the first object whose data are cut or absent; `dump-corrupt`
 */
export const locateBlocks = async (
  file: DumpFile,
  toc: TableOfContents,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, DataBlock>> => {
  const withData = toc.entries.filter((entry) => entry.offset.kind !== 'none');
  const positioned = withData.flatMap((entry) =>
    entry.offset.kind === 'at' ? [{ entry, position: entry.offset.position }] : [],
  );
  if (positioned.length === withData.length) return openBlocks(file, toc, positioned, signal);
  return scanBlocks(file, toc, new Map(withData.map((entry) => [entry.dumpId, entry])), signal);
};
