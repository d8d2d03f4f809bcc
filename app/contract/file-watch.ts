import { z } from 'zod';

/** What became of the last change of a project's files. */
const changeOutcomeSchema = z.object({
  at: z.string(),
  /** Relative to the project's folder; the first ones of many. */
  files: z.array(z.string()),
  fileCount: z.number().int(),
  /** `kept`: the new servers did not start, so the old ones go on serving the code from before. */
  outcome: z.enum(['restarting', 'restarted', 'kept']),
  /** Why the old ones were kept. */
  message: z.string().nullable(),
});

/** Whether changes of a project's files restart its servers. */
export const fileWatchSchema = z.object({
  /** `off`: serve.watch is false. `idle`: nothing runs that could be restarted. `unavailable`: see the reason. */
  state: z.enum(['off', 'idle', 'watching', 'unavailable']),
  /** Why changes are not seen, as a sentence. */
  reason: z.string().nullable(),
  lastChange: changeOutcomeSchema.nullable(),
});
export type FileWatch = z.infer<typeof fileWatchSchema>;
export type ChangeOutcome = z.infer<typeof changeOutcomeSchema>;
