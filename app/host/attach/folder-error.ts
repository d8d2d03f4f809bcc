import { statfsSync } from 'node:fs';
import { AppError } from '../../contract';

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/** Free bytes for whoever runs us; null where the folder cannot be asked. */
const freeBytesOf = (folder: string): number | null => {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    // Only a figure for a message: the error that it stands in is told all the same.
    return null;
  }
};

/** So little that not even a lock or a log line can be relied on. */
const hardlyAnyBytes = 1_000_000;

export const hasNoRoom = (folder: string): boolean =>
  (freeBytesOf(folder) ?? Number.POSITIVE_INFINITY) < hardlyAnyBytes;

/** A full disk, with what is left of it. */
export const diskFull = (folder: string, reason: string, cause: unknown): AppError => {
  const freeBytes = freeBytesOf(folder);
  const free = freeBytes === null ? '' : ` (${megabytes(freeBytes)} are free)`;
  return new AppError('disk-full', `The disk of ${folder} is full${free}: ${reason}`, {
    hint: 'Free 200 MB or more on that disk, then try again. Nothing else needs to be done.',
    data: { folder, freeBytes },
    cause,
  });
};

const unreachable = (folder: string, error: unknown): AppError => {
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError('folder-unreachable', `${folder} cannot be used as the data folder: ${reason}`, {
    hint: 'Check who owns it and that its disk can be written to, or set MANYSITE_DATA to a folder of yours.',
    data: { folder },
    cause: error,
  });
};

/**
 * What the file system says of the data folder, as people read it; every other error as it is.
 *
 * @param folder the data folder, or the one of the settings
 */
export const asFolderError = (folder: string, error: unknown): unknown => {
  const reason = error instanceof Error ? error.message : String(error);
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return error instanceof AppError ? error : diskFull(folder, reason, error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EISDIR':
      return unreachable(folder, error);
    default:
      return error;
  }
};

/** Does something with files of the data folder. @throws AppError `folder-unreachable`, `disk-full` */
export const inFolder = <Result>(folder: string, work: () => Result): Result => {
  try {
    return work();
  } catch (error) {
    // Node says so for a folder that cannot be made on a read-only disk.
    throw codeOf(error) === 'ENOENT' ? unreachable(folder, error) : asFolderError(folder, error);
  }
};
