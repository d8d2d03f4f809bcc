import { z } from 'zod';
import { errorShapeSchema } from './errors';

export const jobKindSchema = z.enum([
  'import',
  'switch',
  'mode',
  'start',
  'stop',
  'demo',
  'restart',
  'after-import',
  'snapshot',
  'reset',
  'export',
  'delete',
]);
export type JobKind = z.infer<typeof jobKindSchema>;

/** Tables whose rows an import loads. */
export const tablesProgressSchema = z.object({
  done: z.int(),
  /** Null where a dump that is read from its beginning to its end does not tell. */
  total: z.int().nullable(),
  /** Rows of all of them so far. */
  rows: z.int(),
  /** Those that are loaded now, largest first; bytes of the dump's file, null where they are not known. */
  now: z.array(
    z.object({
      name: z.string(),
      rows: z.int(),
      bytesDone: z.number().nullable(),
      bytesTotal: z.number().nullable(),
    }),
  ),
  /** The last ones that were done, latest first. */
  latest: z.array(
    z.object({ name: z.string(), rows: z.int(), sizeBytes: z.number().nullable(), durationMs: z.number() }),
  ),
});
export type TablesProgress = z.infer<typeof tablesProgressSchema>;

/** Long work: one mechanism gives every client its progress, cancel and history. */
export const jobSchema = z.object({
  id: z.string(),
  kind: jobKindSchema,
  title: z.string(),
  projectId: z.string().nullable(),
  state: z.enum(['running', 'cancelling', 'done', 'failed', 'cancelled']),
  phase: z.string(),
  /** What it went through so far, with the milliseconds that each took; the last one of a running job is not over yet: null. */
  phases: z.array(
    z.object({ phase: z.string(), durationMs: z.number().nullable(), detail: z.string().nullable() }),
  ),
  /** 0 to 1, never going backwards; 1 only when done. */
  fraction: z.number().min(0).max(1),
  /** What the phase is at, e.g. a table's name. */
  detail: z.string().nullable(),
  bytesDone: z.number().nullable(),
  bytesTotal: z.number().nullable(),
  /** Of an import, once it has begun to load rows; not kept in the history. */
  tables: tablesProgressSchema.optional(),
  isCancellable: z.boolean(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  result: z.record(z.string(), z.unknown()).nullable(),
  error: errorShapeSchema.nullable(),
});
export type Job = z.infer<typeof jobSchema>;

/** A job with what the programs said that it ran, the last 500 lines. */
export const jobRecordSchema = jobSchema.extend({ output: z.array(z.string()) });
export type JobRecord = z.infer<typeof jobRecordSchema>;
