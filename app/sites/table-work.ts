import { type Changed, changesIn, type RowChange } from '../core/plans/row-change';
import { type Column, columnsOf } from '../core/plans/row-columns';
import type { siteTableNames } from './site-shape';

/** A table of the project's database that plans write to. */
export type WrittenTable = (typeof siteTableNames)[number];

/** A row as text, in the order of its table's columns: PostgreSQL reads and prints every type, so nothing is lost on the way. */
export interface TextRow {
  readonly key: number;
  readonly siteId: number;
  readonly values: readonly (string | null)[];
}

/** What a plan does to one table. */
export interface TableWork {
  readonly table: WrittenTable;
  readonly key: 'id' | 'site_id';
  /** All but the key. Fixed text, never from a plan, since it becomes SQL. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Sets of columns, by their place, whose values are unique together. */
  readonly unique: readonly (readonly number[])[];
  readonly updates: readonly { readonly before: TextRow; readonly after: TextRow }[];
  readonly inserts: readonly TextRow[];
  readonly deletes: readonly TextRow[];
  /** The columns in which any updated row differs, by their place. */
  readonly changed: readonly number[];
}

const types = {
  domain: 'text',
  name: 'text',
  slug: 'text',
  real_domain: 'text',
  is_enabled: 'boolean',
  extra_uwsgi_ini: 'text',
  last_updated_at: 'timestamptz',
  is_canonical: 'boolean',
  redirect_to_canonical: 'boolean',
  site_id: 'bigint',
} as const;

const uniqueColumns = {
  django_site: [['domain']],
  multisite_alias: [['domain'], ['is_canonical', 'site_id']],
  django_multisite_plus_site: [['slug']],
} as const;

const workOn = <Row>(
  table: WrittenTable,
  key: TableWork['key'],
  columns: readonly Column<Row>[],
  changes: readonly Changed<Row>[],
  idsOf: (row: Row) => Pick<TextRow, 'key' | 'siteId'>,
): TableWork => {
  const text = (row: Row): TextRow => {
    const { key: rowKey, siteId } = idsOf(row);
    return { key: rowKey, siteId, values: columns.map(({ textOf }) => textOf(row)) };
  };
  const updates = changes.flatMap((change) =>
    change.row === 'update' ? [{ before: text(change.before), after: text(change.after) }] : [],
  );
  return {
    table,
    key,
    columns: columns.map(({ column }) => ({ name: column, type: types[column] })),
    unique: uniqueColumns[table].map((names) =>
      names.map((name) => columns.findIndex(({ column }) => column === name)),
    ),
    updates,
    inserts: changes.flatMap((change) => (change.row === 'insert' ? [text(change.after)] : [])),
    deletes: changes.flatMap((change) => (change.row === 'delete' ? [text(change.before)] : [])),
    changed: columns.flatMap((_, place) =>
      updates.some(({ before, after }) => before.values[place] !== after.values[place]) ? [place] : [],
    ),
  };
};

/** The work of a plan on the tables of the project's database, in the order in which rows are locked. */
export interface PlanWork {
  readonly sites: TableWork;
  readonly aliases: TableWork;
  readonly plus: TableWork;
}

/** @param changes their new rows already with the ids that they get */
export const workOf = (changes: readonly RowChange[]): PlanWork => ({
  sites: workOn('django_site', 'id', columnsOf.django_site, changesIn(changes, 'django_site'), ({ id }) => ({
    key: id,
    siteId: id,
  })),
  aliases: workOn(
    'multisite_alias',
    'id',
    columnsOf.multisite_alias,
    changesIn(changes, 'multisite_alias'),
    ({ id, siteId }) => ({ key: id, siteId }),
  ),
  plus: workOn(
    'django_multisite_plus_site',
    'site_id',
    columnsOf.django_multisite_plus_site,
    changesIn(changes, 'django_multisite_plus_site'),
    ({ siteId }) => ({ key: siteId, siteId }),
  ),
});

/** The sets of unique columns in which two rows can only be equal because of the plan: it gives one of them a value there. */
export const uniqueAtStake = (work: TableWork): TableWork['unique'] => {
  if (work.inserts.length > 0) return work.unique;
  return work.unique.filter((places) => places.some((place) => work.changed.includes(place)));
};

/** Whether a plan writes anything to a table. */
export const isIdle = ({ updates, inserts, deletes }: TableWork): boolean =>
  updates.length + inserts.length + deletes.length === 0;
