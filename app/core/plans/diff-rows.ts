import { bumpTimestamp } from '../rewrite/bump-timestamp';
import type { PlusRow, SiteRow, SiteRows } from '../sites/rows';
import { type Changed, type PlannedTable, type RowChange, siteIdOf } from './row-change';

const indexed = <Row>(
  table: PlannedTable,
  rows: readonly Row[],
  keyOf: (row: Row) => number,
): Map<number, Row> => {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  if (byKey.size !== rows.length) throw new Error(`an operation gave two rows of ${table} one key`);
  return byKey;
};

const isSame = <Row extends object>(a: Row, b: Row): boolean =>
  a === b || Object.entries(a).every(([column, value]) => b[column as keyof Row] === value);

const changed = <Row extends object>(
  before: ReadonlyMap<number, Row>,
  after: ReadonlyMap<number, Row>,
): Changed<Row>[] => {
  const changes: Changed<Row>[] = [];
  for (const [key, row] of after) {
    const old = before.get(key);
    if (old === undefined) changes.push({ row: 'insert', after: row });
    else if (!isSame(old, row)) changes.push({ row: 'update', before: old, after: row });
  }
  for (const [key, row] of before) if (!after.has(key)) changes.push({ row: 'delete', before: row });
  return changes;
};

const bySite = (row: { readonly siteId: number }): number => row.siteId;
const byId = (row: { readonly id: number }): number => row.id;

/** The rows of a table that must be absent on both sides or on none. */
const bothOf = <Row>(
  table: PlannedTable,
  before: readonly Row[] | null,
  after: readonly Row[] | null,
  keyOf: (row: Row) => number,
): readonly [Map<number, Row>, Map<number, Row>] => {
  if ((before === null) !== (after === null))
    throw new Error(`an operation made or dropped the table ${table}, which it must not`);
  return [indexed(table, before ?? [], keyOf), indexed(table, after ?? [], keyOf)];
};

/**
 * The plus rows with the `last_updated_at` that they get: a new one where something changed that the vassal depends on (domain,
 * slug, enabled, extra config), else the one that they have (multisite.md, trap 5). A row that is new, or comes back, gets one too.
 */
const stampedRows = (
  plus: readonly [ReadonlyMap<number, PlusRow>, ReadonlyMap<number, PlusRow>],
  sites: readonly [ReadonlyMap<number, SiteRow>, ReadonlyMap<number, SiteRow>],
  now: string,
): Map<number, PlusRow> => {
  const [before, after] = plus;
  const stamped = new Map<number, PlusRow>();
  for (const [siteId, row] of after) {
    const old = before.get(siteId);
    const isForVassal =
      old === undefined ||
      old.slug !== row.slug ||
      old.isEnabled !== row.isEnabled ||
      old.extraUwsgiIni !== row.extraUwsgiIni ||
      sites[0].get(siteId)?.domain !== sites[1].get(siteId)?.domain;
    const current = (old ?? row).lastUpdatedAt;
    stamped.set(siteId, { ...row, lastUpdatedAt: isForVassal ? bumpTimestamp(current, now) : current });
  }
  return stamped;
};

const tableOrder: Readonly<Record<PlannedTable, number>> = {
  django_site: 0,
  multisite_alias: 1,
  django_multisite_plus_site: 2,
  site_identity: 3,
};

/** Sites in the order of their ids, new ones last in the order in which they were made; of one site, table by table. */
const inOrder = (a: RowChange, b: RowChange): number => {
  const [siteA, siteB] = [siteIdOf(a), siteIdOf(b)];
  if (siteA !== siteB) {
    if (siteA > 0 !== siteB > 0) return siteA > 0 ? -1 : 1;
    return Math.abs(siteA) - Math.abs(siteB);
  }
  return tableOrder[a.table] - tableOrder[b.table];
};

/**
 * What is to be written to come from one set of rows to another, row by row; rows that are equal are not in it.
 *
 * @param after as an operation gives it: `lastUpdatedAt` in it is not looked at, since it is set here for all operations alike
 * @param now ISO 8601, the new `last_updated_at`
 */
export const diffRows = (before: SiteRows, after: SiteRows, now: string): readonly RowChange[] => {
  const sites = bothOf('django_site', before.tables.sites, after.tables.sites, byId);
  const aliases = bothOf('multisite_alias', before.tables.aliases, after.tables.aliases, byId);
  const plus = bothOf('django_multisite_plus_site', before.tables.plus, after.tables.plus, bySite);
  const identities = bothOf('site_identity', before.identities, after.identities, bySite);
  const changes: RowChange[] = [
    ...changed(...sites).map((change) => ({ table: 'django_site' as const, ...change })),
    ...changed(...aliases).map((change) => ({ table: 'multisite_alias' as const, ...change })),
    ...changed(plus[0], stampedRows(plus, sites, now)).map((change) => ({
      table: 'django_multisite_plus_site' as const,
      ...change,
    })),
    ...changed(...identities).map((change) => ({ table: 'site_identity' as const, ...change })),
  ];
  return changes.sort(inOrder);
};
