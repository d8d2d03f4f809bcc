import type { RewriteChange } from '../../contract';
import type { SiteTables } from '../sites/rows';

/**
 * The rows as a plan leaves them. A canonical alias that the plan creates gets the next free id, which is what a sequence that
 * is in order gives.
 */
export const applyToRows = (tables: SiteTables, changes: readonly RewriteChange[]): SiteTables => {
  const domains = new Map<number, string>();
  const aliasDomains = new Map<number, string>();
  const timestamps = new Map<number, string>();
  const created: RewriteChange[] = [];
  for (const change of changes) {
    if (change.table === 'django_site') domains.set(change.siteId, change.to);
    else if (change.table === 'django_multisite_plus_site') timestamps.set(change.siteId, change.to);
    else if (change.id === null) created.push(change);
    else aliasDomains.set(change.id, change.to);
  }
  const lastAliasId = (tables.aliases ?? []).reduce((highest, { id }) => Math.max(highest, id), 0);
  return {
    sites: tables.sites?.map((row) => ({ ...row, domain: domains.get(row.id) ?? row.domain })) ?? null,
    aliases:
      tables.aliases === null
        ? null
        : [
            ...tables.aliases.map((row) => ({ ...row, domain: aliasDomains.get(row.id) ?? row.domain })),
            ...created.map((change, index) => ({
              id: lastAliasId + index + 1,
              domain: change.to,
              siteId: change.siteId,
              isCanonical: true,
              redirectToCanonical: true,
            })),
          ],
    plus:
      tables.plus?.map((row) => ({
        ...row,
        lastUpdatedAt: timestamps.get(row.siteId) ?? row.lastUpdatedAt,
      })) ?? null,
  };
};
