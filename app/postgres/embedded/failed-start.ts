import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../contract';
import { dropBallast, isDiskFull } from './disk';
import type { PostmasterExit } from './postmaster';

/** What PostgreSQL writes when it gives up; in English, since it is started with the C locale. */
const endings = {
  stale: /lock file "postmaster\.pid" already exists|pre-existing shared memory block/,
  portTaken: /could not bind IPv4 address|could not create any TCP\/IP sockets/,
  diskFull: /No space left on device/,
} as const;

/** The start that failed. */
export interface FailedStart {
  readonly port: number;
  /** Whether the port was ours to choose, so that another one may do. */
  readonly isPortOurChoice: boolean;
  /** False when time is up. */
  readonly mayRetry: boolean;
  readonly dataFolder: string;
  readonly logFile: string;
}

/**
 * Makes ready for another try where one can help: on a full disk the ballast goes, after a kill -9 the old
 * backends get a moment to end.
 *
 * @throws AppError `disk-full`, `port-taken` or `postgres-failed` where it cannot
 */
export const prepareRetry = async (exit: PostmasterExit, start: FailedStart): Promise<void> => {
  const text = exit.lastLines.join('\n');
  const data = { ...exit, logFile: start.logFile };
  if (endings.diskFull.test(text) || (await isDiskFull(start.dataFolder))) {
    if (await dropBallast(start.dataFolder)) return;
    throw new AppError('disk-full', `The disk of ${start.dataFolder} is full: PostgreSQL cannot start.`, {
      hint: 'Free 200 MB or more on that disk, then try again.',
      data,
    });
  }
  if (endings.portTaken.test(text)) {
    if (start.isPortOurChoice && start.mayRetry) return;
    throw new AppError(
      'port-taken',
      `Port ${start.port} of 127.0.0.1, PostgreSQL's own, is taken by another program.`,
      {
        hint: 'End that program, or choose another port for PostgreSQL in the settings.',
        data: { ...data, port: start.port },
      },
    );
  }
  if (endings.stale.test(text) && start.mayRetry) {
    await delay(200);
    return;
  }
  throw new AppError('postgres-failed', `PostgreSQL could not start in ${start.dataFolder}.`, {
    hint: `Its log says why: ${start.logFile}`,
    data,
  });
};
