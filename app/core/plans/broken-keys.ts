import type { SiteRow, SiteRows } from '../sites/rows';
import { siteLabel, siteLabelFirst } from '../sites/site-groups';
import { keyOf, type PlannedTable, type RowChange } from './row-change';

/** A rule of Django's tables that the rows would break, though a changed row is part of it. */
export interface BrokenKey {
  readonly siteId: number;
  /** A whole sentence. */
  readonly message: string;
}

/** The two rows of a table that have one value, where one of them is changed. */
const firstPairs = <Row>(
  rows: readonly Row[],
  textOf: (row: Row) => string | null,
  isChanged: (row: Row) => boolean,
): (readonly [Row, Row])[] => {
  const holders = new Map<string, Row>();
  const pairs: (readonly [Row, Row])[] = [];
  for (const row of rows) {
    const value = textOf(row);
    if (value === null) continue;
    const holder = holders.get(value);
    if (holder === undefined) holders.set(value, row);
    else if (isChanged(row) || isChanged(holder)) pairs.push(isChanged(row) ? [row, holder] : [holder, row]);
  }
  return pairs;
};

/**
 * What PostgreSQL would refuse of a plan's result: two sites with one domain, two aliases with one, two equal slugs, two canonical
 * aliases of a site, and rows of a site that is not there. Exactly as PostgreSQL compares, so case makes a difference; rows that
 * the plan leaves alone may be as odd as they are.
 *
 * @param after the rows as the plan leaves them
 * @param changes the plan
 */
export const findBrokenKeys = (after: SiteRows, changes: readonly RowChange[]): readonly BrokenKey[] => {
  const { sites, aliases, plus } = after.tables;
  const changedKeys: Readonly<Record<PlannedTable, Set<number>>> = {
    django_site: new Set(),
    multisite_alias: new Set(),
    django_multisite_plus_site: new Set(),
    site_identity: new Set(),
  };
  for (const change of changes) changedKeys[change.table].add(keyOf(change));
  const isChanged = (table: PlannedTable, key: number): boolean => changedKeys[table].has(key);
  const siteById = new Map<number, SiteRow>();
  for (const row of sites ?? []) siteById.set(row.id, row);
  const labelOf = (id: number): SiteRow => siteById.get(id) ?? { id, domain: '', name: '' };
  const identities = plus ?? after.identities;
  const identityTable = plus === null ? 'site_identity' : 'django_multisite_plus_site';
  const bySite = ({ siteId }: { readonly siteId: number }): boolean => isChanged(identityTable, siteId);
  const byAlias = ({ id }: { readonly id: number }): boolean => isChanged('multisite_alias', id);
  const goneSites = changes.filter((change) => change.table === 'django_site' && change.row === 'delete');
  const gone = new Set(goneSites.map(keyOf));
  const strays = [...(aliases ?? []), ...identities].filter(
    (row) =>
      !siteById.has(row.siteId) && (gone.has(row.siteId) || ('id' in row ? byAlias(row) : bySite(row))),
  );
  return [
    ...firstPairs(
      sites ?? [],
      ({ domain }) => domain,
      ({ id }) => isChanged('django_site', id),
    ).map(([row, other]) => ({
      siteId: row.id,
      message: `${siteLabelFirst(row)} would have the domain "${row.domain}", which ${siteLabel(other)} has.`,
    })),
    ...firstPairs(aliases ?? [], ({ domain }) => domain, byAlias).map(([row, other]) => ({
      siteId: row.siteId,
      message: `${siteLabelFirst(labelOf(row.siteId))} would have the alias "${row.domain}", which ${siteLabel(labelOf(other.siteId))} has.`,
    })),
    ...firstPairs(
      aliases ?? [],
      ({ siteId, isCanonical }) => (isCanonical === null ? null : `${siteId} ${isCanonical}`),
      byAlias,
    ).map(([row, other]) => ({
      siteId: row.siteId,
      message: `${siteLabelFirst(labelOf(row.siteId))} would have two canonical aliases, "${other.domain}" and "${row.domain}".`,
    })),
    ...firstPairs(identities, ({ slug }) => slug, bySite).map(([row, other]) => ({
      siteId: row.siteId,
      message: `${siteLabelFirst(labelOf(row.siteId))} would have the slug "${row.slug}", which ${siteLabel(labelOf(other.siteId))} has.`,
    })),
    ...strays.map((row) => ({
      siteId: row.siteId,
      message:
        'id' in row
          ? `The alias "${row.domain}" belongs to site ${row.siteId}, which would not be there.`
          : `The slug "${row.slug}" belongs to site ${row.siteId}, which would not be there.`,
    })),
  ];
};
