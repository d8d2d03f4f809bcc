import { Readable } from 'node:stream';
import { AppError } from '../../contract';
import { dropFirstField } from '../copy-text/drop-first-field';
import type { Definition, DumpEntry, LargeObjects, Rows } from '../entry';
import { type CopyStatement, parseCopyStatement } from '../sql/copy-statement';
import { belongTogether, InsertMerger, type InsertStatement, isInsert, parseInsert } from './insert-merger';
import { toUtf8 } from './insert-rows';
import { connectTarget, encodingTarget, passCommand } from './plain-commands';
import { readPlainLargeObjects } from './plain-large-objects';
import type { CommandPiece, Piece, PlainLexer, StatementPiece } from './plain-lexer';
import { conformingStrings, PlainSession } from './plain-session';

/** More of a COPY or SELECT than is needed to tell what it is. */
const firstBytes = 256 * 1024;

const startsWith = ({ bytes }: StatementPiece, word: string): boolean =>
  bytes.toString('latin1', 0, word.length).toLowerCase() === word;

/** Turns the pieces of plain SQL into entries. One entry at a time: rows are read from the same text as what follows. */
export class PlainEntries {
  readonly #lexer: PlainLexer;
  readonly #session: PlainSession;
  /** A piece that was read while looking for the end of what stands before it. */
  #pending: Piece | null = null;
  /** Reads the rest of the rows, or objects, that the last entry stands for. */
  #finish: (() => Promise<void>) | null = null;
  #connectedTo: string | null = null;

  constructor(lexer: PlainLexer, encoding: string) {
    this.#lexer = lexer;
    this.#session = new PlainSession(encoding);
  }

  async *read(signal: AbortSignal): AsyncGenerator<DumpEntry> {
    for (;;) {
      signal.throwIfAborted();
      await this.#finish?.();
      this.#finish = null;
      const piece = await this.#next();
      if (piece.kind === 'end') return;
      yield piece.kind === 'command' ? this.#command(piece) : await this.#statement(piece);
    }
  }

  async #next(): Promise<Piece> {
    const piece = this.#pending ?? this.#lexer.tryNext() ?? (await this.#lexer.next());
    this.#pending = null;
    return piece;
  }

  #command(piece: CommandPiece): DumpEntry {
    const skipped = passCommand(piece);
    const encoding = encodingTarget(piece.text);
    if (encoding !== null) this.#session.readAs(encoding);
    const target = connectTarget(piece.text);
    if (target !== null && this.#connectedTo !== null && target !== this.#connectedTo) {
      throw new AppError(
        'dump-is-pg-dumpall',
        `The dump holds several databases: ${this.#connectedTo} and ${target}.`,
        {
          hint: 'Make a dump of one database: pg_dump -Fc NAME.',
          data: { databases: [this.#connectedTo, target], line: piece.line },
        },
      );
    }
    this.#connectedTo = target ?? this.#connectedTo;
    return skipped;
  }

  async #statement(piece: StatementPiece): Promise<DumpEntry> {
    if (isInsert(piece)) {
      const insert = parseInsert(piece, null, (bytes) => this.#session.text(bytes, piece.line));
      if (insert !== null) return this.#insertRows(insert, piece.line);
    }
    if (startsWith(piece, 'copy')) {
      const copy = this.#parseCopy(piece);
      if (copy !== null) return this.#copyRows(copy, piece.line);
    }
    const definition = this.#session.define(this.#session.text(piece.bytes, piece.line), piece.line);
    const isConforming = conformingStrings(definition);
    if (isConforming !== null) this.#lexer.scanner.escapesInStrings = !isConforming;
    return definition.type === 'BLOBS' ? this.#largeObjects(definition, piece.line) : definition;
  }

  #parseCopy(piece: StatementPiece): CopyStatement | null {
    const sql = this.#session.text(piece.bytes.subarray(0, firstBytes), piece.line);
    try {
      return parseCopyStatement(sql);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw new AppError(error.code, `Line ${piece.line}: ${error.message}`, {
        ...(error.hint === null ? {} : { hint: error.hint }),
        data: { ...error.data, line: piece.line },
      });
    }
  }

  async #copyRows(copy: CopyStatement, line: number): Promise<Rows> {
    const lexer = this.#lexer;
    const scanner = await lexer.beginCopy();
    this.#session.noteRows();
    this.#finish = async () => {
      while ((await lexer.nextRows()) !== null);
    };
    const chunks = async function* (signal: AbortSignal): AsyncGenerator<Buffer> {
      for (let rows = await lexer.nextRows(); rows !== null; rows = await lexer.nextRows()) {
        signal.throwIfAborted();
        if (rows.length > 0) yield rows;
      }
    };
    return {
      kind: 'rows',
      schema: this.#session.schemaOf(copy.table),
      table: copy.table.name,
      columns: copy.columns,
      form: 'copy',
      encoding: this.#session.encoding,
      sizeBytes: null,
      place: { kind: 'line', line },
      open: (signal) => {
        const rows = chunks(signal);
        return {
          stream: Readable.from(copy.hasOids ? dropFirstField(rows) : rows, { objectMode: false }),
          rowCount: () => scanner.rowCount,
        };
      },
    };
  }

  #insertRows(first: InsertStatement, line: number): Rows {
    const { encoding } = this.#session;
    const decode = (bytes: Buffer): string => this.#session.text(bytes, line);
    this.#session.noteRows();
    const merger = new InsertMerger();
    let current: InsertStatement | null = first;
    /** What a piece is to the run: its next INSERT, or null for the end of it. */
    const take = (piece: Piece): InsertStatement | null => {
      const next = piece.kind === 'statement' && isInsert(piece) ? parseInsert(piece, current, decode) : null;
      current = next !== null && belongTogether(first, next) ? next : null;
      if (current === null) this.#pending = piece;
      return current;
    };
    const advance = async (): Promise<InsertStatement | null> =>
      current === null ? null : take(await this.#next());
    this.#finish = async () => {
      while ((await advance()) !== null);
    };
    const lexer = this.#lexer;
    const statements = async function* (signal: AbortSignal): AsyncGenerator<Buffer> {
      let insert: InsertStatement | null = first;
      while (insert !== null) {
        const merged = merger.add(insert);
        if (merged !== null) {
          signal.throwIfAborted();
          yield toUtf8(merged, encoding, decode);
        }
        // Most statements are at hand: millions of them need not wait for a promise each.
        const piece = lexer.tryNext();
        insert = piece === null ? await advance() : take(piece);
      }
      const merged = merger.flush();
      if (merged !== null) yield toUtf8(merged, encoding, decode);
    };
    return {
      kind: 'rows',
      schema: this.#session.schemaOf(first.table),
      table: first.table.name,
      columns: first.columns,
      form: 'insert',
      encoding: 'UTF8',
      sizeBytes: null,
      place: { kind: 'line', line },
      open: (signal) => ({ stream: Readable.from(statements(signal)), rowCount: () => merger.rowCount }),
    };
  }

  #largeObjects(first: Definition, line: number): LargeObjects {
    const next = async (): Promise<Definition | null> => {
      const piece = await this.#next();
      const isCall = piece.kind === 'statement' && startsWith(piece, 'select');
      const definition = isCall
        ? this.#session.define(this.#session.text(piece.bytes, piece.line), piece.line)
        : null;
      if (definition?.type === 'BLOBS') return definition;
      this.#pending = piece;
      return null;
    };
    const objects = readPlainLargeObjects(first, next);
    this.#finish = objects.finish;
    return { kind: 'large-objects', place: { kind: 'line', line }, open: (signal) => objects.read(signal) };
  }
}
