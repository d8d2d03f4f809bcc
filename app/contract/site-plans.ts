import { z } from 'zod';
import { problemSchema } from './sites';

/**
 * One cell that a plan changes. Values are PostgreSQL's text.
 *
 * `id` is the row's key, null for a row that gets it when the plan is applied. `siteId` is negative for a site that the plan
 * inserts; all cells of one new site share it. `site_identity` is Manysite's own table: slugs and real domains of a database that
 * has no place for them.
 */
export const siteChangeSchema = z.object({
  table: z.enum(['django_site', 'multisite_alias', 'django_multisite_plus_site', 'site_identity']),
  row: z.enum(['update', 'insert', 'delete']),
  id: z.number().int().nullable(),
  siteId: z.number().int(),
  column: z.enum([
    'domain',
    'name',
    'slug',
    'real_domain',
    'is_enabled',
    'extra_uwsgi_ini',
    'last_updated_at',
    'is_canonical',
    'redirect_to_canonical',
    'site_id',
  ]),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type SiteChange = z.infer<typeof siteChangeSchema>;

/** Computed first, shown, then applied: the same value serves dry-run, UI, undo and test. */
export const sitePlanSchema = z.object({
  /** What history calls it. */
  title: z.string(),
  /** Two plans that change the same rows in the same way have the same one, whatever the time. */
  fingerprint: z.string(),
  changes: z.array(siteChangeSchema),
  problems: z.array(problemSchema),
});
export type SitePlan = z.infer<typeof sitePlanSchema>;

/** A plan that was applied, with the ids that new rows got. */
export const appliedPlanSchema = sitePlanSchema.extend({
  /** The job that replaces the servers of the database; null where none runs, or none needs to be. */
  restartJobId: z.string().nullable(),
});
export type AppliedPlan = z.infer<typeof appliedPlanSchema>;

/** Where a plan of the history came from. */
export const planKindSchema = z.enum([
  'import',
  'after-import',
  'rewrite',
  'populate',
  'edit',
  'adopt',
  'repair',
]);
export type PlanKind = z.infer<typeof planKindSchema>;

/** A plan that was applied to a database. */
export const planRecordSchema = z.object({
  id: z.string(),
  /** Grows with each plan of the database. */
  position: z.number().int(),
  kind: planKindSchema,
  title: z.string(),
  state: z.enum(['applied', 'undone']),
  /** How many rows it changed, and of how many sites. */
  rowCount: z.number().int(),
  siteCount: z.number().int(),
  appliedAt: z.string(),
  undoneAt: z.string().nullable(),
});
export type PlanRecord = z.infer<typeof planRecordSchema>;

/** The history of one database, newest first; its id is the database's. The next undo takes back the first that is `applied`. */
export const planHistorySchema = z.object({ id: z.string(), plans: z.array(planRecordSchema) });
