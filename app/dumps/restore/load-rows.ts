import type { Client } from 'pg';
import { AppError } from '../../contract';
import type { RowStream, Rows } from '../entry';
import { quoteIdentifier } from '../sql/quote-identifier';
import { copyIn } from './copy-in';
import { tableKey } from './restore-ledger';

export interface LoadRequest {
  readonly rows: Rows;
  /** TRUNCATE and FREEZE in the same transaction: see `mayTruncate`. */
  readonly isFresh: boolean;
  readonly onBytes: (count: number) => void;
  /** Told of the rows once they are open, to be counted from outside. */
  readonly onOpen: (opened: RowStream) => void;
  readonly signal: AbortSignal;
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const nameOfTable = ({ schema, table }: Rows): string =>
  `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;

/** A table without columns has an empty list in the dump, which COPY does not take. */
const copySql = (rows: Rows, isFresh: boolean): string => {
  const columns =
    rows.columns === null || rows.columns.length === 0
      ? ''
      : ` (${rows.columns.map(quoteIdentifier).join(', ')})`;
  const options = [`ENCODING ${literal(rows.encoding)}`, ...(isFresh ? ['FREEZE'] : [])];
  return `COPY ${nameOfTable(rows)}${columns} FROM STDIN (${options.join(', ')})`;
};

/** Runs the dump's INSERT statements, which the reader has merged into large ones. */
const insertAll = async (
  client: Client,
  opened: RowStream,
  { onBytes, signal }: LoadRequest,
): Promise<number> => {
  let inserted = 0;
  for await (const statements of opened.stream) {
    signal.throwIfAborted();
    const sql = String(statements);
    const result: unknown = await client.query(sql);
    inserted += countOf(result);
    onBytes(sql.length);
  }
  return inserted;
};

/** The driver gives one result for one statement, a list for several. */
const countOf = (result: unknown): number => {
  if (Array.isArray(result)) return result.reduce<number>((sum, one) => sum + countOf(one), 0);
  const isCount = typeof result === 'object' && result !== null && 'rowCount' in result;
  return isCount && typeof result.rowCount === 'number' ? result.rowCount : 0;
};

const rowsMissing = (rows: Rows, taken: number, held: number): AppError =>
  new AppError(
    'dump-rows-missing',
    `The dump holds ${held} rows of ${tableKey(rows.schema, rows.table)}, but PostgreSQL took ${taken}.`,
    {
      hint: 'A trigger or a rule of the dump may have kept rows out.',
      data: { schema: rows.schema, table: rows.table, rowsInDump: held, rowsImported: taken },
    },
  );

/**
 * Loads the rows of one table in one transaction.
 *
 * @returns how many rows PostgreSQL took, which is how many the dump holds
 * @throws AppError `dump-rows-missing` when the two differ; PostgreSQL's own errors; what the rows' stream throws
 */
export const loadRows = async (client: Client, request: LoadRequest): Promise<number> => {
  const { rows, isFresh, onBytes, onOpen, signal } = request;
  const opened = rows.open(signal);
  onOpen(opened);
  await client.query(isFresh ? `BEGIN; TRUNCATE ONLY ${nameOfTable(rows)}` : 'BEGIN');
  const taken =
    rows.form === 'insert'
      ? await insertAll(client, opened, request)
      : await copyIn(client, copySql(rows, isFresh), { rows: opened, onBytes, signal });
  if (taken !== opened.rowCount()) throw rowsMissing(rows, taken, opened.rowCount());
  await client.query('COMMIT');
  return taken;
};

/** Reads rows that have nowhere to go: a sequential dump goes on behind them, and the report counts them. */
export const drainRows = async (rows: Rows, signal: AbortSignal): Promise<number> => {
  const opened = rows.open(signal);
  for await (const _ of opened.stream) signal.throwIfAborted();
  return opened.rowCount();
};
