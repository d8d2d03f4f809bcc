import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';

/** PostgreSQL's ways to stop, by signal: INT rolls back and checkpoints, QUIT leaves recovery to the next start. */
type StopSignal = 'INT' | 'QUIT' | 'KILL';

/** Fast; then immediate, since a fast stop once hung over 300 s on a full disk (dumps spec); then by force. */
const escalation: readonly StopSignal[] = ['INT', 'QUIT', 'KILL'];

/** How long each of them may take. A fast stop writes what is in memory, up to 512 MB, to a disk that may be slow. */
const patience: Readonly<Record<StopSignal, number>> = { INT: 30_000, QUIT: 10_000, KILL: 5_000 };

/** Whether a process exists, ours or not. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EPERM') return true;
    if (code === 'ESRCH') return false;
    throw error;
  }
};

const send = async (pid: number, signal: StopSignal, pgCtl: string): Promise<void> => {
  if (process.platform === 'win32' && signal !== 'KILL') {
    // Windows has no signals; PostgreSQL listens on a pipe of its own instead. Failing means: it is gone already.
    await execa(pgCtl, ['kill', signal, String(pid)], { reject: false });
    return;
  }
  try {
    process.kill(pid, `SIG${signal}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

/**
 * Stops a postmaster, and its backends with it: fast, then immediately, then by force.
 *
 * @param pid of a process known to be PostgreSQL
 * @param hasEnded asked until it says true
 * @param waitsMs how long to wait after each signal
 * @returns the signal that did it, or null when it survived all three
 */
export const stopPostmaster = async (
  pid: number,
  pgCtl: string,
  hasEnded: () => boolean,
  waitsMs: Readonly<Record<StopSignal, number>> = patience,
): Promise<StopSignal | null> => {
  for (const signal of escalation) {
    await send(pid, signal, pgCtl);
    const deadline = performance.now() + waitsMs[signal];
    while (performance.now() < deadline) {
      if (hasEnded()) return signal;
      await delay(10);
    }
  }
  return null;
};
