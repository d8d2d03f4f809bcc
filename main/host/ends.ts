import { stoppedReason } from '../../app/contract';

/** So many ends within the time mean that another start would end likewise. */
const most = 3;
const withinMs = 60_000;

/** Whether somebody wanted this end, so that starting the host again would be against their will. */
export const wasOrdered = (reason: string): boolean => reason === stoppedReason;

/**
 * Whether a host that ended is started again.
 *
 * @param ends when hosts ended so far, in milliseconds, the newest last
 */
export const mayStartAgain = (ends: readonly number[]): boolean => {
  const newest = ends.at(-1) ?? 0;
  return ends.filter((at) => newest - at <= withinMs).length < most;
};
