import { randomUUID } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../contract';
import { processStartTime } from '../../servers/process-identity';
import { inFolder } from './folder-error';
import { folderIdOf } from './folder-id';

/** What the lock file of a data folder says about its host. `port` is null while the host starts. */
const lockSchema = z.object({
  pid: z.number().int().positive(),
  startTime: z.string(),
  port: z.number().int().nullable(),
  version: z.string(),
  /** Of the data folder: the lock in a copy of it is another folder's. Absent in locks of older versions. */
  folderId: z.string().optional(),
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

const isAlive = (lock: Lock, dataFolder: string): boolean =>
  processStartTime(lock.pid) === lock.startTime &&
  (lock.folderId === undefined || lock.folderId === folderIdOf(dataFolder));

/**
 * The lock of a host that runs now, or null: none, or one that a dead host left (its pid gone, or given to another process, also of
 * another start of the system), or one that came with a copy of another folder.
 */
export const readLiveLock = (dataFolder: string): Lock | null => {
  const text = readText(lockFile(dataFolder));
  const lock = text === null ? null : parseLock(text);
  return lock !== null && isAlive(lock, dataFolder) ? lock : null;
};

const write = (dataFolder: string, lock: Lock): string => {
  const temporary = join(dataFolder, `host.lock.${lock.pid}.${randomUUID()}`);
  try {
    writeFileSync(temporary, JSON.stringify(lock), { mode: 0o600 });
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
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

export interface HeldLock {
  /** Says where the door is, once it listens. */
  publish(port: number): void;
  /** Does nothing where the file is another's by now. */
  release(): void;
}

const isSame = (a: Lock | null, b: Lock): boolean => a?.pid === b.pid && a.startTime === b.startTime;

const parsedAt = (file: string): Lock | null => {
  const text = readText(file);
  return text === null ? null : parseLock(text);
};

const removeOwn = (file: string, own: Lock): void => {
  if (isSame(parsedAt(file), own)) rmSync(file, { force: true });
};

/**
 * Puts the lock in its place. A stale one is replaced only by whoever holds `<file>.takeover`, which is taken by the same
 * rules: so of two that see the same stale lock, the slower one finds it changed. The file is never missing meanwhile.
 *
 * @returns the living holder that is in the way, or null when the place is ours
 */
const takePlace = (dataFolder: string, file: string, own: Lock): Lock | null => {
  const temporary = write(dataFolder, own);
  try {
    while (!linkUnlessExists(temporary, file)) {
      const staleText = readText(file);
      if (staleText === null) continue;
      const holder = parseLock(staleText);
      if (holder !== null && isAlive(holder, dataFolder)) return holder;
      const takeover = `${file}.takeover`;
      const rival = takePlace(dataFolder, takeover, own);
      if (rival !== null) return rival;
      try {
        if (readText(file) !== staleText) continue;
        renameSync(write(dataFolder, own), file);
        return null;
      } finally {
        removeOwn(takeover, own);
      }
    }
    return null;
  } finally {
    rmSync(temporary, { force: true });
  }
};

/** What hosts left that were killed while they wrote: each such file has its writer's pid in its name. */
const removeHalfWritten = (dataFolder: string): void => {
  for (const name of readdirSync(dataFolder)) {
    const pid = Number(/^(?:host\.lock|host\.run|secret)\.(\d+)(?:\.|$)/.exec(name)?.[1]);
    if (pid > 0 && pid !== process.pid && processStartTime(pid) === null)
      rmSync(join(dataFolder, name), { force: true });
  }
};

/**
 * Makes this process the only host of a data folder.
 * A lock of a dead process is recognised by pid and start time, and taken over.
 *
 * @throws AppError `host-running` when another host holds it, `folder-unreachable`, `disk-full`
 */
export const acquireLock = (dataFolder: string, version: string): HeldLock => {
  const startTime = processStartTime(process.pid);
  if (startTime === null) throw new Error('the start time of this process cannot be read');
  const folderId = inFolder(dataFolder, () => folderIdOf(dataFolder));
  const own: Lock = { pid: process.pid, startTime, port: null, version, folderId };
  const file = lockFile(dataFolder);
  const holder = inFolder(dataFolder, () => takePlace(dataFolder, file, own));
  if (holder !== null) {
    throw new AppError('host-running', `Manysite already runs on ${dataFolder} (process ${holder.pid}).`, {
      hint: 'Use it, or stop it with `manysite quit`.',
      data: { pid: holder.pid },
    });
  }
  inFolder(dataFolder, () => removeHalfWritten(dataFolder));
  return {
    publish: (port) => renameSync(write(dataFolder, { ...own, port }), file),
    release: () => removeOwn(file, own),
  };
};
