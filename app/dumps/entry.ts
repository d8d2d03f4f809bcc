import type { Readable } from 'node:stream';
import type { Compression, DumpFormat } from '../contract';

/** Where something stands in the dump, for messages: a line of plain SQL, or an archive's dump id. */
export type Place =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'entry'; readonly dumpId: number };

/**
 * What kind of object a definition makes, in pg_dump's own words for archive entries
 * (`TABLE`, `INDEX`, `FK CONSTRAINT`, `SEQUENCE SET`, ...). Plain SQL is classified into the same words,
 * so that one restorer serves every format. `UNKNOWN` is a statement that pg_dump does not write.
 */
export type ObjectType = string;

/** SQL that makes or changes an object. Never carries rows. */
export interface Definition {
  readonly kind: 'definition';
  readonly section: 'pre-data' | 'data' | 'post-data';
  readonly type: ObjectType;
  readonly schema: string | null;
  /** Name of the object itself; for a constraint, index or trigger `table` tells whose. */
  readonly name: string;
  readonly table: string | null;
  readonly sql: string;
  /**
   * The search path that the statement was written for: the value of `SET search_path = ...`, empty for none.
   * Dumps from before 2018 name objects without their schema. The same changes of it also come as `SET` entries, in
   * order, so who runs the entries one after the other on one connection need not look at it.
   */
  readonly searchPath?: string;
  /** Who owns the object, where the format tells it beside the SQL; plain SQL has `OWNER` entries instead. */
  readonly owner?: string | null;
  readonly place: Place;
}

/** Rows of one table. In a sequential reader `open` must be consumed before the next entry is asked for. */
export interface Rows {
  readonly kind: 'rows';
  readonly schema: string;
  readonly table: string;
  /** Null: all columns, in the table's order. */
  readonly columns: readonly string[] | null;
  /** `copy`: COPY text format. `insert`: the stream yields whole INSERT statements, already merged, each ended by `;\n`. */
  readonly form: 'copy' | 'insert';
  /** Encoding of the bytes, PostgreSQL's name, e.g. `UTF8`, `LATIN1`. */
  readonly encoding: string;
  /** Size of the (compressed) rows in the file; null where unknown before reading. */
  readonly sizeBytes: number | null;
  readonly place: Place;
  /**
   * The rows as COPY text, without the closing `\.`. `rowCount` is known once the stream has ended.
   * @throws AppError `dump-truncated` or `dump-corrupt` through the stream
   */
  open(signal: AbortSignal): RowStream;
}

export interface RowStream {
  readonly stream: Readable;
  /** Rows seen so far: unescaped newlines for COPY text, tuples for INSERTs. */
  rowCount(): number;
  /** Bytes of its own that were read so far, as they stand in the file; absent where it has none of its own. */
  bytesRead?(): number;
}

export interface LargeObjects {
  readonly kind: 'large-objects';
  readonly place: Place;
  open(signal: AbortSignal): AsyncIterable<{ readonly oid: number; readonly data: Readable }>;
}

/** Something of the dump that the reader itself leaves out, counted in the report. */
export interface Skipped {
  readonly kind: 'skipped';
  /** Short name for the report, e.g. `OWNER`, `\\connect`, `SET`. */
  readonly what: string;
  readonly reason: string;
  readonly place: Place;
}

export type DumpEntry = Definition | Rows | LargeObjects | Skipped;

/** Known before any entry is read. */
export interface DumpHeader {
  readonly format: DumpFormat;
  readonly compression: Compression;
  /** Archive version such as `1.14`; null for plain SQL. */
  readonly formatVersion: string | null;
  readonly serverVersion: string | null;
  readonly dumperVersion: string | null;
  /** As the archive says, without zone (`2026-10-30T03:00:12`), or null. */
  readonly createdAt: string | null;
  readonly databaseName: string | null;
  /** The dump's client encoding, PostgreSQL's name. */
  readonly encoding: string;
  /** How the database sorted, as CREATE DATABASE says it, e.g. `de_DE.UTF-8`; null where the dump does not tell. */
  readonly locale: string | null;
}

/**
 * One dump, whatever its format: the only thing that the restorer and the X-ray know of it.
 * A further format is one more implementation and one line in `open-dump.ts`.
 */
export interface DumpReader {
  readonly header: DumpHeader;
  /** Size of the dump's file. */
  readonly sizeBytes: number;
  /** True when `Rows.open` may be called at any time, in any order and at the same time. */
  readonly isRandomAccess: boolean;
  /**
   * All entries in the dump's own order.
   * @throws AppError `dump-truncated`, `dump-corrupt`, `dump-runs-programs`, `dump-is-mysql`, `dump-is-pg-dumpall`
   */
  entries(signal: AbortSignal): AsyncIterable<DumpEntry>;
  /** Bytes of the file read so far, for progress. */
  bytesRead(): number;
  /** After `entries` ended: whether the dump said that it is whole (the trailer of plain SQL; an archive's end). */
  isComplete(): boolean;
  close(): Promise<void>;
}
