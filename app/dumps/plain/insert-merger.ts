import { firstTokens } from '../sql/sql-tokens';
import { type QualifiedName, TokenCursor } from '../sql/token-cursor';
import type { StatementPiece } from './plain-lexer';

/** 500,000 single INSERTs took 162 s; merged up to these sizes 8.9 s (dumps.md). */
const mostRows = 1000;
const mostBytes = 1024 * 1024;
/** More than the longest list of columns takes: 1,600 names of 63 bytes. */
const longestHeadBytes = 256 * 1024;

/** The parts of `INSERT INTO t (a, b) VALUES (1, 2), (3, 4) ON CONFLICT DO NOTHING;`. */
export interface InsertStatement {
  readonly table: QualifiedName;
  readonly columns: readonly string[] | null;
  /** Up to and with VALUES. */
  readonly head: Buffer;
  /** From behind the last tuple. */
  readonly tail: string;
  readonly tuples: Buffer;
  readonly rowCount: number;
}

const identifier = String.raw`(?:"(?:[^"]|"")*"|[A-Za-z_\u0080-\u00ff][\w$\u0080-\u00ff]*)`;
const headPattern = new RegExp(
  String.raw`^INSERT\s+INTO\s+${identifier}(?:\s*\.\s*${identifier}){0,2}(\s*\((?:\s*${identifier}\s*,?)*\))?(?:\s+OVERRIDING\s+(?:SYSTEM|USER)\s+VALUE)?\s*VALUES\s*(?=\()`,
  'i',
);
const defaultPattern = new RegExp(
  String.raw`^INSERT\s+INTO\s+${identifier}(?:\s*\.\s*${identifier}){0,2}\s+DEFAULT\s+VALUES\s*;$`,
  'i',
);
const tailPattern = /^\s*(?:ON\s+CONFLICT\s+DO\s+NOTHING\s*)?;$/i;

const readTarget = (head: string) => {
  const cursor = new TokenCursor(firstTokens(head, 4000));
  cursor.accept('insert', 'into');
  const table = cursor.qualifiedName();
  return table === null ? null : { table, columns: cursor.sees('(') ? cursor.nameList() : null };
};

/** Whether a statement begins with INSERT: cheap, for the thousands that do. */
export const isInsert = ({ bytes }: StatementPiece): boolean =>
  ((bytes[0] ?? 0) | 32) === 105 && bytes.toString('latin1', 0, 6).toLowerCase() === 'insert';

/**
 * Takes an INSERT apart.
 *
 * @param last the INSERT before it, whose head it most often shares
 * @param decode the dump's encoding
 * @returns null when it is not of the form that pg_dump writes: rows as VALUES
 */
export const parseInsert = (
  piece: StatementPiece,
  last: InsertStatement | null,
  decode: (bytes: Buffer) => string,
): InsertStatement | null => {
  const { bytes, groupCount, lastGroupEnd, lastGroupWordAt } = piece;
  const isPlain = lastGroupEnd === bytes.length - 1;
  const tail = isPlain ? ';' : bytes.toString('latin1', lastGroupEnd);
  if (!isPlain && !tailPattern.test(tail)) return parseDefault(bytes, decode);
  const lists = last === null || last.columns === null ? 0 : 1;
  if (last !== null && last.tuples.length > 0 && bytes.subarray(0, last.head.length).equals(last.head)) {
    const tuples = bytes.subarray(last.head.length, lastGroupEnd);
    if (tuples[0] === 40 && lastGroupWordAt < last.head.length)
      return { ...last, tail, tuples, rowCount: groupCount - lists };
  }
  const match = headPattern.exec(bytes.toString('latin1', 0, Math.min(bytes.length, longestHeadBytes)));
  // Another word between the tuples begins a clause, such as RETURNING (id).
  if (match === null || lastGroupWordAt >= match[0].length) return null;
  const head = bytes.subarray(0, match[0].length);
  const target = readTarget(decode(head));
  if (target === null) return null;
  const rowCount = groupCount - (match[1] === undefined ? 0 : 1);
  return { ...target, head, tail, tuples: bytes.subarray(head.length, lastGroupEnd), rowCount };
};

const parseDefault = (bytes: Buffer, decode: (bytes: Buffer) => string): InsertStatement | null => {
  if (!defaultPattern.test(bytes.toString('latin1', 0, Math.min(bytes.length, longestHeadBytes))))
    return null;
  const target = readTarget(decode(bytes));
  const head = bytes.subarray(0, -1);
  return target === null
    ? null
    : { ...target, columns: null, head, tail: ';', tuples: Buffer.alloc(0), rowCount: 1 };
};

/** Whether two INSERTs may become one run: the same table, columns and clauses. */
export const belongTogether = (one: InsertStatement, other: InsertStatement): boolean =>
  one.head === other.head || one.head.equals(other.head);

/** Joins the tuples of INSERTs of one run into fewer, longer statements. */
export class InsertMerger {
  readonly #parts: Buffer[] = [];
  #tail = ';';
  #bytes = 0;
  #rows = 0;
  #rowCount = 0;

  /** Tuples that were handed over so far. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /** Adds an INSERT; returns the statement that is finished by it, if any. */
  add(insert: InsertStatement): Buffer | null {
    const isJoined = this.#rows > 0 && insert.tuples.length > 0 && insert.tail === this.#tail;
    const finished = this.#rows > 0 && !isJoined ? this.flush() : null;
    this.#rowCount += insert.rowCount;
    this.#parts.push(isJoined ? Buffer.from(',\n') : insert.head, insert.tuples);
    this.#tail = insert.tail;
    this.#rows += insert.rowCount;
    this.#bytes += insert.tuples.length;
    const isFull = this.#rows >= mostRows || this.#bytes >= mostBytes || insert.tuples.length === 0;
    if (!isFull) return finished;
    const full = this.flush();
    return finished === null || full === null ? (finished ?? full) : Buffer.concat([finished, full]);
  }

  /** The statement under way, ended; null when there is none. */
  flush(): Buffer | null {
    if (this.#parts.length === 0) return null;
    const statement = Buffer.concat([...this.#parts, Buffer.from(`${this.#tail}\n`)]);
    this.#parts.length = 0;
    this.#bytes = 0;
    this.#rows = 0;
    return statement;
  }
}
