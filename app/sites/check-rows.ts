import type { ClientBase } from 'pg';
import { AppError, plural } from '../contract';
import { type TableWork, type TextRow, uniqueAtStake } from './table-work';

const read = async (
  client: ClientBase,
  { table, key, columns }: TableWork,
  keys: readonly number[],
  lock: 'for update' | '',
): Promise<Map<number, readonly (string | null)[]>> => {
  // As bare columns: arrays would be taken apart character by character. A bare name behind "order by" would be the text.
  const { rows } = await client.query<(string | null)[]>({
    text: `select ${[...columns.map(({ name }) => name), key].map((name) => `${name}::text`).join(', ')}
     from public.${table} where ${key} = any ($1::bigint[]) order by ${table}.${key} ${lock}`,
    values: [keys],
    rowMode: 'array',
  });
  const found = new Map<number, readonly (string | null)[]>();
  for (const row of rows) found.set(Number(row[columns.length]), row);
  return found;
};

const staleError = (table: string, rows: readonly TextRow[]): AppError => {
  const siteIds = [...new Set(rows.map(({ siteId }) => siteId))].sort((a, b) => a - b);
  return new AppError(
    'plan-stale',
    `The plan no longer fits: ${table} changed since, for ${plural(siteIds.length, 'site')} ${siteIds.join(', ')}.`,
    { hint: 'Nothing was written. Compute the plan again.', data: { table, siteIds } },
  );
};

/**
 * Locks the rows that a plan changes or deletes, in the order of their keys, and compares each with what the plan saw. Of
 * `django_site` the rows that new rows refer to are locked too: they must be there, and stay.
 *
 * @param parents ids of such sites; none for the other tables
 * @throws AppError `plan-stale`, naming the sites
 */
export const lockAndCompare = async (
  client: ClientBase,
  work: TableWork,
  parents: ReadonlyMap<number, TextRow> = new Map(),
): Promise<void> => {
  const seen = [...work.updates.map(({ before }) => before), ...work.deletes];
  const keys = [...new Set([...seen.map(({ key }) => key), ...parents.keys()])];
  if (keys.length === 0) return;
  const found = await read(client, work, keys, 'for update');
  const changed = seen.filter(({ key, values }) => {
    const now = found.get(key);
    return now === undefined || values.some((value, place) => now[place] !== value);
  });
  const orphans = [...parents].flatMap(([siteId, row]) => (found.has(siteId) ? [] : [row]));
  if (changed.length + orphans.length > 0) throw staleError(work.table, [...changed, ...orphans]);
};

/** A table without its constraint takes two equal values without a word; Django would fail on them later. */
const requireUnique = async (
  client: ClientBase,
  work: TableWork,
  written: readonly TextRow[],
): Promise<void> => {
  for (const places of uniqueAtStake(work)) {
    const place = places.at(-1) ?? 0;
    const column = work.columns[place];
    if (column === undefined || written.length === 0) continue;
    const names = places.map((at) => `${work.columns[at]?.name}::text`);
    const { rows } = await client.query<{ value: (string | null)[] }>(
      `select array[${names.join(', ')}] as value from public.${work.table}
       where ${column.name} = any ($1::text[]::${column.type}[]) group by 1 having count(*) > 1`,
      [written.map(({ values }) => values[place])],
    );
    const doubled = new Set(rows.map(({ value }) => JSON.stringify(value)));
    const rivals = written.filter(({ values }) => {
      const value = places.map((at) => values[at] ?? null);
      return !value.includes(null) && doubled.has(JSON.stringify(value));
    });
    if (rivals.length > 0) throw staleError(work.table, rivals);
  }
};

/**
 * Compares what was written with what is there now: a trigger or rule of the database may have changed it, or dropped it in
 * silence. Timestamps may differ, since triggers that set them are common and do no harm.
 *
 * @throws AppError `plan-refused`, naming the sites; `plan-stale` for a value that another row has
 */
export const requireWritten = async (client: ClientBase, work: TableWork): Promise<void> => {
  const written = [...work.updates.map(({ after }) => after), ...work.inserts];
  const keys = [...written, ...work.deletes].map(({ key }) => key);
  if (keys.length === 0) return;
  await requireUnique(client, work, written);
  const found = await read(client, work, keys, '');
  const compared = work.columns.flatMap(({ name }, place) => (name === 'last_updated_at' ? [] : [place]));
  const differs = (row: TextRow): boolean => {
    const now = found.get(row.key);
    return now === undefined || compared.some((place) => now[place] !== row.values[place]);
  };
  const odd = [...written.filter(differs), ...work.deletes.filter(({ key }) => found.has(key))];
  if (odd.length === 0) return;
  const siteIds = [...new Set(odd.map(({ siteId }) => siteId))].sort((a, b) => a - b);
  throw new AppError(
    'plan-refused',
    `Something in the database changes what is written to ${work.table}, for ${plural(siteIds.length, 'site')} ${siteIds.join(', ')}.`,
    {
      hint: `Nothing was written. Look for triggers and rules on ${work.table}.`,
      data: { table: work.table, siteIds },
    },
  );
};
