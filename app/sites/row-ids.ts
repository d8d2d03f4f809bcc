import type { ClientBase } from 'pg';

/** The tables whose rows have an id of their own. */
type TableWithIds = 'django_site' | 'multisite_alias';

/**
 * The sequence that an INSERT takes its id from: the identity's own, or the one that the column's default calls.
 * `pg_get_serial_sequence` also names a sequence that the column merely owns.
 */
const sequenceQuery = `
  select d.objid::regclass::text as name
  from pg_attribute a
  join pg_depend d on d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
                  and d.refobjid = a.attrelid and d.refobjsubid = a.attnum and d.deptype = 'i'
  where a.attrelid = $1::regclass and a.attname = 'id' and a.attidentity <> ''
  union all
  select d.refobjid::regclass::text
  from pg_attrdef f
  join pg_attribute a on a.attrelid = f.adrelid and a.attnum = f.adnum and a.attname = 'id'
  join pg_depend d on d.classid = 'pg_attrdef'::regclass and d.objid = f.oid and d.refclassid = 'pg_class'::regclass
  join pg_class c on c.oid = d.refobjid and c.relkind = 'S'
  where f.adrelid = $1::regclass`;

const sequenceOf = async (client: ClientBase, table: TableWithIds): Promise<string | null> => {
  const { rows } = await client.query<{ name: string }>(sequenceQuery, [`public.${table}`]);
  return rows[0]?.name ?? null;
};

const setPastLargest = (client: ClientBase, table: TableWithIds, sequence: string, pastId: number) =>
  client.query(
    `select setval($1::regclass, largest.id)
     from (select greatest(max(id), nullif($2::bigint, 0)) as id from public.${table}) largest
     where largest.id > coalesce(pg_sequence_last_value($1::regclass), 0)`,
    [sequence, pastId],
  );

/**
 * Sets the sequence of a table past its largest id, since explicit ids do not move it (multisite.md, trap 4). Nothing to do for a
 * table without one.
 *
 * @param client in the transaction that inserted the rows
 */
export const advanceSequence = async (client: ClientBase, table: TableWithIds): Promise<void> => {
  const sequence = await sequenceOf(client, table);
  if (sequence !== null) await setPastLargest(client, table, sequence, 0);
};

/**
 * Takes new ids for rows of a table. The sequence is set past the largest id first, also past those that are to be inserted; a
 * table without any sequence gets the ids that follow.
 *
 * @param client in the transaction that inserts the rows
 * @param count 1 or more
 * @param pastId the largest explicit id among the rows that are about to be inserted; 0 where there is none
 */
export const nextIds = async (
  client: ClientBase,
  table: TableWithIds,
  count: number,
  pastId: number,
): Promise<readonly number[]> => {
  const sequence = await sequenceOf(client, table);
  if (sequence === null) {
    const { rows } = await client.query<{ id: string }>(
      `select (greatest(max(id), $2::bigint) + numbers.n)::text as id
       from generate_series(1, $1::int) as numbers(n) left join public.${table} on true
       group by numbers.n order by numbers.n`,
      [count, pastId],
    );
    return rows.map(({ id }) => Number(id));
  }
  await setPastLargest(client, table, sequence, pastId);
  const { rows } = await client.query<{ id: string }>(
    'select nextval($1::regclass)::text as id from generate_series(1, $2::int)',
    [sequence, count],
  );
  return rows.map(({ id }) => Number(id));
};
