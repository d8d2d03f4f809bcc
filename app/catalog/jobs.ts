import { type Job as JobRow, Prisma, type PrismaClient } from '../../prisma/generated/catalog/client';
import { AppError, type ErrorShape, type Job, type JobFilter, type JobRecord, jobSchema } from '../contract';
import { isUuid } from './prisma-errors';

/** Progress is not remembered: a job of the past is at its end, or was cut off. */
const toJob = (row: JobRow): Job =>
  jobSchema.parse({
    id: row.id,
    kind: row.kind,
    title: row.title,
    projectId: row.projectId,
    state: row.state,
    phase: '',
    phases: row.phases,
    fraction: row.state === 'done' ? 1 : 0,
    detail: null,
    bytesDone: null,
    bytesTotal: null,
    isCancellable: false,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    result: row.result,
    error: row.error,
  } satisfies Record<Exclude<keyof Job, 'tables'>, unknown>);

/** Values that reach the catalog have crossed the door or will: JSON, nothing else. */
const toJson = (value: Readonly<Record<string, unknown>> | ErrorShape | null) =>
  value === null ? Prisma.DbNull : (JSON.parse(JSON.stringify(value)) as Prisma.InputJsonObject);

/** More than this many ended jobs are forgotten. */
const keptJobs = 1_000;

/** The history of jobs. */
export const catalogJobs = (prisma: PrismaClient) => ({
  /**
   * Remembers a job as it is now: once when it starts, once when it has ended.
   *
   * @param output what the programs said that it ran
   */
  async record(job: Job, output: readonly string[]): Promise<void> {
    const data = {
      kind: job.kind,
      title: job.title,
      projectId: job.projectId,
      state: job.state,
      startedAt: new Date(job.startedAt),
      endedAt: job.endedAt === null ? null : new Date(job.endedAt),
      result: toJson(job.result),
      error: toJson(job.error),
      phases: job.phases,
      // PostgreSQL's text holds every character but this one.
      output: output.map((line) => line.replaceAll('\0', '')),
    };
    await prisma.job.upsert({ where: { id: job.id }, create: { id: job.id, ...data }, update: data });
  },

  /** Newest first. @param filter.limit 1 to 10,000 */
  async list({ projectId, kind, before, limit }: JobFilter): Promise<Job[]> {
    if (projectId !== null && !isUuid(projectId)) return [];
    const rows = await prisma.job.findMany({
      where: {
        ...(projectId === null ? {} : { projectId }),
        ...(kind === null ? {} : { kind }),
        ...(before === null ? {} : { startedAt: { lt: new Date(before) } }),
      },
      orderBy: { startedAt: 'desc' },
      take: limit,
    });
    return rows.map(toJob);
  },

  /** @throws AppError `job-not-found` */
  async get(id: string): Promise<JobRecord> {
    const row = await prisma.job.findUnique({ where: { id } });
    if (row !== null) return { ...toJob(row), output: row.output };
    throw new AppError('job-not-found', `No job has the id ${id}.`, { hint: '`manysite jobs` lists them.' });
  },

  /** Forgets all but the newest thousand. @returns how many were forgotten */
  async prune(): Promise<number> {
    const [oldestKept] = await prisma.job.findMany({
      where: { endedAt: { not: null } },
      orderBy: { startedAt: 'desc' },
      skip: keptJobs - 1,
      take: 1,
      select: { startedAt: true },
    });
    if (oldestKept === undefined) return 0;
    const { count } = await prisma.job.deleteMany({
      where: { endedAt: { not: null }, startedAt: { lt: oldestKept.startedAt } },
    });
    return count;
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
