import { parseDomainFormat } from '../../format/domain-format';
import type { AliasRow, PlusRow, SiteIdentity, SiteRow, SiteTables } from '../../sites/rows';
import { planRewrite, type RewriteSettings } from '../plan-rewrite';

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

export const plan = (
  tables: SiteTables,
  changed: { settings?: RewriteSettings; identities?: SiteIdentity[]; routerPort?: number } = {},
) => planRewrite({ tables, identities: [], settings, now, ...changed });
