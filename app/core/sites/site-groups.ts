import { isLocalName } from '../names/host-name';
import type { AliasRow, PlusRow, SiteIdentity, SiteRow, SiteTables } from './rows';

/** A site with everything that belongs to it, whatever the shape of its database. */
export interface SiteGroup {
  readonly site: SiteRow;
  readonly plus: PlusRow | null;
  /** Slug and real domain, from the plus row or, in a database without that table, from the catalog. Null: not managed (trap 14). */
  readonly identity: SiteIdentity | null;
  /** By id. */
  readonly aliases: readonly AliasRow[];
  /** The row with `is_canonical` true; a second one, which only a database without its constraints can hold, is overlooked. */
  readonly canonical: AliasRow | null;
}

/** By id; rows that a plan adds have provisional ids, which count down, and come last in the order in which they were made. */
const byId = (a: { readonly id: number }, b: { readonly id: number }): number =>
  a.id < 0 || b.id < 0 ? b.id - a.id : a.id - b.id;

/** The three tables joined, by site id. Rows that name no site are left out, as in Python's joins. */
export const groupSites = (tables: SiteTables, identities: readonly SiteIdentity[]): readonly SiteGroup[] => {
  const plusBySite = new Map((tables.plus ?? []).map((row) => [row.siteId, row]));
  const identityBySite = new Map((tables.plus ?? identities).map((row) => [row.siteId, row]));
  const aliasesBySite = new Map<number, AliasRow[]>();
  for (const alias of [...(tables.aliases ?? [])].sort(byId)) {
    const rows = aliasesBySite.get(alias.siteId);
    if (rows === undefined) aliasesBySite.set(alias.siteId, [alias]);
    else rows.push(alias);
  }
  return [...(tables.sites ?? [])].sort(byId).map((site) => {
    const aliases = aliasesBySite.get(site.id) ?? [];
    const identity = identityBySite.get(site.id);
    return {
      site,
      plus: plusBySite.get(site.id) ?? null,
      identity:
        identity === undefined
          ? null
          : { siteId: site.id, slug: identity.slug, realDomain: identity.realDomain },
      aliases,
      canonical: aliases.find((alias) => alias.isCanonical === true) ?? null,
    };
  });
};

/** Whether the site's domain is the live one, so that a link or redirect to it would lead out of this machine. */
export const isStillLive = ({ site, identity }: SiteGroup): boolean =>
  !isLocalName(site.domain) &&
  (identity === null || identity.realDomain.toLowerCase() === site.domain.toLowerCase());

/** A site in a message: its id, and its name where it has one. A site with a provisional id is one that a plan adds. */
export const siteLabel = (site: SiteRow): string => {
  const which = site.id < 0 ? 'the new site' : `site ${site.id}`;
  return site.name === '' ? which : `${which} (${site.name})`;
};

/** The same at the start of a sentence. */
export const siteLabelFirst = (site: SiteRow): string => {
  const label = siteLabel(site);
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}`;
};
