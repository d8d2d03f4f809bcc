import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { changedPlaces, type TableWork, type TextRow, uniqueAtStake } from './table-work';

const textArrays = (rows: readonly TextRow[], places: readonly number[]): (string | null)[][] =>
  places.map((place) => rows.map(({ values }) => values[place] ?? null));

/** `$2::text[], $3::text[]`, one parameter a column after the keys. */
const parameters = (count: number): string =>
  Array.from({ length: count }, (_, index) => `, $${index + 2}::text[]`).join('');

const aliasesOf = (count: number): string =>
  Array.from({ length: count }, (_, index) => `, v${index}`).join('');

/** Writes the new values of updated rows; columns in which none differs are left alone, so their triggers stay quiet. */
export const updateRows = async (client: ClientBase, work: TableWork): Promise<void> => {
  const places = changedPlaces(work);
  if (places.length === 0) return;
  const assignments = places.map((place, index) => {
    const column = work.columns[place];
    return `${column?.name} = new.v${index}::${column?.type}`;
  });
  const rows = work.updates.map(({ after }) => after);
  await client.query(
    `update public.${work.table} as target set ${assignments.join(', ')}
     from unnest($1::bigint[]${parameters(places.length)}) as new(key${aliasesOf(places.length)})
     where target.${work.key} = new.key`,
    [rows.map(({ key }) => key), ...textArrays(rows, places)],
  );
};

/** Inserts rows under the ids that they have, also into an identity column. */
export const insertRows = async (client: ClientBase, work: TableWork): Promise<void> => {
  if (work.inserts.length === 0) return;
  const { columns, inserts } = work;
  const values = columns.map(({ type }, index) => `v${index}::${type}`);
  await client.query(
    `insert into public.${work.table} (${[work.key, ...columns.map(({ name }) => name)].join(', ')})
     overriding system value
     select ${['key', ...values].join(', ')}
     from unnest($1::bigint[]${parameters(columns.length)}) as new(key${aliasesOf(columns.length)})`,
    [
      inserts.map(({ key }) => key),
      ...textArrays(
        inserts,
        columns.map((_, index) => index),
      ),
    ],
  );
};

export const deleteRows = async (client: ClientBase, work: TableWork): Promise<void> => {
  if (work.deletes.length === 0) return;
  await client.query(`delete from public.${work.table} where ${work.key} = any ($1::bigint[])`, [
    work.deletes.map(({ key }) => key),
  ]);
};

/** The value of a row in unique columns, null where NULL is among them, which is equal to nothing. Collations may ignore case. */
const uniqueValue = ({ values }: TextRow, places: readonly number[]): string | null => {
  const parts = places.map((place) => values[place] ?? null);
  return parts.includes(null) ? null : JSON.stringify(parts).toLowerCase();
};

/**
 * Rows whose value in unique columns another row of the plan is to get: PostgreSQL checks uniqueness row by row, so these make
 * room first (multisite.md, trap 7). Few plans have any.
 */
const rowsInTheWay = (work: TableWork, places: readonly number[]): readonly TextRow[] => {
  const wanted = new Map<string, number>();
  for (const row of [...work.updates.map(({ after }) => after), ...work.inserts]) {
    const value = uniqueValue(row, places);
    if (value !== null) wanted.set(value, row.key);
  }
  return [...work.updates.map(({ before }) => before), ...work.deletes].filter((row) => {
    const value = uniqueValue(row, places);
    const wantedBy = value === null ? undefined : wanted.get(value);
    return wantedBy !== undefined && wantedBy !== row.key;
  });
};

/** The first phase: values that nobody can have, in place of those that others are to get. */
export const makeRoom = async (client: ClientBase, work: TableWork): Promise<void> => {
  for (const places of uniqueAtStake(work)) {
    const rows = rowsInTheWay(work, places);
    const column = work.columns[places[0] ?? 0];
    if (rows.length === 0 || column === undefined) continue;
    const isText = column.type === 'text';
    const keys = rows.map(({ key }) => key);
    await client.query(
      `update public.${work.table} set ${column.name} = ${isText ? `$2::text || '.' || ${work.key}` : 'null'}
       where ${work.key} = any ($1::bigint[])`,
      isText ? [keys, randomUUID()] : [keys],
    );
  }
};
