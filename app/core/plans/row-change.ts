import type { AliasRow, PlusRow, SiteIdentity, SiteRow } from '../sites/rows';
import { type Cell, columnsOf, differingCells } from './row-columns';

/** The tables that site plans change, by the name that is shown; `site_identity` is the catalog's (no plus table). */
interface RowOf {
  readonly django_site: SiteRow;
  readonly multisite_alias: AliasRow;
  readonly django_multisite_plus_site: PlusRow;
  readonly site_identity: SiteIdentity;
}
export type PlannedTable = keyof RowOf;

/** What happens to one row, with the whole row before and after: enough to check, to apply and to take back. */
export type Changed<Row> =
  | { readonly row: 'update'; readonly before: Row; readonly after: Row }
  | { readonly row: 'insert'; readonly after: Row }
  | { readonly row: 'delete'; readonly before: Row };

/** One changed row of a plan. An inserted row may have a negative id: its own is given when the plan is applied. */
export type RowChange = {
  readonly [Table in PlannedTable]: { readonly table: Table } & Changed<RowOf[Table]>;
}[PlannedTable];

/** The changes of one table. */
export type ChangeOf<Table extends PlannedTable> = RowChange & { readonly table: Table };

/** The changes of one table, of a whole plan. */
export const changesIn = <Table extends PlannedTable>(
  changes: readonly RowChange[],
  table: Table,
): readonly ChangeOf<Table>[] =>
  changes.filter((change): change is ChangeOf<Table> => change.table === table);

/** The row before, null for one that is inserted. */
export const beforeOf = <Row>(change: Changed<Row>): Row | null =>
  change.row === 'insert' ? null : change.before;

/** The row after, null for one that is deleted. */
export const afterOf = <Row>(change: Changed<Row>): Row | null =>
  change.row === 'delete' ? null : change.after;

/** The site that a changed row belongs to (after the change, where it moves); negative: one that the plan inserts. */
export const siteIdOf = (change: RowChange): number => {
  if (change.table === 'django_site') return keyOf(change);
  return (change.row === 'delete' ? change.before : change.after).siteId;
};

/** The key of a changed row in its table; negative: given when the plan is applied. */
export const keyOf = (change: RowChange): number => {
  const row = change.row === 'delete' ? change.before : change.after;
  return 'id' in row ? row.id : row.siteId;
};

/** The cells of a changed row that differ. */
export const cellsOf = (change: RowChange): Cell[] => {
  switch (change.table) {
    case 'django_site':
      return differingCells(columnsOf[change.table], beforeOf(change), afterOf(change));
    case 'multisite_alias':
      return differingCells(columnsOf[change.table], beforeOf(change), afterOf(change));
    case 'django_multisite_plus_site':
      return differingCells(columnsOf[change.table], beforeOf(change), afterOf(change));
    case 'site_identity':
      return differingCells(columnsOf[change.table], beforeOf(change), afterOf(change));
    default:
      return change satisfies never;
  }
};
