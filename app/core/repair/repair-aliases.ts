import type { Problem } from '../../contract';
import { spelled } from '../names/host-name';
import type { AliasRow, SiteRow } from '../sites/rows';
import { siteLabel } from '../sites/site-groups';

/** Aliases of all sites with what is odd about them mended, and what could not be. */
interface RepairedAliases {
  readonly aliases: readonly AliasRow[];
  readonly problems: readonly Problem[];
  /** Aliases that were changed or removed. */
  readonly count: number;
}

const inTheWay = (alias: AliasRow, holder: AliasRow, site: SiteRow | undefined): Problem => ({
  code: 'alias-in-the-way',
  severity: 'error',
  siteId: alias.siteId,
  message: `The alias "${alias.domain}" of ${site === undefined ? `site ${alias.siteId}` : siteLabel(site)} cannot be written in lower case: site ${holder.siteId} has the alias "${holder.domain}". Remove one of them.`,
  suggestion: null,
});

/**
 * Mends aliases that no host ever finds or that the sync overlooks (multisite.md, trap 10). `is_canonical` false becomes null: it
 * redirects as before; only where it is its site's domain and no other is canonical it becomes true. Upper case becomes lower case; where the site has that alias already, the one that never matched goes.
 *
 * @param domains of sites as they will be: the canonical alias of each follows it
 */
export const repairAliases = (
  aliases: readonly AliasRow[],
  sites: ReadonlyMap<number, SiteRow>,
): RepairedAliases => {
  const problems: Problem[] = [];
  const kept: AliasRow[] = [];
  let count = 0;
  // Those in lower case already come first: they are what hosts find, and so they stay.
  const order = [...aliases].sort(
    (a, b) =>
      Number(a.domain !== spelled(a.domain)) - Number(b.domain !== spelled(b.domain)) ||
      Number(b.isCanonical === true) - Number(a.isCanonical === true) ||
      a.id - b.id,
  );
  const holders = new Map<string, AliasRow>();
  const hasCanonical = new Set(
    aliases.filter(({ isCanonical }) => isCanonical === true).map(({ siteId }) => siteId),
  );
  const isCanonicalOf = ({ isCanonical, siteId }: AliasRow, domain: string): boolean | null => {
    if (isCanonical !== false) return isCanonical;
    if (hasCanonical.has(siteId) || sites.get(siteId)?.domain !== domain) return null;
    hasCanonical.add(siteId);
    return true;
  };
  for (const alias of order) {
    const domain = spelled(alias.domain);
    const holder = holders.get(domain);
    const mended: AliasRow = { ...alias, domain, isCanonical: isCanonicalOf(alias, domain) };
    if (holder === undefined) {
      holders.set(domain, mended);
      kept.push(mended);
      if (mended.domain !== alias.domain || mended.isCanonical !== alias.isCanonical) count += 1;
    } else if (holder.siteId === alias.siteId && alias.isCanonical !== true) {
      count += 1;
    } else {
      problems.push(inTheWay(alias, holder, sites.get(alias.siteId)));
      kept.push(alias);
    }
  }
  return { aliases: kept.sort((a, b) => a.id - b.id), problems, count };
};
