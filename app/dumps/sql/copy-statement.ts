import { AppError } from '../../contract';
import { firstTokens } from './sql-tokens';
import { type QualifiedName, TokenCursor } from './token-cursor';

export interface CopyStatement {
  readonly table: QualifiedName;
  /** Null: all columns, in the table's order. */
  readonly columns: readonly string[] | null;
  /** PG 11 and older: the first field of each row is the row's OID. */
  readonly hasOids: boolean;
}

/** More tokens than a COPY of a table with the most columns (1,600) can have. */
const tokenLimit = 4000;

/**
 * What a COPY statement is about.
 *
 * @returns null for one that reads no rows from the dump: COPY TO, COPY FROM 'file', COPY (query)
 * @throws AppError `dump-runs-programs` for FROM PROGRAM and TO PROGRAM; `dump-format-unsupported` for another format
 * than COPY's own text format, which is what pg_dump writes
 */
export const parseCopyStatement = (sql: string): CopyStatement | null => {
  const cursor = new TokenCursor(firstTokens(sql, tokenLimit));
  cursor.accept('copy');
  cursor.accept('binary');
  const table = cursor.qualifiedName();
  const columns = table === null ? null : cursor.nameList();
  const hasOids = cursor.accept('with', 'oids');
  const isFrom = cursor.passUntil('from');
  const target = isFrom ? cursor.take() : null;
  if (target?.value === 'program' || / to\s+program\b/i.test(sql)) {
    throw new AppError('dump-runs-programs', `The dump would run a program: ${sql.slice(0, 200)}`, {
      hint: 'A dump of pg_dump never does this. Do not trust this file.',
      data: { statement: sql.slice(0, 1000) },
    });
  }
  if (table === null || target?.kind !== 'word' || target.value !== 'stdin') return null;
  if (cursor.next !== null && !cursor.sees(';')) {
    throw new AppError(
      'dump-format-unsupported',
      `Rows of ${table.name} are in another format than COPY's text format: ${sql.slice(0, 200)}`,
      {
        hint: 'Make the dump with pg_dump.',
        data: { statement: sql.slice(0, 1000) },
      },
    );
  }
  return { table, columns, hasOids };
};
