import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { isIdle, type PlanWork, type TableWork, type TextRow, uniqueAtStake } from './table-work';

/** A statement with its parameters. */
interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

const textArrays = (rows: readonly TextRow[], places: readonly number[]): (string | null)[][] =>
  places.map((place) => rows.map(({ values }) => values[place] ?? null));

const keysOf = (rows: readonly TextRow[]): number[] => rows.map(({ key }) => key);

/** `$2::text[], $3::text[]`, one parameter a column after the keys. */
const parameters = (count: number): string =>
  Array.from({ length: count }, (_, index) => `, $${index + 2}::text[]`).join('');

const aliasesOf = (count: number): string =>
  Array.from({ length: count }, (_, index) => `, v${index}`).join('');

/** Writes the new values of updated rows; columns in which none differs are left alone, so their triggers stay quiet. */
const updatesOf = (work: TableWork): readonly Statement[] => {
  const { changed } = work;
  if (changed.length === 0) return [];
  const assignments = changed.map((place, index) => {
    const column = work.columns[place];
    return `${column?.name} = new.v${index}::${column?.type}`;
  });
  const rows = work.updates.map(({ after }) => after);
  const text = `update public.${work.table} as target set ${assignments.join(', ')}
     from unnest($1::bigint[]${parameters(changed.length)}) as new(key${aliasesOf(changed.length)})
     where target.${work.key} = new.key`;
  return [{ text, values: [keysOf(rows), ...textArrays(rows, changed)] }];
};

/** Inserts rows under the ids that they have, also into an identity column. */
const insertsOf = (work: TableWork): readonly Statement[] => {
  const { columns, inserts } = work;
  if (inserts.length === 0) return [];
  const values = columns.map(({ type }, index) => `v${index}::${type}`);
  const text = `insert into public.${work.table} (${[work.key, ...columns.map(({ name }) => name)].join(', ')})
     overriding system value
     select ${['key', ...values].join(', ')}
     from unnest($1::bigint[]${parameters(columns.length)}) as new(key${aliasesOf(columns.length)})`;
  const places = columns.map((_, index) => index);
  return [{ text, values: [keysOf(inserts), ...textArrays(inserts, places)] }];
};

const deletesOf = ({ table, key, deletes }: TableWork): readonly Statement[] =>
  deletes.length === 0
    ? []
    : [
        {
          text: `delete from public.${table} where ${key} = any ($1::bigint[])`,
          values: [keysOf(deletes)],
        },
      ];

/** The value of a row in unique columns, null where NULL is among them, which is equal to nothing. Collations may ignore case. */
const uniqueValue = ({ values }: TextRow, places: readonly number[]): string | null => {
  const [first = 0] = places;
  if (places.length === 1) return values[first]?.toLowerCase() ?? null;
  const parts = places.map((place) => values[place] ?? null);
  return parts.includes(null) ? null : JSON.stringify(parts).toLowerCase();
};

/**
 * Rows whose value in unique columns another row of the plan is to get: PostgreSQL checks uniqueness row by row, so these make
 * room first (multisite.md, trap 7). Few plans have any.
 */
const rowsInTheWay = (work: TableWork, places: readonly number[]): readonly TextRow[] => {
  const moved = work.updates.filter(({ before, after }) =>
    places.some((place) => before.values[place] !== after.values[place]),
  );
  const wanted = new Map<string, number>();
  const want = (row: TextRow): void => {
    const value = uniqueValue(row, places);
    if (value !== null) wanted.set(value, row.key);
  };
  for (const { after } of moved) want(after);
  for (const row of work.inserts) want(row);
  return [...moved.map(({ before }) => before), ...work.deletes].filter((row) => {
    const value = uniqueValue(row, places);
    const wantedBy = value === null ? undefined : wanted.get(value);
    return wantedBy !== undefined && wantedBy !== row.key;
  });
};

/** The first phase: values that nobody can have, in place of those that others are to get. */
const roomIn = (work: TableWork): readonly Statement[] =>
  uniqueAtStake(work).flatMap((places) => {
    const rows = rowsInTheWay(work, places);
    const column = work.columns[places[0] ?? 0];
    if (rows.length === 0 || column === undefined) return [];
    const isText = column.type === 'text';
    const text = `update public.${work.table} set ${column.name} = ${isText ? `$2::text || '.' || ${work.key}` : 'null'}
       where ${work.key} = any ($1::bigint[])`;
    return [{ text, values: isText ? [keysOf(rows), randomUUID()] : [keysOf(rows)] }];
  });

/**
 * Deletes before inserts, sites around what refers to them, and room made before anything is written: every order of the rows
 * works, whether constraints are checked at once or in the end.
 */
function* statementsOf({ sites, aliases, plus }: PlanWork): Generator<Statement> {
  const all = [sites, aliases, plus].filter((work) => !isIdle(work));
  yield* deletesOf(aliases);
  yield* deletesOf(plus);
  for (const work of all) yield* roomIn(work);
  yield* insertsOf(sites);
  for (const work of all) yield* updatesOf(work);
  yield* insertsOf(aliases);
  yield* insertsOf(plus);
  yield* deletesOf(sites);
}

/** Writes what a plan does. @param client in a transaction */
export const writeRows = async (client: ClientBase, work: PlanWork): Promise<void> => {
  for (const { text, values } of statementsOf(work)) await client.query(text, [...values]);
};
