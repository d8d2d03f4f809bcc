import { z } from 'zod';

/** Where PostgreSQL's counters of changed rows stood at an import or reset. */
export const changesBaselineSchema = z.object({
  rows: z.number(),
  /** When the counters began; null: with the cluster. */
  epoch: z.string().nullable(),
});
export type ChangesBaseline = z.infer<typeof changesBaselineSchema>;
