import { statfs } from 'node:fs/promises';
import { AppError, type Inspection } from '../../contract';

/** What a database takes for each byte of raw rows (docs/dump-formats.md; measured). */
const growthOfRaw = 1.6;
/** The same for each byte of an archive by its compression: rows shrink to about a third by gzip. */
const growthOfArchive = { none: growthOfRaw, gzip: 4.7, lz4: 3.5, zstd: 5.5 } as const;
/** An empty database of PostgreSQL 18. */
const emptyDatabaseBytes = 8_000_000;
/** The database and its pristine template. */
const copies = 2;
/** For indexes being sorted. */
const reserve = 1.2;

/**
 * Room on disk that an import needs. Plain SQL was read to its end by the X-ray, so its rows are known however well they are
 * compressed; an archive's are known by their compressed size only.
 */
export const neededBytes = (
  inspection: Pick<Inspection, 'format' | 'compression' | 'sizeBytes' | 'tables'>,
): number => {
  const { format, compression, sizeBytes, tables } = inspection;
  const rawBytes = tables.reduce((sum, table) => sum + (table.sizeBytes ?? 0), 0);
  const databaseBytes =
    format === 'plain'
      ? Math.max(rawBytes, sizeBytes) * growthOfRaw
      : sizeBytes * growthOfArchive[compression];
  return Math.round((emptyDatabaseBytes + databaseBytes) * copies * reserve);
};

export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;

/**
 * Refuses an import beforehand that would fill the disk.
 *
 * @param shownName what messages call the dump
 * @throws AppError `disk-full` with `freeBytes` and `neededBytes`
 */
export const requireRoom = async (
  folder: string,
  shownName: string,
  inspection: Inspection,
): Promise<void> => {
  const { bavail, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  const needed = neededBytes(inspection);
  if (freeBytes >= needed) return;
  throw new AppError(
    'disk-full',
    `Importing ${shownName} needs about ${gigabytes(needed)}; ${gigabytes(freeBytes)} are free in ${folder}.`,
    {
      hint: 'Delete databases that are no longer needed, or free space on that disk.',
      data: { freeBytes, neededBytes: needed },
    },
  );
};
