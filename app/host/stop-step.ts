import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from './log';

/**
 * One step of a stop. What fails or takes too long is logged, and the next step comes all the same: a stop that gives up in
 * the middle would leave processes behind.
 *
 * @param limitMs the longest that is waited, in milliseconds, at least 1
 */
export const stopStep = async (
  log: Pick<Logger, 'error'>,
  what: string,
  limitMs: number,
  step: () => Promise<unknown>,
): Promise<void> => {
  const timeout = new AbortController();
  const done = step().then(
    () => 'done' as const,
    (error: unknown) => {
      log.error(error, `stopping: ${what} failed`);
    },
  );
  const late = delay(limitMs, 'late' as const, { signal: timeout.signal });
  if ((await Promise.race([done, late])) === 'late')
    log.error({ limitMs }, `stopping: ${what} took too long; it is left behind`);
  timeout.abort();
};
