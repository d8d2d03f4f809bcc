import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { doctorReportSchema } from '../doctor';
import { hostInfoSchema } from '../host';
import { watchEventSchema } from '../state';
import { jobStarted } from './scope';

/** The host itself. */
export const hostContract = {
  info: oc.output(hostInfoSchema),
  quit: oc.output(z.object({ stopped: z.array(z.string()) })),
  /** How many clients are attached besides the caller. */
  others: oc.output(z.object({ others: z.int().min(0) })),
  /** The same as `quit` for a client that started the host and goes, unless others use it: `others` is how many, 0 when it stops. */
  leave: oc.output(z.object({ others: z.int().min(0) })),
  /**
   * Adds the demo project (its virtualenv made if missing) and imports its dumps. A job. `starts`: its sites are started then, by a job
   * of their own.
   */
  demo: oc.input(z.object({ starts: z.boolean().default(false) })).output(jobStarted),
  /** Looks at this machine, and at a project where one is named; changes nothing. Answers within seconds. */
  doctor: oc.input(z.object({ projectId: z.string().nullable() })).output(doctorReportSchema),
};

/** A snapshot of the state, then its changes. */
export const watchContract = oc.output(eventIterator(watchEventSchema));
