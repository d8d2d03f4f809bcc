import { AppError, type SiteChange } from '../../contract';
import type { AliasRow, PlusRow, SiteIdentity, SiteRow, SiteRows } from '../sites/rows';
import { siteLabel } from '../sites/site-groups';
import { findBrokenKeys } from './broken-keys';
import { diffRows } from './diff-rows';
import type { SiteOperation } from './operation';
import { afterOf, beforeOf, type Changed, changesIn, type PlannedTable, type RowChange } from './row-change';
import { type Column, columnsOf, differingCells } from './row-columns';

/** A plan that was applied, its rows with the ids that they got. */
export interface AppliedPlan {
  readonly title: string;
  readonly changes: readonly RowChange[];
}

/** A cell that is not as the plan left it. */
type StaleCell = Pick<SiteChange, 'table' | 'id' | 'siteId' | 'column'> & {
  readonly expected: string | null;
  readonly found: string | null;
};

interface Kind<Row> {
  readonly table: PlannedTable;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => number;
  readonly siteOf: (row: Row) => number;
}

const bySite = ({ siteId }: { readonly siteId: number }): number => siteId;
const byId = ({ id }: { readonly id: number }): number => id;
const sites: Kind<SiteRow> = {
  table: 'django_site',
  columns: columnsOf.django_site,
  keyOf: byId,
  siteOf: byId,
};
const aliases: Kind<AliasRow> = {
  table: 'multisite_alias',
  columns: columnsOf.multisite_alias,
  keyOf: byId,
  siteOf: bySite,
};
const plus: Kind<PlusRow> = {
  table: 'django_multisite_plus_site',
  columns: columnsOf.django_multisite_plus_site,
  keyOf: bySite,
  siteOf: bySite,
};
const identities: Kind<SiteIdentity> = {
  table: 'site_identity',
  columns: columnsOf.site_identity,
  keyOf: bySite,
  siteOf: bySite,
};

/** The cells of a row that are not as the plan left them. Timestamps move by every plan, and by the project's own programs. */
const staleCells = <Row>(kind: Kind<Row>, change: Changed<Row>, found: Row | null): StaleCell[] => {
  const row = found ?? (change.row === 'delete' ? change.before : change.after);
  return differingCells(kind.columns, afterOf(change), found)
    .filter(({ column }) => column !== 'last_updated_at')
    .map(({ column, from, to }) => ({
      table: kind.table,
      id: kind.keyOf(row),
      siteId: kind.siteOf(row),
      column,
      expected: from,
      found: to,
    }));
};

/** The rows of one table with the changes taken back; every cell that stands in the way is added to `stale`. */
const takeBack = <Row>(
  kind: Kind<Row>,
  rows: readonly Row[],
  changes: readonly Changed<Row>[],
  stale: StaleCell[],
): readonly Row[] => {
  if (changes.length === 0) return rows;
  const byKey = new Map(rows.map((row) => [kind.keyOf(row), row]));
  for (const change of changes) {
    const before = beforeOf(change);
    const key = kind.keyOf(change.row === 'delete' ? change.before : change.after);
    stale.push(...staleCells(kind, change, byKey.get(key) ?? null));
    if (before === null) byKey.delete(key);
    else byKey.set(key, before);
  }
  return [...byKey.values()];
};

const namedCells = 3;

const quoted = (value: string | null): string => (value === null ? 'nothing' : `"${value}"`);

const staleError = (title: string, stale: readonly StaleCell[], siteRows: readonly SiteRow[]): AppError => {
  const labelOf = (id: number): string =>
    siteLabel(siteRows.find((row) => row.id === id) ?? { id, domain: '', name: '' });
  const named = stale
    .slice(0, namedCells)
    .map(
      ({ siteId, column, expected, found }) =>
        `${column} of ${labelOf(siteId)} is ${quoted(found)}, and was left as ${quoted(expected)}`,
    );
  const more = stale.length > namedCells ? `; and ${stale.length - namedCells} more` : '';
  return new AppError(
    'plan-stale',
    `“${title}” cannot be undone, since its rows changed afterwards: ${named.join('; ')}${more}.`,
    {
      hint: 'Nothing was written. Put those values back, or go on from here.',
      data: { changed: stale.slice(0, 100) },
    },
  );
};

/**
 * Takes an applied plan back: every row becomes what it was, inserted rows go, deleted ones come back with their ids.
 *
 * The operation throws `plan-stale`, naming what changed, where a row is no longer as the plan left it, or where somebody has
 * taken a domain, slug or alias since that would have to come back. `last_updated_at` is not looked at; it grows again.
 */
export const undoSites =
  (plan: AppliedPlan): SiteOperation =>
  (input) => {
    const { tables } = input;
    const gone = plan.changes.find(
      ({ table }) =>
        (table === 'django_site' && tables.sites === null) ||
        (table === 'multisite_alias' && tables.aliases === null) ||
        (table === 'django_multisite_plus_site' && tables.plus === null),
    );
    if (gone !== undefined)
      throw new AppError('plan-stale', `“${plan.title}” cannot be undone: the table ${gone.table} is gone.`);
    const stale: StaleCell[] = [];
    const of = <Row>(kind: Kind<Row>, rows: readonly Row[] | null, changes: readonly Changed<Row>[]) =>
      rows && takeBack(kind, rows, changes, stale);
    const after: SiteRows = {
      tables: {
        sites: of(sites, tables.sites, changesIn(plan.changes, 'django_site')),
        aliases: of(aliases, tables.aliases, changesIn(plan.changes, 'multisite_alias')),
        plus: of(plus, tables.plus, changesIn(plan.changes, 'django_multisite_plus_site')),
      },
      identities: takeBack(identities, input.identities, changesIn(plan.changes, 'site_identity'), stale),
    };
    if (stale.length > 0) throw staleError(plan.title, stale, tables.sites ?? []);
    const [broken] = findBrokenKeys(after, diffRows(input, after, input.now));
    if (broken !== undefined)
      throw new AppError('plan-stale', `“${plan.title}” cannot be undone: ${broken.message}`, {
        hint: 'Nothing was written. Free what is taken, or go on from here.',
        data: { siteId: broken.siteId },
      });
    return { after, problems: [], title: `Undo: ${plan.title}` };
  };
