import type { SiteChange } from '../../contract';
import type { AliasRow, PlusRow, SiteIdentity, SiteRow } from '../sites/rows';

/** A column of a row as PostgreSQL prints it. */
export interface Column<Row> {
  readonly column: SiteChange['column'];
  readonly textOf: (row: Row) => string | null;
}

const flag = (value: boolean | null): string | null => (value === null ? null : String(value));

/** All columns but the keys, in the order in which they are shown. */
export const columnsOf = {
  django_site: [
    { column: 'domain', textOf: (row) => row.domain },
    { column: 'name', textOf: (row) => row.name },
  ] satisfies Column<SiteRow>[],
  multisite_alias: [
    { column: 'domain', textOf: (row) => row.domain },
    { column: 'site_id', textOf: (row) => String(row.siteId) },
    { column: 'is_canonical', textOf: (row) => flag(row.isCanonical) },
    { column: 'redirect_to_canonical', textOf: (row) => flag(row.redirectToCanonical) },
  ] satisfies Column<AliasRow>[],
  django_multisite_plus_site: [
    { column: 'slug', textOf: (row) => row.slug },
    { column: 'real_domain', textOf: (row) => row.realDomain },
    { column: 'is_enabled', textOf: (row) => flag(row.isEnabled) },
    { column: 'extra_uwsgi_ini', textOf: (row) => row.extraUwsgiIni },
    { column: 'last_updated_at', textOf: (row) => row.lastUpdatedAt },
  ] satisfies Column<PlusRow>[],
  site_identity: [
    { column: 'slug', textOf: (row) => row.slug },
    { column: 'real_domain', textOf: (row) => row.realDomain },
  ] satisfies Column<SiteIdentity>[],
};

/** A cell with its two values. */
export type Cell = Pick<SiteChange, 'column' | 'from' | 'to'>;

/** The cells in which two rows differ; a row that is not there has nothing but nulls. */
export const differingCells = <Row>(
  columns: readonly Column<Row>[],
  before: Row | null,
  after: Row | null,
): Cell[] => {
  const cells: Cell[] = [];
  for (const { column, textOf } of columns) {
    const from = before === null ? null : textOf(before);
    const to = after === null ? null : textOf(after);
    if (from !== to) cells.push({ column, from, to });
  }
  return cells;
};
