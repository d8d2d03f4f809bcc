import type { Job, State } from '../../app/contract';

/** Whoever waits for less has not gone away. */
const longMs = 5_000;

const hasEnded = ({ state }: Job): boolean => state !== 'running' && state !== 'cancelling';

const isLong = ({ startedAt, endedAt }: Job): boolean =>
  endedAt !== null && Date.parse(endedAt) - Date.parse(startedAt) >= longMs;

/** Jobs that ran in `before` and ended since, after a time in which one turns to something else. */
export const endedLongJobs = (before: State | null, after: State): Job[] => {
  const running = new Set(before?.jobs.filter((job) => !hasEnded(job)).map(({ id }) => id));
  return after.jobs.filter((job) => running.has(job.id) && hasEnded(job) && isLong(job));
};

export interface Told {
  readonly jobId: string;
  readonly title: string;
  readonly body: string;
}

/** What a notification says of a job's end; null for one that somebody cancelled, who knows. */
export const toldOf = (job: Job): Told | null => {
  switch (job.state) {
    case 'done':
      return { jobId: job.id, title: `${job.title}: done`, body: job.detail ?? '' };
    case 'failed':
      return { jobId: job.id, title: `${job.title}: failed`, body: job.error?.message ?? '' };
    default:
      return null;
  }
};
