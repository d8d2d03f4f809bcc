import { execFile } from 'node:child_process';
import { processStart } from '../process-identity';
import { pause } from './pause';
import { listProcesses, treeOf } from './process-table';

/** A process that left the group, known well enough to be signalled later without hitting another. */
interface Stray {
  readonly pid: number;
  readonly start: string;
}

const firstPollMs = 10;
const slowestPollMs = 100;

/**
 * Signals a process, or a group where `pid` is negative. False when there is none. EPERM counts as there: macOS answers it
 * for a group of zombies only, any system for a process of another user; the process table tells which.
 */
const signalled = (pid: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ESRCH') return false;
    if (code === 'EPERM') return true;
    throw error;
  }
};

const hasMembers = async (groupId: number): Promise<boolean> =>
  (await listProcesses()).some((row) => row.groupId === groupId && !row.isZombie);

/** A process forked while the table was being read may be missing from it, so one empty look does not count. */
const groupLives = async (groupId: number): Promise<boolean> =>
  signalled(-groupId, 0) && ((await hasMembers(groupId)) || (await hasMembers(groupId)));

const lives = async (stray: Stray): Promise<boolean> => (await processStart(stray.pid)) === stray.start;

const straysOf = async (groupId: number): Promise<Stray[]> => {
  const outside = treeOf(await listProcesses(), groupId).filter((row) => row.groupId !== groupId);
  const strays = await Promise.all(
    outside.map(async ({ pid }) => {
      const start = await processStart(pid);
      return start === null ? null : { pid, start };
    }),
  );
  return strays.filter((stray) => stray !== null);
};

const goneWithin = async (groupId: number, strays: readonly Stray[], timeoutMs: number): Promise<boolean> => {
  const deadline = performance.now() + timeoutMs;
  for (let pollMs = firstPollMs; ; pollMs = Math.min(pollMs * 2, slowestPollMs)) {
    const alive = (await groupLives(groupId)) || (await Promise.all(strays.map(lives))).includes(true);
    if (!alive) return true;
    if (performance.now() >= deadline) return false;
    await pause(pollMs);
  }
};

const signalAll = async (
  groupId: number,
  strays: readonly Stray[],
  signal: NodeJS.Signals,
): Promise<void> => {
  signalled(-groupId, signal);
  for (const stray of strays) if (await lives(stray)) signalled(stray.pid, signal);
};

/** `taskkill` ends with 128 for a process that is gone already: what was asked for. */
const endWindowsTree = (pid: number): Promise<boolean> =>
  new Promise((resolve) => {
    execFile('taskkill', ['/PID', String(pid), '/T', '/F'], (error) => {
      resolve(error === null || error.code === 128);
    });
  });

export type TreeEnd = 'gone' | 'killed' | 'still-there';

/** How long the kernel is given to take away what got SIGKILL; only a process in an uninterruptible wait takes longer. */
const killTimeoutMs = 10_000;

/**
 * Ends a process group and the descendants of its members that moved to another group: SIGTERM, then SIGKILL for what is
 * left. On Windows `taskkill /T /F` at once: there is no polite signal that reaches a console program's whole tree.
 *
 * A descendant that left the group **and** lost its parent before this call is not found: nothing ties it to us any more.
 *
 * @param groupId the group's id, which is the pid of its first process; never 0 or 1
 * @param graceMs time between SIGTERM and SIGKILL, 0 or more
 * @returns `gone` when SIGTERM was enough (or nothing was left), `killed` after SIGKILL, `still-there` when even that did
 *   not end all
 */
export const endTree = async (groupId: number, graceMs: number): Promise<TreeEnd> => {
  if (groupId <= 1) throw new RangeError(`${groupId} is no process group of ours`);
  if (process.platform === 'win32') return (await endWindowsTree(groupId)) ? 'killed' : 'still-there';
  const strays = await straysOf(groupId);
  await signalAll(groupId, strays, 'SIGTERM');
  if (await goneWithin(groupId, strays, graceMs)) return 'gone';
  const late = [...strays, ...(await straysOf(groupId))];
  await signalAll(groupId, late, 'SIGKILL');
  return (await goneWithin(groupId, late, killTimeoutMs)) ? 'killed' : 'still-there';
};
