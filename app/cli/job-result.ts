import { z } from 'zod';
import { AppError, type Job } from '../contract';
import { cleanText } from './output/clean-text';

/** What the engine tells of a job that is done, as far as the command line says it again; every part may be absent. */
const resultSchema = z.object({
  database: z.string().optional(),
  state: z.string().optional(),
  /** Why the database cannot be used yet: a first line, then what the failed step printed. */
  attention: z.string().nullish(),
  /** Servers that did not get ready, while others did. */
  failed: z.array(z.string()).default([]),
  /** The servers of the database ran already. */
  wasWarm: z.boolean().default(false),
  durationMs: z.number().optional(),
  /** How long requests waited, where the database is served. */
  heldMs: z.number().optional(),
  snapshot: z.string().nullish(),
  sizeBytes: z.number().optional(),
  freedBytes: z.number().nullish(),
  snapshots: z.number().optional(),
  file: z.string().optional(),
  pgDumpVersion: z.string().optional(),
  /** Rows that a rewrite would change; null: not known. */
  changes: z.number().nullish(),
  databases: z.array(z.object({ name: z.string(), label: z.string(), isActive: z.boolean() })).default([]),
});
export type JobResult = z.infer<typeof resultSchema>;

export const resultOf = (job: Job): JobResult => resultSchema.parse(job.result ?? {});

/**
 * An import is kept even when its after-import steps fail, and cannot be used before that is settled: for whoever waits for it, that
 * is a failure of a child process.
 *
 * @throws AppError `after-import-failed`
 */
export const requireSettled = (job: Job): void => {
  const { attention, database } = resultOf(job);
  if (attention === undefined || attention === null) return;
  const [reason = '', ...output] = attention.split('\n');
  const name = database ?? 'the database';
  throw new AppError('after-import-failed', `${name} is kept, but not ready: ${reason}`, {
    hint: `Mend the cause, then \`manysite settle ${name} --retry\`; or use it without these steps: \`manysite settle ${name} --skip\`.`,
    data: { database: database ?? null, jobId: job.id, output },
  });
};

/** A line for servers that did not get ready; none where all did. */
export const failedServers = (job: Job): string[] => {
  const { failed } = resultOf(job);
  const [first] = failed;
  if (first === undefined) return [];
  return [
    `Not ready: ${failed.map(cleanText).join(', ')}. See why: manysite logs --server ${cleanText(first)}`,
  ];
};
