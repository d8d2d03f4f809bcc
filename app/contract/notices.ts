import { z } from 'zod';

/**
 * How the last host of a data folder ended. One that was stopped in order is told of only where something was left to undo;
 * `copied`: the folder is a copy of one whose host ran then.
 */
const hostEndSchema = z.enum(['stopped', 'failed', 'killed', 'machine-restarted', 'copied']);

/** What start-up did about a thing that was half made. */
const recoveredSchema = z.object({
  what: z.string(),
  /** The thing's own name, e.g. of the database. */
  name: z.string(),
  outcome: z.enum(['undone', 'finished']),
});
export type Recovered = z.infer<typeof recoveredSchema>;

const namedSchema = z.object({ id: z.string(), name: z.string() });

/** What a notice is about, for programs: its texts say the same to people. */
const noticeSubjectSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('host-ended'),
    how: hostEndSchema,
    pid: z.number().int(),
    /** Its last sign of life, which is at most three seconds older than its end. */
    endedAt: z.string(),
    recovered: z.array(recoveredSchema),
    /** Jobs that were cut off, by title. */
    cutOff: z.array(namedSchema),
    /** Projects whose sites were served then; `comeBack` tells whether they are started again without being asked. */
    served: z.array(namedSchema),
    comeBack: z.enum(['now', 'later', 'no']),
  }),
  z.object({
    kind: z.literal('postgres-ended'),
    /** `sessions`: a backend crashed, which ends every session, and the server itself renewed them. */
    how: z.enum(['ended', 'sessions']),
    endedAt: z.string(),
    backAfterMs: z.number(),
    cutOff: z.array(namedSchema),
    /** Servers that no longer answered and were started again, each with its project. */
    restarted: z.array(z.string()),
  }),
  z.object({ kind: z.literal('router-ended'), port: z.number().int(), isBack: z.boolean() }),
]);

/** Something that happened to the engine by itself and that people should hear of, kept until it is dismissed. */
export const noticeSchema = z.object({
  id: z.string(),
  at: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  title: z.string(),
  /** Whole sentences: what was undone or finished, what comes back, what is to be done. */
  details: z.array(z.string()),
  about: noticeSubjectSchema,
});
export type Notice = z.infer<typeof noticeSchema>;
export type HostEndedNotice = Extract<Notice['about'], { kind: 'host-ended' }>;
export type PostgresEndedNotice = Extract<Notice['about'], { kind: 'postgres-ended' }>;
