import { AppError, type Compression } from '../../contract';
import type { ArchiveCursor, Widths } from './archive-cursor';

export const archiveMagic = Buffer.from('PGDMP');

export interface ArchiveHeader {
  /** Minor archive version: 12 is 1.12. */
  readonly minor: number;
  readonly widths: Widths;
  readonly format: 'custom' | 'tar' | 'directory';
  readonly compression: Compression;
  readonly createdAt: string | null;
  readonly databaseName: Buffer | null;
  readonly serverVersion: Buffer | null;
  readonly dumperVersion: Buffer | null;
}

const oldestMinor = 12;
const newestMinor = 16;
const algorithms: readonly Compression[] = ['none', 'gzip', 'lz4', 'zstd'];

const checkVersion = (major: number, minor: number): void => {
  if (major === 1 && minor >= oldestMinor && minor <= newestMinor) return;
  const isNewer = major > 1 || minor > newestMinor;
  throw new AppError(
    'dump-format-unsupported',
    `The archive has version ${major}.${minor}; versions 1.${oldestMinor} to 1.${newestMinor} (PostgreSQL 9.0 to 18) are read.`,
    {
      hint: isNewer
        ? 'A newer pg_dump wrote it. Make a plain dump instead (pg_dump -Fp), or update Manysite.'
        : 'Load it with the pg_restore of its own version, and dump it again with a newer pg_dump.',
      data: { version: `${major}.${minor}` },
    },
  );
};

const readCompression = (cursor: ArchiveCursor, minor: number, widths: Widths): Compression => {
  // From 1.15 on an algorithm, before that zlib's level: -1 is its default, 0 is no compression.
  if (minor < 15) return cursor.int(widths) === 0 ? 'none' : 'gzip';
  const code = cursor.byte();
  const algorithm = algorithms[code];
  if (algorithm === undefined) throw cursor.corrupt(`compression ${code} is unknown`);
  return algorithm;
};

const readFormat = (cursor: ArchiveCursor): ArchiveHeader['format'] => {
  const code = cursor.byte();
  if (code === 1) return 'custom';
  if (code === 3) return 'tar';
  if (code === 5) return 'directory';
  throw cursor.corrupt(`archive format ${code} is unknown`);
};

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** C's `struct tm`, without a zone: whose clock it was, the archive does not say. */
const readCreatedAt = (cursor: ArchiveCursor, widths: Widths): string | null => {
  const [second = 0, minute = 0, hour = 0, day = 0, month = 0, year = 0] = Array.from({ length: 7 }, () =>
    cursor.int(widths),
  );
  const isDate = day >= 1 && day <= 31 && month >= 0 && month <= 11 && year > 0 && year < 1000;
  if (!isDate || hour > 23 || minute > 59 || second > 60) return null;
  const date = `${year + 1900}-${twoDigits(month + 1)}-${twoDigits(day)}`;
  return `${date}T${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(second)}`;
};

/**
 * Reads what stands before the table of contents (dumps.md, "Archive header"; PostgreSQL's ReadHead).
 *
 * @throws OutOfBytes; AppError `dump-format-unsupported` for another version, `dump-corrupt`
 */
export const readArchiveHeader = (cursor: ArchiveCursor): ArchiveHeader => {
  for (const byte of archiveMagic)
    if (cursor.byte() !== byte) throw cursor.corrupt('it does not begin with PGDMP');
  const major = cursor.byte();
  const minor = cursor.byte();
  checkVersion(major, minor);
  cursor.byte(); // revision: never told formats apart
  const widths: Widths = { intBytes: cursor.byte(), offsetBytes: cursor.byte() };
  if (widths.intBytes < 2 || widths.intBytes > 8 || widths.offsetBytes < 2 || widths.offsetBytes > 8) {
    throw cursor.corrupt(`numbers of ${widths.intBytes} and ${widths.offsetBytes} bytes are announced`);
  }
  const format = readFormat(cursor);
  const compression = readCompression(cursor, minor, widths);
  const createdAt = readCreatedAt(cursor, widths);
  return {
    minor,
    widths,
    format,
    compression,
    createdAt,
    databaseName: cursor.string(widths),
    serverVersion: cursor.string(widths),
    dumperVersion: cursor.string(widths),
  };
};
