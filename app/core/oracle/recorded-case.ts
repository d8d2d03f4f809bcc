import { z } from 'zod';
import { parseDomainFormat } from '../format/domain-format';
import type { RewriteSettings } from '../rewrite/rewrite-settings';
import type { SiteTables } from '../sites/rows';

// Recorded results of django-multisite 1.9 and django-multisite-plus 0.6.3: rows before, settings, rows after, and who answers
// each host. Missing columns have the packages' defaults.
/** The `last_updated_at` of every recorded row before a step. */
export const longAgo = '2001-01-01 00:00:00+00';

const siteRow = z.object({ id: z.number().optional(), domain: z.string(), name: z.string() });
const aliasRow = z.object({
  id: z.number().optional(),
  domain: z.string(),
  site_id: z.number(),
  is_canonical: z.boolean().nullable(),
  redirect_to_canonical: z.boolean().default(true),
});
const plusRow = z.object({
  site_id: z.number(),
  slug: z.string().default(''),
  real_domain: z.string().default(''),
  is_enabled: z.boolean().default(true),
  extra_uwsgi_ini: z.string().default(''),
  bumped: z.boolean().optional(),
});
const rows = z.object({
  django_site: z.array(siteRow),
  multisite_alias: z.array(aliasRow),
  django_multisite_plus_site: z.array(plusRow),
});
export const single = z.union([
  z.object({ status: z.literal(200), site_id: z.number() }),
  z.object({ status: z.literal(301), location: z.string() }),
]);
export const fastrouter = z.union([z.object({ site_id: z.number() }), z.object({ error: z.string() })]);
const caseSchema = rows.extend({
  note: z.string(),
  settings: z.object({
    REWRITE_DOMAINS: z.boolean(),
    REWRITE_DOMAIN_FORMAT: z.string(),
    USE_REAL_DOMAIN: z.boolean().default(false),
    SITES: z
      .record(
        z.string(),
        z.object({
          id: z.number().optional(),
          real_domain: z.string().optional(),
          name: z.string().optional(),
        }),
      )
      .default({}),
  }),
  run: z.array(z.enum(['boot', 'populate', 'rewrite'])),
  site_id: z.number().optional(),
  debug: z.boolean().default(false),
  default_domain: z.string().optional(),
  expected: rows.extend({
    steps: z.array(z.object({ step: z.string(), ok: z.boolean() })),
    hosts: z.record(z.string(), z.object({ single, fastrouter })).default({}),
  }),
});
export type OracleCase = z.infer<typeof caseSchema>;

/**
 * All cases by name, e.g. `40-populate-by-id`.
 *
 * @param files names in the folder `cases`; what is no JSON is passed over
 * @param read the text of one
 */
export const readCases = (
  files: readonly string[],
  read: (file: string) => string,
): ReadonlyMap<string, OracleCase> =>
  new Map(
    files
      .filter((file) => file.endsWith('.json'))
      .map((file) => [file.replace('.json', ''), caseSchema.parse(JSON.parse(read(file)))]),
  );

/** @throws Error for a name that none has: a test is wrong then */
export const caseNamed = (cases: ReadonlyMap<string, OracleCase>, name: string): OracleCase => {
  const found = cases.get(name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return found;
};

/** What decides domains in a case. */
export const settingsOf = ({ settings }: OracleCase): RewriteSettings => ({
  format: parseDomainFormat(settings.REWRITE_DOMAIN_FORMAT),
  rewriteDomains: settings.REWRITE_DOMAINS,
  useRealDomain: settings.USE_REAL_DOMAIN,
});

/** Recorded rows, before or after, as our rules take them; ids count from 1 where none is given. */
export const tablesOf = (recorded: z.infer<typeof rows>): SiteTables => ({
  sites: recorded.django_site.map((row, index) => ({
    id: row.id ?? index + 1,
    domain: row.domain,
    name: row.name,
  })),
  aliases: recorded.multisite_alias.map((row, index) => ({
    id: row.id ?? index + 1,
    domain: row.domain,
    siteId: row.site_id,
    isCanonical: row.is_canonical,
    redirectToCanonical: row.redirect_to_canonical,
  })),
  plus: recorded.django_multisite_plus_site.map((row) => ({
    siteId: row.site_id,
    slug: row.slug,
    realDomain: row.real_domain,
    isEnabled: row.is_enabled,
    lastUpdatedAt: longAgo,
    extraUwsgiIni: row.extra_uwsgi_ini,
  })),
});
