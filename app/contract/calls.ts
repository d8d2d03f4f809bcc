import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { databaseSchema, inspectionSchema } from './dumps';
import { jobSchema } from './jobs';
import { configValueSchema, modeSchema } from './project-file';
import { logLineSchema, serverSchema } from './servers';
import { rewritePlanSchema, siteSchema } from './sites';
import { projectSchema, routerSchema, watchEventSchema } from './state';

const ofProject = z.object({ projectId: z.string() });
const ofDatabase = z.object({ projectId: z.string(), database: z.string().nullable() });
const jobStarted = z.object({ jobId: z.string() });

const statusSchema = z.object({
  project: z.string(),
  database: z.string().nullable(),
  mode: modeSchema,
  router: routerSchema,
  servers: z.array(
    z.object({
      name: z.string(),
      siteIds: z.array(z.number().int()),
      state: z.string(),
      pid: z.number().int().nullable(),
      port: z.number().int().nullable(),
      memoryBytes: z.number().nullable(),
    }),
  ),
});
export type Status = z.infer<typeof statusSchema>;

const hostInfoSchema = z.object({
  version: z.string(),
  pid: z.number().int(),
  startedAt: z.string(),
  dataFolder: z.string(),
  postgres: z.object({ version: z.string(), port: z.number().int() }).nullable(),
  uiUrl: z.string(),
});
export type HostInfo = z.infer<typeof hostInfoSchema>;

/** The settings overlay and environment that a server gets, line by line (`manysite env`). */
const environmentSchema = z.object({
  variables: z.array(z.object({ name: z.string(), value: z.string(), reason: z.string() })),
  overlay: z.array(z.object({ id: z.string(), setting: z.string(), reason: z.string(), isOn: z.boolean() })),
});
export type ServerEnvironment = z.infer<typeof environmentSchema>;

/** The one door: the same calls for the desktop app, the command line and the browser. */
export const contract = {
  host: {
    info: oc.output(hostInfoSchema),
    quit: oc.output(z.object({ stopped: z.array(z.string()) })),
    /** Adds the demo project (its virtualenv made if missing) and imports its dumps. A job. */
    demo: oc.output(jobStarted),
  },
  watch: oc.output(eventIterator(watchEventSchema)),
  projects: {
    list: oc.output(z.array(projectSchema)),
    add: oc.input(z.object({ folder: z.string() })).output(projectSchema),
    remove: oc.input(ofProject).output(z.object({ deletedDatabases: z.array(z.string()) })),
    config: oc.input(ofProject).output(z.array(configValueSchema)),
    environment: oc
      .input(ofProject.extend({ siteId: z.number().int().nullable() }))
      .output(environmentSchema),
  },
  dumps: {
    inspect: oc
      .input(
        z.object({ file: z.string(), projectId: z.string().nullable(), domainFormat: z.string().nullable() }),
      )
      .output(inspectionSchema),
    import: oc
      .input(
        z.object({
          projectId: z.string(),
          file: z.string(),
          label: z.string().nullable(),
          /** Slugs chosen beforehand, by site id. */
          slugs: z.record(z.string(), z.string()),
          /** Delete the file afterwards: it is a spool of standard input. */
          isSpool: z.boolean(),
        }),
      )
      .output(jobStarted),
  },
  databases: {
    list: oc.input(ofProject).output(z.array(databaseSchema)),
    switch: oc.input(z.object({ projectId: z.string(), database: z.string() })).output(jobStarted),
    delete: oc.input(z.object({ projectId: z.string(), database: z.string() })).output(jobStarted),
    /** Runs the after-import steps again, or marks the database ready without them. */
    settle: oc
      .input(z.object({ projectId: z.string(), database: z.string(), action: z.enum(['retry', 'skip']) }))
      .output(jobStarted),
  },
  sites: {
    list: oc.input(ofDatabase).output(z.array(siteSchema)),
    planRewrite: oc.input(ofDatabase).output(rewritePlanSchema),
    rewrite: oc.input(ofDatabase).output(rewritePlanSchema),
  },
  servers: {
    status: oc.input(ofProject).output(statusSchema),
    list: oc.input(ofProject).output(z.array(serverSchema)),
    start: oc
      .input(ofProject.extend({ port: z.number().int().min(1).max(65535).nullable() }))
      .output(jobStarted),
    stop: oc.input(ofProject).output(jobStarted),
    restart: oc.input(ofProject.extend({ server: z.string().nullable() })).output(jobStarted),
    mode: oc.input(ofProject.extend({ mode: modeSchema })).output(jobStarted),
    /** The last lines; `follow` keeps the stream open for new ones. */
    logs: oc
      .input(
        ofProject.extend({
          server: z.string().nullable(),
          lines: z.number().int().min(0).max(10_000),
          follow: z.boolean(),
        }),
      )
      .output(eventIterator(z.array(logLineSchema))),
  },
  jobs: {
    list: oc.output(z.array(jobSchema)),
    cancel: oc.input(z.object({ jobId: z.string() })).output(jobSchema),
  },
};
