import { z } from 'zod';

/** What serving a project in one mode took, as last measured in a real run; null: not measured yet. */
export const modeFiguresSchema = z.object({
  /** All servers together, each with its whole process tree. */
  memoryBytes: z.number().nullable(),
  /** From the start of the first server until all were ready. */
  startMs: z.number().nullable(),
  /** Latencies over all servers. */
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  serverCount: z.number().int(),
  /** Label of the database that was served then. */
  database: z.string(),
  measuredAt: z.string(),
});
export type ModeFigures = z.infer<typeof modeFiguresSchema>;

/** By mode; null: this project has never been served so. */
export const figuresSchema = z.object({
  'single-process': modeFiguresSchema.nullable(),
  'multi-process': modeFiguresSchema.nullable(),
});
export type Figures = z.infer<typeof figuresSchema>;
