import { stat } from 'node:fs/promises';
import { Client } from 'pg';
import { AppError } from '../../contract';
import { asFileError } from '../dump-file';
import { hashFile } from '../hash-file';
import { openDump } from '../open-dump';
import type { RestoreProgress } from '../restore/progress-meter';
import { type RestoreResult, restoreDump } from '../restore/restore-dump';
import type { ImportRequest, ImportResult } from './messages';

const connectWith = (connection: ImportRequest['connection']) => async (): Promise<Client> => {
  const client = new Client({
    ...connection,
    application_name: 'manysite import',
    connectionTimeoutMillis: 30_000,
  });
  // A connection lost between two statements would end the worker; the next statement on it tells.
  client.on('error', (error) => console.error('a connection of an import was lost:', error.message));
  await client.connect();
  return client;
};

interface FileMark {
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly inode: number;
}

const markOf = async (file: string): Promise<FileMark> => {
  try {
    const { size, mtimeMs, ino } = await stat(file);
    return { sizeBytes: size, mtimeMs, inode: ino };
  } catch (error) {
    throw asFileError(error, file);
  }
};

const assertSame = (file: string, before: FileMark, after: FileMark): void => {
  if (
    before.sizeBytes === after.sizeBytes &&
    before.mtimeMs === after.mtimeMs &&
    before.inode === after.inode
  )
    return;
  throw new AppError('dump-changed', `${file} was written to or replaced while it was imported.`, {
    hint: 'Wait until the dump is finished, then import again.',
    data: { file, sizeBefore: before.sizeBytes, sizeNow: after.sizeBytes },
  });
};

const restoreFile = async (
  request: ImportRequest,
  options: { onProgress: (progress: RestoreProgress) => void; signal: AbortSignal },
): Promise<RestoreResult> => {
  const reader = await openDump(request.file, options.signal);
  try {
    return await restoreDump({
      reader,
      connect: connectWith(request.connection),
      connections: request.connections,
      availableExtensions: new Set(request.availableExtensions),
      leavesOut: request.leavesOut,
      ...options,
    });
  } finally {
    await reader.close();
  }
};

/**
 * Restores a dump's file and computes its SHA-256 at the same time.
 *
 * @param onProgress told at most four times a second, and at each phase
 * @throws AppError of `openDump` and `restoreDump`; `dump-changed` when the file was not the same at the end
 */
export const importDump = async (
  request: ImportRequest,
  onProgress: (progress: RestoreProgress) => void,
  signal: AbortSignal,
): Promise<ImportResult> => {
  const before = await markOf(request.file);
  const hashing = new AbortController();
  const stopHashing = (): void => hashing.abort(signal.reason);
  signal.addEventListener('abort', stopHashing);
  const hash = hashFile(request.file, hashing.signal);
  const settledHash = Promise.allSettled([hash]);
  try {
    const result = await restoreFile(request, { onProgress, signal });
    const sha256 = await hash;
    assertSame(request.file, before, await markOf(request.file));
    return {
      ...result,
      skippedTables: [...result.skippedTables],
      missingExtensions: [...result.missingExtensions],
      sha256,
    };
  } finally {
    signal.removeEventListener('abort', stopHashing);
    hashing.abort();
    await settledHash;
  }
};
