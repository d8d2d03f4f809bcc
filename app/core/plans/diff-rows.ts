import { bumpTimestamp } from '../rewrite/bump-timestamp';
import type { PlusRow, SiteRow, SiteRows } from '../sites/rows';
import { type Changed, type PlannedTable, type RowChange, siteIdOf } from './row-change';

const indexed = <Row>(
  table: PlannedTable,
  rows: readonly Row[],
  keyOf: (row: Row) => number,
): Map<number, Row> => {
  const byKey = new Map<number, Row>();
  for (const row of rows) byKey.set(keyOf(row), row);
  if (byKey.size !== rows.length) throw new Error(`an operation gave two rows of ${table} one key`);
  return byKey;
};

const isSame = <Row extends object>(a: Row, b: Row): boolean => {
  if (a === b) return true;
  for (const column in a) if (a[column] !== b[column]) return false;
  return true;
};

const changed = <Table extends PlannedTable, Row extends object>(
  table: Table,
  [before, after]: readonly [ReadonlyMap<number, Row>, ReadonlyMap<number, Row>],
): ({ readonly table: Table } & Changed<Row>)[] => {
  const changes: ({ readonly table: Table } & Changed<Row>)[] = [];
  for (const [key, row] of after) {
    const old = before.get(key);
    if (old === undefined) changes.push({ table, row: 'insert', after: row });
    else if (!isSame(old, row)) changes.push({ table, row: 'update', before: old, after: row });
  }
  for (const [key, row] of before) if (!after.has(key)) changes.push({ table, row: 'delete', before: row });
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
    const lastUpdatedAt = isForVassal ? bumpTimestamp(current, now) : current;
    stamped.set(siteId, lastUpdatedAt === row.lastUpdatedAt ? row : { ...row, lastUpdatedAt });
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
    ...changed('django_site', sites),
    ...changed('multisite_alias', aliases),
    ...changed('django_multisite_plus_site', [plus[0], stampedRows(plus, sites, now)]),
    ...changed('site_identity', identities),
  ];
  return changes.sort(inOrder);
};
