import type { Job, State } from '../../app/contract';

/** The jobs that run, those that began first at the front. */
export const runningJobs = ({ jobs }: Pick<State, 'jobs'>): readonly Job[] =>
  jobs
    .filter(({ endedAt }) => endedAt === null)
    .sort((one, other) => one.startedAt.localeCompare(other.startedAt));

/** How far several jobs are together, 0 to 1. */
export const togetherFraction = (jobs: readonly Job[]): number =>
  jobs.length === 0 ? 0 : jobs.reduce((total, { fraction }) => total + fraction, 0) / jobs.length;

const verbs: readonly (readonly [RegExp, string])[] = [
  [/^Import /, 'Importing '],
  [/^Switch /, 'Switching '],
  [/^Add /, 'Adding '],
  [/^Start /, 'Starting '],
  [/^Stop /, 'Stopping '],
  [/^Restart /, 'Restarting '],
  [/^Delete /, 'Deleting '],
  [/^Reset /, 'Resetting '],
  [/^Export /, 'Exporting '],
];

/** The title of a job as what is being done. */
export const doingOf = ({ title }: Pick<Job, 'title'>): string => {
  const verb = verbs.find(([begin]) => begin.test(title));
  return verb === undefined ? title : title.replace(verb[0], verb[1]);
};
