import { z } from 'zod';

/** How a server process ended. */
export const exitSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exited'), code: z.number().int(), at: z.string() }),
  z.object({ kind: z.literal('signalled'), signal: z.string(), at: z.string() }),
  z.object({ kind: z.literal('spawn-failed'), reason: z.string(), at: z.string() }),
  z.object({ kind: z.literal('not-ready'), afterMs: z.number(), reason: z.string(), at: z.string() }),
  z.object({ kind: z.literal('killed'), at: z.string() }),
]);
export type Exit = z.infer<typeof exitSchema>;

export const serverStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('stopped') }),
  z.object({ state: z.literal('starting'), pid: z.number().int().nullable(), since: z.string() }),
  z.object({ state: z.literal('ready'), pid: z.number().int(), port: z.number().int(), since: z.string() }),
  z.object({ state: z.literal('draining'), pid: z.number().int(), port: z.number().int() }),
  z.object({ state: z.literal('backing-off'), failures: z.array(exitSchema), retryAt: z.string() }),
  z.object({ state: z.literal('failed'), failures: z.array(exitSchema), lastLines: z.array(z.string()) }),
]);
export type ServerState = z.infer<typeof serverStateSchema>;

/** One supervised process tree. `name` is the slug in multi-process mode, `all` in single-process mode. */
export const serverSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  databaseId: z.string(),
  name: z.string(),
  siteIds: z.array(z.number().int()),
  /** Set aside after a switch, kept warm; the router does not point at it. */
  isStandby: z.boolean(),
  status: serverStateSchema,
  memoryBytes: z.number().nullable(),
  restarts: z.number().int(),
});
export type Server = z.infer<typeof serverSchema>;

export const logLineSchema = z.object({
  at: z.string(),
  /** The server's name, e.g. a slug. */
  server: z.string(),
  stream: z.enum(['stdout', 'stderr', 'manysite']),
  text: z.string(),
});
export type LogLine = z.infer<typeof logLineSchema>;
