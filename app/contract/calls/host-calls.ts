import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { doctorReportSchema } from '../doctor';
import { watchEventSchema } from '../state';
import { jobStarted } from './scope';

const hostInfoSchema = z.object({
  version: z.string(),
  pid: z.number().int(),
  startedAt: z.string(),
  dataFolder: z.string(),
  postgres: z.object({ version: z.string(), port: z.number().int() }).nullable(),
  uiUrl: z.string(),
});
export type HostInfo = z.infer<typeof hostInfoSchema>;

/** The host itself. */
export const hostContract = {
  info: oc.output(hostInfoSchema),
  quit: oc.output(z.object({ stopped: z.array(z.string()) })),
  /** Adds the demo project (its virtualenv made if missing) and imports its dumps. A job. */
  demo: oc.output(jobStarted),
  /** Looks at this machine, and at a project where one is named; changes nothing. Answers within seconds. */
  doctor: oc.input(z.object({ projectId: z.string().nullable() })).output(doctorReportSchema),
};

/** A snapshot of the state, then its changes. */
export const watchContract = oc.output(eventIterator(watchEventSchema));
