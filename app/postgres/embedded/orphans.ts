import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** How long the kernel may take to end a process that was killed. */
const goneWithinMs = 5_000;

const isGone = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(String(error.code));

/** What `read` says of a process; null where it is gone, or nobody's that we may ask. */
const unlessGone = async <Value>(read: () => Promise<Value>): Promise<Value | null> => {
  try {
    return await read();
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
};

/** Whether a process works in a folder, given without symbolic links. On Linux only. */
export const worksIn = async (pid: number | string, folder: string): Promise<boolean> =>
  (await unlessGone(() => readlink(`/proc/${pid}/cwd`))) === folder;

/** Every process of a PostgreSQL works in its data folder; a user's shell or psql may, too, and has another name. */
const postgresIn = async (folder: string): Promise<number[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) =>
      (await unlessGone(() => readFile(`/proc/${pid}/comm`, 'utf8')))?.trim() === 'postgres' &&
      (await worksIn(pid, folder))
        ? [Number(pid)]
        : [],
    ),
  );
  return found.flat();
};

/**
 * Ends what has outlived its postmaster, and with it the shared memory that keeps the next one from starting. Backends end by
 * themselves when they notice; one that hangs, on a disk for instance, does not. What they have not written is recovered by the next
 * start either way. On Linux only: elsewhere nothing tells cheaply where a process works.
 *
 * @param dataFolder of a cluster whose postmaster is dead
 */
export const endOrphans = async (dataFolder: string): Promise<void> => {
  if (process.platform !== 'linux') return;
  const folder = await realpath(dataFolder);
  const giveUpAt = performance.now() + goneWithinMs;
  // One that stays is told of by the start, which then says that the folder is in use.
  while (performance.now() < giveUpAt) {
    const orphans = await postgresIn(folder);
    if (orphans.length === 0) return;
    for (const pid of orphans) await unlessGone(async () => process.kill(pid, 'SIGKILL'));
    await delay(10);
  }
};
