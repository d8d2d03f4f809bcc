import type { Client, DatabaseError } from 'pg';
import { AppError, type FailedRows } from '../../contract';
import type { Definition } from '../entry';
import { quoteIdentifier } from '../sql/quote-identifier';
import { isDatabaseError } from './restore-error';
import { nameOf } from './restore-ledger';

/** The search for two rows is a courtesy: it takes no longer than this. */
const searchTimeoutMs = 5_000;
const mostRows = 5;
const mostColumns = 12;
const mostCharacters = 200;

interface Duplicate {
  /** Columns or expressions of the index, as PostgreSQL writes them. */
  readonly keys: string;
  readonly values: string;
}

/** `Key (sku)=(BK-20418) is duplicated.`, PostgreSQL's DETAIL of 23505 while an index is built (tuplesortvariants.c). */
const duplicateOf = ({ detail }: DatabaseError): Duplicate | null => {
  const found = /^Key \((.+?)\)=\((.*)\) is duplicated\.$/s.exec(detail ?? '');
  return found === null ? null : { keys: found[1] ?? '', values: found[2] ?? '' };
};

const shortened = (value: unknown): string | null => {
  if (value === null) return null;
  const text = String(value);
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}…`;
};

/** The rows that are in each other's way; null where they cannot be found in time. */
const duplicateRows = async (
  client: Client,
  { schema, table }: DatabaseError,
  { keys }: Duplicate,
): Promise<FailedRows | null> => {
  if (table === undefined) return null;
  const place = `${quoteIdentifier(schema ?? 'public')}.${quoteIdentifier(table)}`;
  const text = `SELECT * FROM ONLY ${place} WHERE (${keys}) IN (SELECT ${keys} FROM ONLY ${place} GROUP BY ${keys} HAVING count(*) > 1 LIMIT 1) LIMIT ${mostRows}`;
  try {
    await client.query(`ROLLBACK; BEGIN READ ONLY; SET LOCAL statement_timeout = ${searchTimeoutMs}`);
    const asText = { getTypeParser: () => (value: string) => value };
    const { fields, rows } = await client.query<unknown[]>({ text, rowMode: 'array', types: asText });
    await client.query('ROLLBACK');
    return {
      columns: fields.slice(0, mostColumns).map(({ name }) => name),
      rows: rows.map((row) => row.slice(0, mostColumns).map(shortened)),
    };
  } catch {
    // Keys may be an expression that cannot be asked for like this, or the connection is being closed: the failure itself is told in any case.
    return null;
  }
};

const sentence = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

interface Explanation {
  readonly title: string;
  readonly explanation: string | null;
}

const explain = (definition: Definition, cause: DatabaseError, duplicate: Duplicate | null): Explanation => {
  const table = cause.table ?? definition.table ?? definition.name;
  if (duplicate !== null) {
    const { keys, values } = duplicate;
    return {
      title: `Rows of ${table} have the same ${keys}`,
      explanation: `The dump says that ${keys} is unique in ${table}, but ${values} is in it more than once. The index on the server that it comes from is probably damaged: it let the second row in. Any other restore of this dump fails in the same place.`,
    };
  }
  if (cause.code === '23503')
    return { title: `Rows of ${table} point to rows that the dump does not hold`, explanation: null };
  return { title: `${sentence(nameOf(definition))} could not be made`, explanation: null };
};

/**
 * A failed definition with what people need to understand it: what it means, the statement, and the rows that are in its way.
 *
 * @param failure what `asRestoreError` made of it; anything else comes back as it is
 * @param cause PostgreSQL's own error
 */
export const explainFailure = async (
  client: Client,
  definition: Definition,
  failure: unknown,
  cause: unknown,
): Promise<unknown> => {
  if (!(failure instanceof AppError) || failure.code !== 'dump-statement-failed' || !isDatabaseError(cause))
    return failure;
  const duplicate = cause.code === '23505' ? duplicateOf(cause) : null;
  // A partial index concerns some rows only, and which ones is in its own words.
  const isPartial = /\sWHERE\s/i.test(definition.sql);
  const rows = duplicate === null || isPartial ? null : await duplicateRows(client, cause, duplicate);
  const canBeLeftOut = definition.section === 'post-data';
  return new AppError(failure.code, failure.message, {
    ...(failure.hint === null ? {} : { hint: failure.hint }),
    data: {
      ...failure.data,
      ...explain(definition, cause, duplicate),
      statement: definition.sql.trim().slice(0, 4_000),
      rows,
      canBeLeftOut,
    },
    cause,
  });
};
