import { z } from 'zod';
import { importReportSchema, type Job, problemSchema } from '../../../app/contract';

/** What the job of an import answers (app/host/journeys/import-dump.ts). */
const importResultSchema = z.object({
  databaseId: z.string(),
  label: z.string(),
  sites: z.number(),
  changes: z.number(),
  problems: z.array(problemSchema),
  report: importReportSchema.nullable().default(null),
});
type ImportResult = z.infer<typeof importResultSchema>;

/** @returns null for a job that is no import, did not end well, or was of an older version */
export const importResultOf = ({ kind, state, result }: Job): ImportResult | null => {
  if (kind !== 'import' || state !== 'done') return null;
  const parsed = importResultSchema.safeParse(result);
  return parsed.success ? parsed.data : null;
};
