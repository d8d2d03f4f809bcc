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

const countSchema = z.number().int().min(0);

/** Requests by the class of their status (RFC 9110, 15); `unanswered` got no answer from a server, or a part of one, or waited in vain. */
const responseCountsSchema = z.object({
  informational: countSchema,
  success: countSchema,
  redirection: countSchema,
  clientError: countSchema,
  serverError: countSchema,
  unanswered: countSchema,
});
export type ResponseCounts = Readonly<z.infer<typeof responseCountsSchema>>;

export const noResponses: ResponseCounts = {
  informational: 0,
  success: 0,
  redirection: 0,
  clientError: 0,
  serverError: 0,
  unanswered: 0,
};

/**
 * What a server has answered since it was made, as the router saw it. Latencies run from passing a request on to the head of its
 * answer, over the last five minutes in which there were requests; null before the first one.
 */
const trafficSchema = z.object({
  requests: countSchema,
  responses: responseCountsSchema,
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
});
export type Traffic = z.infer<typeof trafficSchema>;

/** What somebody saw last of a site: the answer to a request for a whole page (one that accepts HTML and got it). */
const pageSeenSchema = z.object({
  /** From its slash on, with its query; its end is missing where it has more than 2,000 characters. */
  path: z.string(),
  status: z.number().int(),
  latencyMs: z.number(),
  at: z.string(),
  /** It may have been for a frame of a page of ours (docs/router.md). */
  isFramed: z.boolean(),
});
export type PageSeen = Readonly<z.infer<typeof pageSeenSchema>>;

const siteTrafficSchema = trafficSchema.extend({
  siteId: z.number().int(),
  /** p50 in ms of the half minutes of these latencies, oldest first; at most ten. */
  p50Trend: z.array(z.number()),
  /** p50 in ms of the parts of two minutes of the last hour in which there were requests, oldest first; at most thirty. */
  p50Hour: z.array(z.number()),
  /** Null before the first one. */
  lastPage: pageSeenSchema.nullable(),
});

export type SiteTraffic = z.infer<typeof siteTrafficSchema>;

const serverTrafficSchema = trafficSchema.extend({
  /** Over the last ten seconds. */
  requestsPerSecond: z.number(),
  /** The same by site, those with requests only: more than one in single-process mode. */
  sites: z.array(siteTrafficSchema),
});
export type ServerTraffic = z.infer<typeof serverTrafficSchema>;

export const noTraffic: ServerTraffic = {
  requests: 0,
  responses: noResponses,
  p50Ms: null,
  p95Ms: null,
  requestsPerSecond: 0,
  sites: [],
};

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
  /** PSS of the whole tree (RSS off Linux); null before it was measured. */
  memoryBytes: z.number().nullable(),
  /** Share of one core that the whole tree used lately: 1 is one core, and more is more. */
  cpuShare: z.number().nullable(),
  traffic: serverTrafficSchema,
  restarts: z.number().int(),
});
export type Server = z.infer<typeof serverSchema>;

export const logLevelSchema = z.enum(['debug', 'info', 'warning', 'error']);
export type LogLevel = z.infer<typeof logLevelSchema>;

/** Most lines that one reading of logs gives. */
export const mostLogLines = 100_000;

export const logLineSchema = z.object({
  at: z.string(),
  /** The server's name, e.g. a slug. */
  server: z.string(),
  stream: z.enum(['stdout', 'stderr', 'manysite']),
  /** As the line says itself, e.g. by a word of Python's logging or the status of a request; `info` where it says nothing. */
  level: logLevelSchema,
  text: z.string(),
});
export type LogLine = z.infer<typeof logLineSchema>;

/** What a server said within one minute. */
const logMinuteSchema = z.object({
  /** When it began. */
  from: z.string(),
  lines: z.number().int(),
  warnings: z.number().int(),
  errors: z.number().int(),
});
export type LogMinute = z.infer<typeof logMinuteSchema>;

/** How much a server said since it was made; a traceback is one error. `id` is the server's. */
export const logCountsSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  /** The server's name. */
  server: z.string(),
  lines: z.number().int(),
  warnings: z.number().int(),
  errors: z.number().int(),
  /** Null before its first line. */
  lastAt: z.string().nullable(),
  /** The last hour in which it said anything: minutes with lines, oldest first. */
  volume: z.array(logMinuteSchema),
});
export type LogCounts = z.infer<typeof logCountsSchema>;
