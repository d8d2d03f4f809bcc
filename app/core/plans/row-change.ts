import type { AliasRow, PlusRow, SiteIdentity, SiteRow } from '../sites/rows';

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

/** The site that a changed row belongs to; negative: one that the plan inserts. */
export const siteIdOf = (change: RowChange): number => {
  if (change.table === 'django_site') return (change.row === 'delete' ? change.before : change.after).id;
  return (change.row === 'delete' ? change.before : change.after).siteId;
};
