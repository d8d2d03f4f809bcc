import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { fileWatchSchema } from '../file-watch';
import { modeSchema } from '../project-file';
import { handRouteSchema } from '../routes';
import { logLevelSchema, logLineSchema, mostLogLines, serverSchema } from '../servers';
import { routerSchema } from '../state';
import { jobStarted, ofProject } from './scope';

export const statusSchema = z.object({
  project: z.string(),
  database: z.string().nullable(),
  mode: modeSchema,
  router: routerSchema,
  watch: fileWatchSchema,
  /** Sites that servers of the user's own answer. */
  routes: z.array(handRouteSchema),
  servers: z.array(
    z.object({
      name: z.string(),
      siteIds: z.array(z.number().int()),
      state: z.string(),
      pid: z.number().int().nullable(),
      port: z.number().int().nullable(),
      memoryBytes: z.number().nullable(),
      cpuShare: z.number().nullable(),
      /** When it became ready; null while it is not. */
      since: z.string().nullable(),
      restarts: z.number().int(),
      traffic: serverSchema.shape.traffic,
    }),
  ),
});
export type Status = z.infer<typeof statusSchema>;

export const serverContract = {
  status: oc.input(ofProject).output(statusSchema),
  list: oc.input(ofProject).output(z.array(serverSchema)),
  start: oc
    .input(ofProject.extend({ port: z.number().int().min(1).max(65535).nullable() }))
    .output(jobStarted),
  stop: oc.input(ofProject).output(jobStarted),
  restart: oc.input(ofProject.extend({ server: z.string().nullable() })).output(jobStarted),
  mode: oc.input(ofProject.extend({ mode: modeSchema })).output(jobStarted),
  /**
   * The last lines, oldest first and in pieces; an empty piece says that these were all. `follow` keeps the stream open for new ones.
   * `levels`: only lines of these.
   */
  logs: oc
    .input(
      ofProject.extend({
        server: z.string().nullable(),
        lines: z.number().int().min(0).max(mostLogLines),
        follow: z.boolean(),
        levels: z.array(logLevelSchema).min(1).nullable().default(null),
      }),
    )
    .output(eventIterator(z.array(logLineSchema))),
};
