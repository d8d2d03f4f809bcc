import type { Job, JobFilter } from '../../contract';
import { type CallContext, door } from './call-context';

const isWanted = (job: Job, { projectId, kind, before }: JobFilter): boolean =>
  (projectId === null || job.projectId === projectId) &&
  (kind === null || job.kind === kind) &&
  (before === null || job.startedAt < before);

/**
 * One page of the history, oldest first. What is in memory is newer than what the catalog says of the same job, and may not have been
 * written there.
 */
export const pageOf = (remembered: readonly Job[], inMemory: readonly Job[], filter: JobFilter): Job[] => {
  const byId = new Map(remembered.map((job) => [job.id, job]));
  for (const job of inMemory) if (isWanted(job, filter)) byId.set(job.id, job);
  return [...byId.values()].sort((a, b) => a.startedAt.localeCompare(b.startedAt)).slice(-filter.limit);
};

export const jobCalls = (context: CallContext) => ({
  jobs: {
    list: door.jobs.list.handler(async ({ input }) => {
      const { catalog, jobs } = await context.engine();
      return pageOf(await catalog.jobs.list(input), jobs.list(), input);
    }),
    get: door.jobs.get.handler(async ({ input }) => {
      const { catalog, jobs } = await context.engine();
      return jobs.running(input.jobId) ?? catalog.jobs.get(input.jobId);
    }),
    cancel: door.jobs.cancel.handler(async ({ input }) =>
      (await context.engineNow()).jobs.cancel(input.jobId),
    ),
  },
});
