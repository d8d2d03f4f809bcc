import { type Job as JobRow, Prisma, type PrismaClient } from '../../prisma/generated/catalog/client';
import { type ErrorShape, type Job, jobSchema } from '../contract';

/** Progress is not remembered: a job of the past is at its end, or was cut off. */
const toJob = (row: JobRow): Job =>
  jobSchema.parse({
    id: row.id,
    kind: row.kind,
    title: row.title,
    projectId: row.projectId,
    state: row.state,
    phase: '',
    fraction: row.state === 'done' ? 1 : 0,
    detail: null,
    bytesDone: null,
    bytesTotal: null,
    isCancellable: false,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    result: row.result,
    error: row.error,
  } satisfies Record<keyof Job, unknown>);

/** Values that reach the catalog have crossed the door or will: JSON, nothing else. */
const toJson = (value: Readonly<Record<string, unknown>> | ErrorShape | null) =>
  value === null ? Prisma.DbNull : (JSON.parse(JSON.stringify(value)) as Prisma.InputJsonObject);

/** The history of jobs. */
export const catalogJobs = (prisma: PrismaClient) => ({
  /** Remembers a job as it is now: once when it starts, once when it has ended. */
  async record(job: Job): Promise<void> {
    const data = {
      kind: job.kind,
      title: job.title,
      projectId: job.projectId,
      state: job.state,
      startedAt: new Date(job.startedAt),
      endedAt: job.endedAt === null ? null : new Date(job.endedAt),
      result: toJson(job.result),
      error: toJson(job.error),
    };
    await prisma.job.upsert({ where: { id: job.id }, create: { id: job.id, ...data }, update: data });
  },

  /** Newest first. @param limit 1 to 10,000 */
  async list(limit: number): Promise<Job[]> {
    return (await prisma.job.findMany({ orderBy: { startedAt: 'desc' }, take: limit })).map(toJob);
  },

  /**
   * At start-up: jobs that the last host did not live to end are marked failed.
   *
   * @param input.error what their history shall say
   * @returns which they were, oldest first
   */
  async endInterrupted(input: { at: Date; error: ErrorShape }): Promise<{ id: string; title: string }[]> {
    const rows = await prisma.job.updateManyAndReturn({
      where: { state: { in: ['running', 'cancelling'] } },
      data: { state: 'failed', endedAt: input.at, error: toJson(input.error) },
    });
    return rows
      .sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
      .map(({ id, title }) => ({ id, title }));
  },
});
