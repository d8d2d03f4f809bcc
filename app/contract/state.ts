import { z } from 'zod';
import { doctorResultSchema } from './doctor';
import { databaseSchema } from './dumps';
import { figuresSchema } from './figures';
import { fileWatchSchema } from './file-watch';
import { hostInfoSchema } from './host';
import { jobSchema } from './jobs';
import { noticeSchema } from './notices';
import { modeSchema } from './project-file';
import { handRouteSchema } from './routes';
import { logCountsSchema, serverSchema } from './servers';
import { settingSchema } from './settings';
import { planHistorySchema } from './site-plans';
import { databaseSitesSchema } from './sites';
import { thumbnailSchema } from './thumbnails';

export const projectSchema = z.object({
  id: z.string(),
  name: z.string(),
  folder: z.string(),
  mode: modeSchema,
  domainFormat: z.string(),
  activeDatabaseId: z.string().nullable(),
  isRunning: z.boolean(),
  /** What serving in each mode took, as last measured. */
  figures: figuresSchema,
  watch: fileWatchSchema,
  /** Sites that servers of the user's own answer. */
  routes: z.array(handRouteSchema),
  /** Why the project cannot be served now, e.g. its folder is gone; null when fine. */
  trouble: z.string().nullable(),
});
export type Project = z.infer<typeof projectSchema>;

export const routerSchema = z.object({ url: z.string().nullable(), port: z.number().int().nullable() });

/** The disk that all databases are on. */
export const diskSchema = z.object({
  /** Folder of the cluster. */
  folder: z.string(),
  freeBytes: z.number(),
  sizeBytes: z.number(),
  /** What all databases with their copies take; blocks that they share count each time. */
  usedBytes: z.number(),
  /** Copies share blocks with their origin (XFS, btrfs, APFS): they cost no room until they differ. */
  sharesBlocks: z.boolean(),
});

/** Everything a client shows, by slice: lists of things with an id, and single values, which are their own id. */
export const stateSchema = z.object({
  projects: z.array(projectSchema),
  databases: z.array(databaseSchema),
  sites: z.array(databaseSitesSchema),
  /** What was done to the sites of a database, for each whose sites are shown. */
  plans: z.array(planHistorySchema),
  servers: z.array(serverSchema),
  jobs: z.array(jobSchema),
  /** Those that nobody put away, oldest first. */
  notices: z.array(noticeSchema),
  settings: z.array(settingSchema),
  thumbnails: z.array(thumbnailSchema),
  logs: z.array(logCountsSchema),
  doctor: z.array(doctorResultSchema),
  router: routerSchema,
  /** Null until it is measured. */
  disk: diskSchema.nullable(),
  host: hostInfoSchema.nullable(),
});
export type State = z.infer<typeof stateSchema>;

/** What there is before anything is known. */
export const emptyState: State = {
  projects: [],
  databases: [],
  sites: [],
  plans: [],
  servers: [],
  jobs: [],
  notices: [],
  settings: [],
  thumbnails: [],
  logs: [],
  doctor: [],
  router: { url: null, port: null },
  disk: null,
  host: null,
};

/** One changed thing of a slice; null means that it is gone. */
const change = <Slice extends string, Value extends z.ZodType>(slice: Slice, value: Value) =>
  z.object({ slice: z.literal(slice), id: z.string(), value: value.nullable() });

export const changeSchema = z.discriminatedUnion('slice', [
  change('projects', projectSchema),
  change('databases', databaseSchema),
  change('sites', databaseSitesSchema),
  change('plans', planHistorySchema),
  change('servers', serverSchema),
  change('jobs', jobSchema),
  change('notices', noticeSchema),
  change('settings', settingSchema),
  change('thumbnails', thumbnailSchema),
  change('logs', logCountsSchema),
  change('doctor', doctorResultSchema),
  change('router', routerSchema),
  change('disk', diskSchema),
  change('host', hostInfoSchema),
]);
export type Change = z.infer<typeof changeSchema>;

/** What `watch` yields: a snapshot first, then changes. */
export const watchEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), state: stateSchema }),
  z.object({ type: z.literal('changes'), changes: z.array(changeSchema) }),
]);
export type WatchEvent = z.infer<typeof watchEventSchema>;
