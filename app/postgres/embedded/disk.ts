import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { chown, copyFile, open, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account';

const ballastBytes = 64 * 1024 * 1024;
const chunkBytes = 1024 * 1024;
/** With less than this beside it the ballast would itself be what fills the disk. */
const roomBytes = 3 * ballastBytes;

export const ballastFile = (dataFolder: string): string => join(dataFolder, 'manysite-ballast');

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/**
 * Keeps 64 MB of the disk in reserve: on a full disk PostgreSQL cannot restart, unless something can be
 * deleted for it (dumps spec, "Import as a whole"). Random bytes, since file systems may compress others away.
 *
 * @returns false when the disk has no room for it: 256 MB
 */
export const ensureBallast = async (dataFolder: string, account: Account | null): Promise<boolean> => {
  const file = ballastFile(dataFolder);
  try {
    if ((await stat(file)).size === ballastBytes) return true;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  const { bavail, bsize } = await statfs(dataFolder);
  if (bavail * bsize < ballastBytes + roomBytes) return false;
  const unfinished = `${file}.new`;
  try {
    const handle = await open(unfinished, 'w', 0o600);
    try {
      for (let written = 0; written < ballastBytes; written += chunkBytes)
        await handle.write(randomBytes(chunkBytes));
    } finally {
      await handle.close();
    }
    if (account !== null) await chown(unfinished, account.uid, account.gid);
    await rename(unfinished, file);
    return true;
  } catch (error) {
    await rm(unfinished, { force: true });
    if (codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT') return false;
    throw error;
  }
};

/** @returns whether there was a ballast to drop */
export const dropBallast = async (dataFolder: string): Promise<boolean> => {
  try {
    await rm(ballastFile(dataFolder));
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
};

/** Less than one WAL segment (16 MB) is left: PostgreSQL cannot start, and perhaps not even log why. */
export const isDiskFull = async (folder: string): Promise<boolean> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < 16 * 1024 * 1024;
};

/**
 * Whether files in a folder can be copied by sharing their blocks. PostgreSQL does not tell: its `clone` on a
 * file system without reflinks falls back to a slow copy (ext4: 5 s instead of 1 s for 1.4 GB).
 */
export const canReflink = async (folder: string): Promise<boolean> => {
  const source = join(folder, `manysite-reflink-${process.pid}`);
  const copy = `${source}-copy`;
  try {
    await writeFile(source, randomBytes(8192));
    await copyFile(source, copy, constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch (error) {
    // ENOTSUP, EXDEV, EINVAL, ENOSYS, ENOTTY: each file system has its own way to say no.
    return codeOf(error) === undefined ? Promise.reject(error) : false;
  } finally {
    await rm(source, { force: true });
    await rm(copy, { force: true });
  }
};

/** Size of /dev/shm, where PostgreSQL on Linux keeps what parallel workers share; null elsewhere. */
export const sharedMemoryBytes = async (): Promise<number | null> => {
  if (process.platform !== 'linux') return null;
  try {
    const { bsize, blocks } = await statfs('/dev/shm');
    return bsize * blocks;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 0;
    throw error;
  }
};
