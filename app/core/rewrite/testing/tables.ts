import { parseDomainFormat } from '../../format/domain-format';
import { planSites } from '../../plans/plan-sites';
import { rowsAfter } from '../../plans/rows-after';
import { showChanges } from '../../plans/show-changes';
import type { AliasRow, PlusRow, SiteIdentity, SiteRow, SiteTables } from '../../sites/rows';
import type { RewriteOptions, RewriteSettings } from '../rewrite-settings';
import { rewriteSites } from '../rewrite-sites';

export const now = '2026-11-01T12:00:00.000Z';
export const longAgo = '2001-01-01 00:00:00+00';

export const settingsOf = (format: string, changed: Partial<RewriteSettings> = {}): RewriteSettings => ({
  format: parseDomainFormat(format),
  rewriteDomains: true,
  useRealDomain: false,
  ...changed,
});

export const settings = settingsOf('{}.test');

export const site = (id: number, domain: string): SiteRow => ({ id, domain, name: `N${id}` });

export const plus = (siteId: number, slug: string, changed: Partial<PlusRow> = {}): PlusRow => ({
  siteId,
  slug,
  realDomain: '',
  isEnabled: true,
  lastUpdatedAt: longAgo,
  extraUwsgiIni: '',
  ...changed,
});

export const alias = (
  id: number,
  siteId: number,
  domain: string,
  isCanonical: boolean | null = true,
): AliasRow => ({
  id,
  siteId,
  domain,
  isCanonical,
  redirectToCanonical: true,
});

/** A rewrite's plan: its rows, what of it is shown, and the tables that it leaves. */
export const plan = (
  tables: SiteTables,
  changed: {
    settings?: RewriteSettings;
    identities?: SiteIdentity[];
    routerPort?: number;
    options?: RewriteOptions;
  } = {},
) => {
  const { options = {}, ...over } = changed;
  const input = { tables, identities: [], settings, now, routerPort: null, ...over };
  const { changes: rows, problems, title } = planSites(rewriteSites(options), input);
  const after = rowsAfter(input, rows);
  return {
    rows,
    changes: showChanges(rows),
    problems,
    title,
    after: after.tables,
    identities: after.identities,
  };
};
