import { AppError } from '../../contract';
import type { DumpFile } from '../dump-file';
import type { DumpReader } from '../entry';
import { databaseLocale } from '../sql/database-locale';
import { archiveEntries } from './archive-entries';
import type { BlockSource } from './block-bytes';
import { type DataBlock, locateBlocks } from './data-blocks';
import { readTableOfContents, type TableOfContents } from './table-of-contents';

const refuseCompression = (compression: string): never => {
  throw new AppError(
    'dump-format-unsupported',
    `The rows of this archive are compressed with ${compression}, which is not supported yet.`,
    {
      hint: 'Make the dump with pg_dump -Fc --compress=gzip.',
      data: { compression },
    },
  );
};

const localeOf = ({ entries }: TableOfContents): string | null =>
  databaseLocale(entries.find(({ type }) => type === 'DATABASE')?.sql ?? '');

/**
 * Reads an archive in custom format (`pg_dump -Fc`), versions 1.12 to 1.16, rows compressed by zlib or not at all.
 *
 * @throws AppError `dump-format-unsupported`, `dump-truncated`, `dump-corrupt`
 */
export const openArchive = async (file: DumpFile, signal: AbortSignal): Promise<DumpReader> => {
  const toc = await readTableOfContents(file, signal);
  const { header } = toc;
  if (header.compression !== 'none' && header.compression !== 'gzip') refuseCompression(header.compression);
  let bytesRead = toc.endsAt;
  let isComplete = false;
  let located: Promise<ReadonlyMap<number, DataBlock>> | null = null;
  const source: BlockSource = {
    file,
    widths: header.widths,
    compression: header.compression,
    onBytes: (count) => {
      bytesRead += count;
    },
  };
  return {
    header: {
      format: 'custom',
      compression: header.compression,
      formatVersion: `1.${header.minor}`,
      serverVersion: toc.serverVersion,
      dumperVersion: toc.dumperVersion,
      createdAt: header.createdAt,
      databaseName: toc.databaseName,
      encoding: toc.encoding,
      locale: localeOf(toc),
    },
    sizeBytes: file.sizeBytes,
    isRandomAccess: true,
    async *entries(entriesSignal) {
      located ??= locateBlocks(file, toc, entriesSignal);
      const blocks = await located;
      for (const entry of archiveEntries({ toc, blocks, source })) {
        entriesSignal.throwIfAborted();
        yield entry;
      }
      await file.assertUnchanged();
      isComplete = true;
    },
    bytesRead: () => Math.min(bytesRead, file.sizeBytes),
    isComplete: () => isComplete,
    close: () => file.close(),
  };
};
