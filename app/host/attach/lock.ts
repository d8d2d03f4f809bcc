import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../contract';
import { processStartTime } from '../../servers/process-identity';

/** What the lock file of a data folder says about its host. `port` is null while the host starts. */
const lockSchema = z.object({
  pid: z.number().int().positive(),
  startTime: z.string(),
  port: z.number().int().nullable(),
  version: z.string(),
});
export type Lock = z.infer<typeof lockSchema>;

const lockFile = (dataFolder: string): string => join(dataFolder, 'host.lock');

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const readText = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw new AppError('folder-unreachable', `${file} cannot be read.`, {
      hint: 'Check that the data folder is a folder of yours, or set MANYSITE_DATA to one.',
      cause: error,
    });
  }
};

const parseLock = (text: string): Lock | null => {
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch {
    // Half-written or foreign: it cannot belong to a running host, which writes it by rename.
    return null;
  }
};

const isAlive = (lock: Lock): boolean => processStartTime(lock.pid) === lock.startTime;

/** The lock of a host that runs now, or null: none, or one that a dead host left (pid gone, or given to another process). */
export const readLiveLock = (dataFolder: string): Lock | null => {
  const text = readText(lockFile(dataFolder));
  const lock = text === null ? null : parseLock(text);
  return lock !== null && isAlive(lock) ? lock : null;
};

const write = (dataFolder: string, lock: Lock): string => {
  const temporary = join(dataFolder, `host.lock.${lock.pid}.${randomUUID()}`);
  writeFileSync(temporary, JSON.stringify(lock), { mode: 0o600 });
  return temporary;
};

const linkUnlessExists = (from: string, to: string): boolean => {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
};

/** Moves a stale lock out of the way; puts it back when another host had replaced it in between. */
const clearStale = (file: string, staleText: string, aside: string): void => {
  try {
    renameSync(file, aside);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  if (readText(aside) !== staleText) linkUnlessExists(aside, file);
  rmSync(aside, { force: true });
};

export interface HeldLock {
  /** Says where the door is, once it listens. */
  publish(port: number): void;
  release(): void;
}

/**
 * Makes this process the only host of a data folder.
 * A lock of a dead process is recognised by pid and start time, and taken over.
 *
 * @throws AppError `host-running` when another host holds it
 */
export const acquireLock = (dataFolder: string, version: string): HeldLock => {
  const startTime = processStartTime(process.pid);
  if (startTime === null) throw new Error('the start time of this process cannot be read');
  const own: Lock = { pid: process.pid, startTime, port: null, version };
  const file = lockFile(dataFolder);
  const temporary = write(dataFolder, own);
  try {
    while (!linkUnlessExists(temporary, file)) {
      const text = readText(file);
      if (text === null) continue;
      const holder = parseLock(text);
      if (holder !== null && isAlive(holder)) {
        throw new AppError(
          'host-running',
          `Manysite already runs on ${dataFolder} (process ${holder.pid}).`,
          {
            hint: 'Use it, or stop it with `manysite quit`.',
            data: { pid: holder.pid },
          },
        );
      }
      clearStale(file, text, `${temporary}.stale`);
    }
  } finally {
    rmSync(temporary, { force: true });
  }
  return {
    publish: (port) => renameSync(write(dataFolder, { ...own, port }), file),
    release: () => rmSync(file, { force: true }),
  };
};
