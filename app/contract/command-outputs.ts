import { z } from 'zod';
import { addedProjectSchema, configuredSchema, environmentSchema } from './calls/project-calls';
import { statusSchema } from './calls/server-calls';
import { doctorReportSchema } from './doctor';
import { databaseSchema, inspectedDumpSchema } from './dumps';
import { explanationSchema } from './explain';
import { figuresSchema } from './figures';
import { jobRecordSchema, jobSchema } from './jobs';
import { configValueSchema, modeSchema } from './project-file';
import { handRouteSchema } from './routes';
import { logLineSchema } from './servers';
import { appliedPlanSchema, planRecordSchema, sitePlanSchema } from './site-plans';
import { siteSchema } from './sites';
import { routerSchema } from './state';

/** All projects at a glance. */
const overviewSchema = z.object({
  projects: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      folder: z.string(),
      mode: modeSchema,
      isRunning: z.boolean(),
      database: z.string().nullable(),
      databaseCount: z.number().int(),
      siteCount: z.number().int().nullable(),
      trouble: z.string().nullable(),
    }),
  ),
  router: routerSchema,
  runningJobs: z.number().int(),
});
export type Overview = z.infer<typeof overviewSchema>;

/** A site with what serves it now. */
const listedSiteSchema = siteSchema.extend({
  /** Null: no server of the project's is there for it. In single-process mode one server is there for all; its answers are by site. */
  server: z
    .object({
      name: z.string(),
      state: z.string(),
      requests: z.number().int(),
      p50Ms: z.number().nullable(),
      p95Ms: z.number().nullable(),
    })
    .nullable(),
  /** Where its requests go by hand. */
  routedToPort: z.number().int().nullable(),
});
export type ListedSite = z.infer<typeof listedSiteSchema>;

/** What a command that starts a job prints with `--no-wait`; null where there is nothing to do. */
const startedJobSchema = z.object({ jobId: z.string().nullable() });

/** A command that starts a job prints it as it ended, or only its id where nobody waits. */
const jobOutput = z.union([jobSchema, startedJobSchema]);

/** What a command that changes sites prints: the plan, shown or applied. */
const operationOutput = z.union([appliedPlanSchema, sitePlanSchema]);

/**
 * What each command prints with `--json`. Stable: keys may be added, none is taken away (docs/cli.md). An endless one (`serve`, `logs -f`)
 * prints one such value a line.
 */
export const commandOutputs = {
  open: overviewSchema,
  demo: jobOutput,
  add: addedProjectSchema,
  remove: z.object({ deletedDatabases: z.array(z.string()) }),
  config: z.union([z.array(configValueSchema), configuredSchema]),
  env: environmentSchema,
  inspect: inspectedDumpSchema,
  import: jobOutput,
  databases: z.array(databaseSchema),
  switch: jobOutput,
  snapshot: jobOutput,
  reset: jobOutput,
  export: jobOutput,
  settle: jobOutput,
  delete: jobOutput,
  sites: z.array(listedSiteSchema),
  rewrite: z.union([appliedPlanSchema, sitePlanSchema, z.array(planRecordSchema)]),
  explain: explanationSchema,
  site: operationOutput,
  adopt: operationOutput,
  populate: operationOutput,
  repair: operationOutput,
  start: jobOutput,
  stop: jobOutput,
  restart: jobOutput,
  mode: z.union([jobOutput, z.object({ mode: modeSchema, figures: figuresSchema })]),
  status: statusSchema,
  /** These two print nothing of their own: standard output is that of the program. */
  exec: z.unknown(),
  run: z.unknown(),
  route: z.object({ routes: z.array(handRouteSchema) }),
  logs: z.array(logLineSchema),
  doctor: doctorReportSchema,
  jobs: z.union([z.array(jobSchema), jobRecordSchema]),
  cancel: jobSchema,
  serve: z.object({ url: z.string(), startedByUs: z.boolean() }),
  quit: z.object({ stopped: z.array(z.string()) }),
  completion: z.object({ shell: z.enum(['bash', 'zsh', 'fish']), script: z.string() }),
} satisfies Record<string, z.ZodType>;
