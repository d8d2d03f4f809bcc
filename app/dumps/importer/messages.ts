import { z } from 'zod';
import { dumpPlaceSchema, importReportSchema, tablesProgressSchema } from '../../contract';
import { restorePhases } from '../restore/progress-meter';

/** All that an import's worker needs, as plain data. */
export const importRequestSchema = z.object({
  /** Path of the dump. */
  file: z.string(),
  /** The import's own role in its empty database: never a superuser. */
  connection: z.object({
    /** An address, or the folder of a Unix socket. */
    host: z.string(),
    port: z.number().int(),
    database: z.string(),
    user: z.string(),
    password: z.string(),
  }),
  /** Connections that work at the same time, 1 to 4: as many as there are cores. */
  connections: z.number().int().min(1).max(4),
  availableExtensions: z.array(z.string()).readonly(),
  leavesOut: z.array(dumpPlaceSchema).readonly(),
});
export type ImportRequest = z.infer<typeof importRequestSchema>;

export const progressSchema = z.object({
  phase: z.enum(restorePhases),
  fraction: z.number().min(0).max(1),
  bytesDone: z.number(),
  bytesTotal: z.number(),
  detail: z.string().nullable(),
  tables: tablesProgressSchema.nullable(),
});

export const resultSchema = z.object({
  report: importReportSchema,
  missingExtensions: z.array(z.string()),
  skippedTables: z.array(
    z.object({ schema: z.string(), table: z.string(), reason: z.string(), rows: z.number().int() }),
  ),
  /** SHA-256 of the file, in hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ImportResult = z.infer<typeof resultSchema>;
