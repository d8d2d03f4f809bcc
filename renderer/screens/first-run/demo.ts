import { z } from 'zod';
import type { ErrorShape, Job, Project, State } from '../../../app/contract';

/** What is known of the demo. */
export interface Demo {
  /** The job that adds it; null where none runs. */
  readonly job: Job | null;
  /** Null while it was not added, or is removed again. */
  readonly project: Project | null;
  /** Why it could not be added the last time. */
  readonly error: ErrorShape | null;
}

/** Whether the demo is being added, after which its sites are started. */
export const isAddingDemo = ({ jobs }: Pick<State, 'jobs'>): boolean =>
  jobs.some(({ kind, endedAt }) => kind === 'demo' && endedAt === null);

const resultSchema = z.object({ folder: z.string() });

export const demoOf = (state: State): Demo => {
  const jobs = state.jobs.filter(({ kind }) => kind === 'demo');
  const job = jobs.find(({ endedAt }) => endedAt === null) ?? null;
  const folders = jobs.flatMap(({ result }) => {
    const parsed = resultSchema.safeParse(result);
    return parsed.success ? [parsed.data.folder] : [];
  });
  const last = [...jobs].sort((one, other) => one.startedAt.localeCompare(other.startedAt)).at(-1);
  return {
    job,
    project: state.projects.find(({ folder }) => folders.includes(folder)) ?? null,
    error: last?.state === 'failed' ? last.error : null,
  };
};
