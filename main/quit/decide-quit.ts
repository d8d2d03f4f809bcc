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

/** What is asked before a page goes away with changes that are not saved. @param unsaved which, in a sentence */
export const unsavedQuestion = (unsaved: string, quit: string): QuitQuestion => ({
  message: unsaved,
  detail: 'Nothing of them is written yet.',
  stay: 'Keep editing',
  quit,
});

/**
 * What is asked before the app ends; null where nothing is lost.
 *
 * @param jobs of the host that ends with it
 * @param unsaved what is typed and not saved, in a sentence; null: nothing
 */
export const quitQuestion = (jobs: readonly Job[], unsaved: string | null): QuitQuestion | null => {
  const [first, ...others] = jobsInTheWay(jobs);
  if (first === undefined) return unsaved === null ? null : unsavedQuestion(unsaved, 'Discard and quit');
  return {
    message:
      others.length === 0
        ? `“${first.title}” is at ${percent(first)}.`
        : `“${first.title}” and ${others.length} more are not done.`,
    detail: ['Quitting stops what runs. What is half made is undone, and nothing of it is left.', unsaved]
      .filter((sentence) => sentence !== null)
      .join(' '),
    stay: 'Keep it running',
    quit: 'Stop and quit',
  };
};
