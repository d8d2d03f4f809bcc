import type { Job, JobKind } from '../../app/contract';

/** Work whose loss people notice; the rest is quick and is done again by a click. */
const worthAsking: ReadonlySet<JobKind> = new Set([
  'import',
  'after-import',
  'demo',
  'snapshot',
  'reset',
  'export',
  'delete',
]);

/** What is lost when the host stops now. */
export const jobsInTheWay = (jobs: readonly Job[]): Job[] =>
  jobs.filter(({ kind, state }) => worthAsking.has(kind) && (state === 'running' || state === 'cancelling'));

export interface QuitQuestion {
  readonly message: string;
  readonly detail: string;
  readonly stay: string;
  readonly quit: string;
}

const percent = ({ fraction }: Job): string => `${Math.floor(fraction * 100)} %`;

/** What is asked before the host is stopped; null where nothing is lost. @param jobs of that host */
export const quitQuestion = (jobs: readonly Job[]): QuitQuestion | null => {
  const [first, ...others] = jobsInTheWay(jobs);
  if (first === undefined) return null;
  return {
    message:
      others.length === 0
        ? `“${first.title}” is at ${percent(first)}.`
        : `“${first.title}” and ${others.length} more are not done.`,
    detail: 'Quitting stops what runs. What is half made is undone, and nothing of it is left.',
    stay: 'Keep it running',
    quit: 'Stop and quit',
  };
};
