import { decodeCopyRows } from '../copy-text/decode-copy';
import { decoderFor, decodeText } from '../encodings';
import type { Rows } from '../entry';
import { insertedRows } from '../sql/insert-values';

/** A row by column; undefined where a value must be computed. */
export type Row = Readonly<Record<string, string | null | undefined>>;

export interface TableRows {
  readonly rows: readonly Row[];
  readonly rowCount: number;
  readonly sizeBytes: number;
}

const wholeBytes = 64 * 1024 * 1024;

const byColumn = (columns: readonly string[], values: readonly (string | null | undefined)[]): Row =>
  Object.fromEntries(columns.map((column, index) => [column, values[index]]));

/**
 * Reads a small table of the dump as values. Of a table that is larger than 64 MB the first rows are kept; all are counted.
 *
 * @param columns the table's own columns, for rows that name none
 */
export const readRows = async (
  entry: Rows,
  columns: readonly string[],
  signal: AbortSignal,
): Promise<TableRows> => {
  const opened = entry.open(signal);
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  for await (const part of opened.stream as AsyncIterable<Buffer>) {
    if (sizeBytes < wholeBytes) parts.push(part);
    sizeBytes += part.length;
  }
  const names = entry.columns ?? columns;
  const from = { encoding: entry.encoding, decode: decoderFor(entry.encoding) };
  const decode = (field: Buffer): string =>
    decodeText(field, from, `a row of ${entry.table}`, { schema: entry.schema, table: entry.table });
  const values =
    entry.form === 'copy'
      ? decodeCopyRows(Buffer.concat(parts), decode)
      : parts.flatMap((statement) => insertedRows(statement.toString('utf8')));
  return { rows: values.map((row) => byColumn(names, row)), rowCount: opened.rowCount(), sizeBytes };
};

/** Passes over rows, and counts them. */
export const countRows = async (entry: Rows, signal: AbortSignal) => {
  const opened = entry.open(signal);
  let sizeBytes = 0;
  for await (const part of opened.stream as AsyncIterable<Buffer>) sizeBytes += part.length;
  return { rowCount: opened.rowCount(), sizeBytes };
};
