import type { SiteRows } from '../sites/rows';
import { withGivenIds } from './given-ids';
import { type ChangeOf, changesIn, keyOf, type PlannedTable, type RowChange } from './row-change';

type RowIn<Table extends PlannedTable> = Extract<ChangeOf<Table>, { readonly row: 'insert' }>['after'];

/** Provisional ids of one table in the order in which the rows were made, each with the id that follows the table's largest. */
const nextIds = (
  changes: readonly RowChange[],
  table: 'django_site' | 'multisite_alias',
  rows: readonly { readonly id: number }[] | null,
): Map<number, number> => {
  const inserted = changes.filter((change) => change.table === table && change.row === 'insert').map(keyOf);
  const largest = [...(rows ?? []).map(({ id }) => id), ...inserted].reduce((a, b) => Math.max(a, b), 0);
  const provisional = inserted.filter((id) => id < 0).sort((a, b) => b - a);
  return new Map(provisional.map((id, index) => [id, largest + index + 1]));
};

const replaceRows = <Table extends PlannedTable>(
  changes: readonly RowChange[],
  table: Table,
  rows: readonly RowIn<Table>[],
  rowKey: (row: RowIn<Table>) => number,
): RowIn<Table>[] => {
  const byKey = new Map(rows.map((row) => [rowKey(row), row]));
  for (const change of changesIn(changes, table)) {
    if (change.row === 'delete') byKey.delete(keyOf(change));
    else byKey.set(keyOf(change), change.after as RowIn<Table>);
  }
  return [...byKey.values()];
};

const byId = (row: { readonly id: number }): number => row.id;
const bySite = (row: { readonly siteId: number }): number => row.siteId;

/**
 * The rows as a plan leaves them, without a database. New rows get the ids that follow the largest, in the order in which the
 * operation made them, which is what a sequence that is in order gives.
 */
export const rowsAfter = (rows: SiteRows, planned: readonly RowChange[]): SiteRows => {
  const { tables, identities } = rows;
  const changes = withGivenIds(planned, {
    sites: nextIds(planned, 'django_site', tables.sites),
    aliases: nextIds(planned, 'multisite_alias', tables.aliases),
  });
  return {
    tables: {
      sites: tables.sites && replaceRows(changes, 'django_site', tables.sites, byId),
      aliases: tables.aliases && replaceRows(changes, 'multisite_alias', tables.aliases, byId),
      plus: tables.plus && replaceRows(changes, 'django_multisite_plus_site', tables.plus, bySite),
    },
    identities: replaceRows(changes, 'site_identity', identities, bySite),
  };
};
