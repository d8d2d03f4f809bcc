import { z } from 'zod';

/** In the order in which they are shown. */
export const checkGroups = ['Ports and names', 'Project', 'Disk', 'Machine'] as const;

/** How a check went: `info` is worth knowing, `warning` will hurt some day, `failed` hurts now. */
export const checkStateSchema = z.enum(['ok', 'info', 'warning', 'failed']);
export type CheckState = z.infer<typeof checkStateSchema>;

/** Where in the window a fix is shown in full, and done by whoever wants it. */
const fixPlaceSchema = z.discriminatedUnion('kind', [
  /** The rewrite of all sites to another domain format, as a plan. */
  z.object({ kind: z.literal('rewrite'), domainFormat: z.string() }),
  z.object({ kind: z.literal('screen'), screen: z.enum(['settings', 'databases', 'open-project']) }),
]);

/** A way out of a problem. Nothing of it is done by the doctor itself. */
const fixSchema = z.object({
  title: z.string(),
  description: z.string(),
  /** A command line that does it; null where there is none. */
  command: z.string().nullable(),
  /** Lines to be added to a file by hand, which the description names; null where there are none. */
  lines: z.array(z.string()).nullable(),
  /** Left out: no screen does it. */
  place: fixPlaceSchema.exactOptional(),
  /** The best one. */
  isSuggested: z.boolean(),
});
export type Fix = z.infer<typeof fixSchema>;

/** One row of `manysite doctor`. A check that could not be made is a row too. */
export const checkSchema = z.object({
  /** Stable, kebab-case. */
  id: z.string(),
  group: z.enum(checkGroups),
  title: z.string(),
  state: checkStateSchema,
  message: z.string(),
  fixes: z.array(fixSchema),
});
export type Check = z.infer<typeof checkSchema>;

export const doctorReportSchema = z.object({
  checks: z.array(checkSchema),
  /** Null where only the machine was looked at. */
  projectId: z.string().nullable(),
  /** ISO 8601. */
  checkedAt: z.string(),
  durationMs: z.number(),
});
export type DoctorReport = z.infer<typeof doctorReportSchema>;

/** The last report of a project, or of the machine alone: `id` is the project's, or `machine`. */
export const doctorResultSchema = z.object({ id: z.string(), report: doctorReportSchema });
