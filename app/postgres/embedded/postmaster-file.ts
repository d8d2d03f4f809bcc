import { watch } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { AppError } from '../../contract';
import { endOrphans, worksIn } from './orphans';
import { isAlive, stopPostmaster } from './process-signals';

interface PostmasterFile {
  readonly pid: number;
  readonly status: string;
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** Lines of postmaster.pid: pid, folder, start, port, socket folder, address, shared memory, status (miscadmin.h). */
const readPostmasterFile = async (dataFolder: string): Promise<PostmasterFile | null> => {
  try {
    const lines = (await readFile(join(dataFolder, 'postmaster.pid'), 'utf8')).split('\n');
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 0 ? { pid, status: (lines[7] ?? '').trim() } : null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
};

/** Whether the server with this pid says that it takes connections. */
export const saysReady = async (dataFolder: string, pid: number): Promise<boolean> => {
  const file = await readPostmasterFile(dataFolder);
  return file !== null && file.pid === pid && file.status === 'ready';
};

/** Whether somebody else asked the server with this pid to stop, e.g. by SIGTERM: it takes no sessions and waits for the last to end. */
export const saysStopping = async (dataFolder: string, pid: number): Promise<boolean> => {
  const file = await readPostmasterFile(dataFolder);
  return file !== null && file.pid === pid && file.status === 'stopping';
};

/** Calls back when a server changes what it says of itself, where the system tells of changes of files. @returns stops */
export const watchPostmasterFile = (dataFolder: string, onChange: () => void): (() => void) => {
  try {
    const watcher = watch(join(dataFolder, 'postmaster.pid'), { persistent: false }, onChange);
    // Gone with its server, or no watcher is left: whoever wants to know looks now and then anyway.
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return () => undefined;
  }
};

/** A postmaster works in its data folder; elsewhere than on Linux its command line names it. */
const runsIn = async (pid: number, dataFolder: string): Promise<boolean> => {
  if (process.platform === 'linux') return worksIn(pid, await realpath(dataFolder));
  const ps = await execa('ps', ['-o', 'args=', '-p', String(pid)], { reject: false });
  return ps.exitCode === 0 && ps.stdout.includes(dataFolder);
};

/**
 * Deals with what an earlier server left: one that a host left running is stopped, for it holds the folder, and so is what has outlived
 * its server. A pid in postmaster.pid that now belongs to another program is reported, for PostgreSQL would take it for a server.
 *
 * @returns the pid to tell PostgreSQL to disregard (`PG_GRANDPARENT_PID`), or null
 * @throws AppError `postgres-failed` when the old server cannot be stopped
 */
export const settleEarlierServer = async (dataFolder: string, pgCtl: string): Promise<number | null> => {
  const file = await readPostmasterFile(dataFolder);
  // A server that ended in order takes its file along.
  if (file === null) return null;
  const disregarded = await settlePostmaster(file.pid, dataFolder, pgCtl);
  await endOrphans(dataFolder);
  return disregarded;
};

const settlePostmaster = async (pid: number, dataFolder: string, pgCtl: string): Promise<number | null> => {
  if (!isAlive(pid)) return null;
  if (process.platform === 'win32') {
    // pg_ctl reaches a server through its own pipe, so a reused pid cannot be hit. When it fails the start tells.
    await execa(pgCtl, ['stop', '-D', dataFolder, '-m', 'fast', '-t', '30'], { reject: false });
    return null;
  }
  if (!(await runsIn(pid, dataFolder))) return pid;
  const signal = await stopPostmaster(pid, pgCtl, () => !isAlive(pid));
  if (signal === null) {
    throw new AppError('postgres-failed', `An earlier PostgreSQL (process ${pid}) does not stop.`, {
      hint: `End process ${pid}, then try again.`,
      data: { pid, folder: dataFolder },
    });
  }
  return null;
};
