import type { Job } from '../../app/contract';

const quarterOf = ({ fraction, endedAt }: Job): number => (endedAt === null ? Math.floor(fraction * 4) : 0);

/** What is said of jobs that passed a quarter between two states, e.g. `Import live.dump, 50 %`. */
export const quartersPassed = (before: readonly Job[], after: readonly Job[]): readonly string[] =>
  after
    .filter((job) => {
      const known = before.find(({ id }) => id === job.id);
      return quarterOf(job) > (known === undefined ? 0 : quarterOf(known));
    })
    .map((job) => `${job.title}, ${25 * quarterOf(job)} %`);
