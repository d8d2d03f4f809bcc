import { z } from 'zod';

/** What is wrong with a site, or would be after a rewrite. Codes are stable; each names a rule of the multisite rules. */
export const problemCodeSchema = z.enum([
  'domain-too-long',
  'label-too-long',
  'name-too-long',
  'slug-blank',
  'slug-invalid',
  'slug-duplicate',
  'slug-upper-case',
  'domain-duplicate',
  'domain-taken',
  'alias-in-the-way',
  'alias-mixed-case',
  'alias-canonical-false',
  'alias-redirects-away',
  'real-domain-empty',
  'plus-row-missing',
  'plus-row-exists',
  'real-domains-elsewhere',
  'domain-unusual',
  'extension-missing',
  'partial-dump',
  'sites-table-missing',
  'site-configured-twice',
  'name-blank',
  'place-missing',
  'alias-exists',
  'alias-canonical',
  'canonical-not-lasting',
  'extra-config',
  'name-repeated',
  'template-folder-unmatched',
  'rows-alike',
  'rows-incomplete',
  'canonical-twice',
]);
export type ProblemCode = z.infer<typeof problemCodeSchema>;

/**
 * A problem by name. `error` leaves its site out of a rewrite, `warning` does not.
 * `suggestion` is a value that would solve it, where one is known: a slug as a rule, else one for the field that is named.
 */
export const problemSchema = z.object({
  code: problemCodeSchema,
  /** Of an edit: the field that it is about, where it is about one. */
  field: z.enum(['slug', 'name', 'realDomain', 'isEnabled', 'extraConfig', 'aliases']).optional(),
  severity: z.enum(['error', 'warning']),
  siteId: z.number().int().nullable(),
  message: z.string(),
  suggestion: z.string().nullable(),
});
export type Problem = z.infer<typeof problemSchema>;

export const aliasSchema = z.object({
  id: z.number().int(),
  domain: z.string(),
  isCanonical: z.boolean(),
  redirectsToCanonical: z.boolean(),
});
export type Alias = z.infer<typeof aliasSchema>;

/** A site as `manysite sites --json` prints it. `url` is null while the router is down or the site has no local domain. */
export const siteSchema = z.object({
  id: z.number().int(),
  slug: z.string(),
  name: z.string(),
  domain: z.string(),
  realDomain: z.string(),
  isEnabled: z.boolean(),
  /** Whether it has a slug, so that rewrites include it; one that has none can be adopted. */
  isManaged: z.boolean(),
  /** `extra_uwsgi_ini`: code from the dump, shown and never executed; empty where there is none. */
  extraConfig: z.string(),
  aliases: z.array(aliasSchema),
  url: z.string().nullable(),
  problems: z.array(problemSchema),
});
export type Site = z.infer<typeof siteSchema>;

/** The sites of one database; its id is the database's. */
export const databaseSitesSchema = z.object({
  id: z.string(),
  sites: z.array(siteSchema),
  /** What is of no site, also where there is none: domains that other tables hold, a missing table. */
  problems: z.array(problemSchema),
});
export type DatabaseSites = z.infer<typeof databaseSitesSchema>;
