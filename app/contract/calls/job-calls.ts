import { oc } from '@orpc/contract';
import { z } from 'zod';
import { jobKindSchema, jobRecordSchema, jobSchema } from '../jobs';

const jobFilterSchema = z.object({
  projectId: z.string().nullable().default(null),
  kind: jobKindSchema.nullable().default(null),
  /** Only jobs that started before this moment: `startedAt` of the oldest one of the page before. */
  before: z.iso.datetime().nullable().default(null),
  /** The newest so many of them. */
  limit: z.number().int().min(1).max(1_000).default(100),
});
export type JobFilter = z.infer<typeof jobFilterSchema>;

export const jobContract = {
  /** Oldest first, those that run at the end. Nothing given: the last 100. */
  list: oc.input(jobFilterSchema.prefault({})).output(z.array(jobSchema)),
  get: oc.input(z.object({ jobId: z.string() })).output(jobRecordSchema),
  cancel: oc.input(z.object({ jobId: z.string() })).output(jobSchema),
};
