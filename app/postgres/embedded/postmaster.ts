import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../contract';
import type { Account } from './account';
import type { Binaries } from './binaries';
import { serverEnvironment } from './init';
import { saysReady } from './postmaster-file';
import { stopPostmaster } from './process-signals';
import { openServerLog } from './server-log';

/** Crash recovery of a large cluster may take minutes; a server that is not up by then never will be. */
const readyWithinMs = 600_000;

/** How a server process ended. */
export interface PostmasterExit {
  readonly code: number | null;
  readonly signal: string | null;
  readonly lastLines: readonly string[];
}

/** The running server process. */
export interface Postmaster {
  readonly pid: number;
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<PostmasterExit>;
  stop(): Promise<void>;
}

/** A start that did not work, with what PostgreSQL wrote about it. */
export type StartOutcome =
  | { readonly kind: 'started'; readonly postmaster: Postmaster }
  | { readonly kind: 'ended'; readonly exit: PostmasterExit };

interface PostmasterInput {
  readonly binaries: Binaries;
  readonly account: Account | null;
  readonly dataFolder: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** A pid in postmaster.pid that is not a server; null: none. */
  readonly disregardPid: number | null;
}

const launch = async (input: PostmasterInput) => {
  const log = await openServerLog(input.logFile);
  try {
    const settings = Object.entries(input.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(input.binaries.postgres, ['-D', input.dataFolder, ...settings], {
      cwd: input.dataFolder,
      stdio: ['ignore', log.handle.fd, log.handle.fd],
      // A session of its own: Ctrl-C in the host's terminal must not stop the database before its clients.
      detached: process.platform !== 'win32',
      windowsHide: true,
      env: {
        ...serverEnvironment(),
        // PostgreSQL disregards this pid when it judges a left-over postmaster.pid (miscinit.c, CreateLockFile).
        ...(input.disregardPid === null ? {} : { PG_GRANDPARENT_PID: String(input.disregardPid) }),
      },
      ...(input.account === null ? {} : { uid: input.account.uid, gid: input.account.gid }),
    });
    await once(child, 'spawn');
    return { child, log };
  } catch (cause) {
    throw new AppError('postgres-failed', `${input.binaries.postgres} could not be run.`, {
      hint: 'Remove the folder of the PostgreSQL programs; it is made again.',
      data: { program: input.binaries.postgres },
      cause,
    });
  } finally {
    await log.handle.close();
  }
};

/**
 * Runs `postgres` as a direct child and waits until it takes connections.
 *
 * @returns `ended` when it gave up by itself; the caller knows which endings deserve another try
 * @throws AppError `postgres-failed` when it cannot be run, or is not ready within 10 minutes
 */
export const startPostmaster = async (input: PostmasterInput): Promise<StartOutcome> => {
  const { child, log } = await launch(input);
  const { pid } = child;
  if (pid === undefined) throw new Error('a spawned process has no pid');
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const ended = (async (): Promise<PostmasterExit> => {
    if (!hasEnded()) await once(child, 'exit');
    return { code: child.exitCode, signal: child.signalCode, lastLines: await log.lastLines() };
  })();
  const stop = async (): Promise<void> => {
    if (hasEnded()) return;
    const signal = await stopPostmaster(pid, input.binaries.pgCtl, hasEnded);
    if (signal === null) throw new AppError('postgres-failed', `PostgreSQL (process ${pid}) does not stop.`);
  };
  const deadline = performance.now() + readyWithinMs;
  while (performance.now() < deadline) {
    if (hasEnded()) return { kind: 'ended', exit: await ended };
    if (await saysReady(input.dataFolder, pid)) return { kind: 'started', postmaster: { pid, ended, stop } };
    await delay(10);
  }
  await stop();
  throw new AppError(
    'postgres-failed',
    `PostgreSQL did not get ready within ${readyWithinMs / 60_000} minutes.`,
    {
      hint: `See ${input.logFile}.`,
      data: { lastLines: await log.lastLines() },
    },
  );
};
