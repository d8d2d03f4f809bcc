import { AppError, type Job, type WatchEvent } from '../contract';
import type { Client } from './session';

const hasEnded = (job: Job): boolean =>
  job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';

/** What an event says of a job: its newest state, null where it says that it is gone, undefined where it says nothing. */
export const jobIn = (event: WatchEvent, jobId: string): Job | null | undefined => {
  if (event.type === 'snapshot') return event.state.jobs.find(({ id }) => id === jobId) ?? null;
  for (const change of event.changes.toReversed()) {
    if (change.slice === 'jobs' && change.id === jobId) return change.value;
  }
  return undefined;
};

const wentAway = (jobId: string, cause?: unknown): AppError =>
  new AppError('host-unreachable', 'The host went away before the job had ended.', {
    hint: 'Start it with any command; `manysite jobs` shows how the job ended.',
    data: { jobId },
    cause,
  });

const endOf = async (
  client: Client,
  jobId: string,
  onUpdate: (job: Job) => void,
  signal: AbortSignal,
): Promise<Job> => {
  const events = await client.watch(undefined, { signal });
  for await (const event of events) {
    const job = jobIn(event, jobId);
    if (job === undefined) continue;
    if (job === null) {
      throw new AppError('job-not-found', `The host knows no job ${jobId}.`, {
        hint: 'See `manysite jobs`.',
        data: { jobId },
      });
    }
    onUpdate(job);
    if (hasEnded(job)) return job;
  }
  throw wentAway(jobId);
};

/**
 * Watches a job until it has ended, however it ends.
 *
 * @param onUpdate called with each state that is seen, the last one too
 * @param signal stops watching; the job goes on
 * @throws AppError `job-not-found` where the host does not know it, `host-unreachable` where the host went away
 */
export const followJob = async (...args: Parameters<typeof endOf>): Promise<Job> => {
  try {
    return await endOf(...args);
  } catch (error) {
    // A host that stops has ended the job, and the command that started it must not be done again.
    throw error instanceof AppError && error.code === 'host-stopping' ? wentAway(args[1], error) : error;
  }
};
