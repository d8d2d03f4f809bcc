import { z } from 'zod';

/** The host as it runs now. */
export const hostInfoSchema = z.object({
  version: z.string(),
  pid: z.number().int(),
  startedAt: z.string(),
  dataFolder: z.string(),
  /** Null while it is not started. */
  postgres: z.object({ version: z.string(), port: z.number().int() }).nullable(),
  uiUrl: z.string(),
  /** Of the host's own process, without PostgreSQL and servers; in steps of 1 MB. */
  memoryBytes: z.number().int(),
});
export type HostInfo = z.infer<typeof hostInfoSchema>;
