import { AppError } from '../../contract';
import type { DumpFile } from '../dump-file';
import { decoderFor, decodeText, encodingName } from '../encodings';
import { ArchiveCursor, type DataOffset, OutOfBytes } from './archive-cursor';
import { type ArchiveHeader, readArchiveHeader } from './archive-header';

/** One entry of the table of contents. Texts that PostgreSQL left out are null. */
export interface TocEntry {
  readonly dumpId: number;
  /** What the object is called in messages: `auth_group`, `auth_group auth_group_pkey`, `EXTENSION hstore`. */
  readonly tag: string;
  /** Kind of object, pg_dump's words: `TABLE`, `TABLE DATA`, ... */
  readonly type: string;
  readonly section: 'none' | 'pre-data' | 'data' | 'post-data';
  readonly sql: string | null;
  /** `COPY ... FROM stdin;` of a table's data; null for data that are INSERTs. */
  readonly copySql: string | null;
  readonly schema: string | null;
  readonly owner: string | null;
  readonly dependencies: readonly number[];
  readonly offset: DataOffset;
}

export interface TableOfContents {
  readonly header: ArchiveHeader;
  /** PostgreSQL's name of the encoding of every text, and of the rows. */
  readonly encoding: string;
  readonly databaseName: string | null;
  readonly serverVersion: string | null;
  readonly dumperVersion: string | null;
  readonly entries: readonly TocEntry[];
  /** Where the data blocks begin. */
  readonly endsAt: number;
}

type Raw = Buffer | null;
interface RawEntry {
  readonly dumpId: number;
  readonly tag: Raw;
  readonly type: Raw;
  readonly sectionCode: number;
  readonly sql: Raw;
  readonly copySql: Raw;
  readonly schema: Raw;
  readonly owner: Raw;
  readonly dependencies: readonly number[];
  readonly offset: DataOffset;
}

const firstReadBytes = 1024 * 1024;
/** A database of 100,000 tables has about a million. */
const mostEntries = 50_000_000;
/** A table of contents holds no rows: a larger one is a sign of damage, not of a large database. */
const largestTocBytes = 1024 * 1024 * 1024;

const readEntry = (cursor: ArchiveCursor, { minor, widths }: ArchiveHeader): RawEntry => {
  const dumpId = cursor.int(widths);
  if (dumpId <= 0) throw cursor.corrupt(`an entry has the number ${dumpId}`);
  cursor.int(widths); // whether it has data: the offset tells the same
  cursor.string(widths); // OID of the catalog
  cursor.string(widths); // OID of the object
  const tag = cursor.string(widths);
  const type = cursor.string(widths);
  const sectionCode = cursor.int(widths);
  const sql = cursor.string(widths);
  cursor.string(widths); // DROP statement
  const copySql = cursor.string(widths);
  const schema = cursor.string(widths);
  cursor.string(widths); // tablespace: there is one here
  if (minor >= 14) cursor.string(widths); // table access method
  if (minor >= 16) cursor.int(widths); // relkind
  const owner = cursor.string(widths);
  cursor.string(widths); // "true" for tables WITH OIDS
  const dependencies: number[] = [];
  for (let text = cursor.string(widths); text !== null; text = cursor.string(widths)) {
    dependencies.push(Number(text.toString('latin1')));
  }
  return {
    dumpId,
    tag,
    type,
    sectionCode,
    sql,
    copySql,
    schema,
    owner,
    dependencies,
    offset: cursor.offset(widths),
  };
};

interface RawToc {
  readonly header: ArchiveHeader;
  readonly entries: readonly RawEntry[];
  readonly endsAt: number;
}

const parse = (bytes: Buffer): RawToc => {
  const cursor = new ArchiveCursor(bytes);
  const header = readArchiveHeader(cursor);
  const count = cursor.int(header.widths);
  if (count < 0 || count > mostEntries) throw cursor.corrupt(`${count} entries are announced`);
  const entries: RawEntry[] = [];
  while (entries.length < count) entries.push(readEntry(cursor, header));
  return { header, entries, endsAt: cursor.position };
};

const truncated = (file: DumpFile): AppError =>
  new AppError('dump-truncated', `The dump ends inside its table of contents, at byte ${file.sizeBytes}.`, {
    hint: 'Copy or make the dump again: it is not whole.',
    data: { file: file.path, sizeBytes: file.sizeBytes },
  });

const parseGrowing = async (file: DumpFile, signal: AbortSignal): Promise<RawToc> => {
  for (let lengthBytes = firstReadBytes; ; lengthBytes *= 4) {
    signal.throwIfAborted();
    const bytes = await file.read(0, Math.min(lengthBytes, file.sizeBytes));
    try {
      return parse(bytes);
    } catch (error) {
      if (!(error instanceof OutOfBytes)) throw error;
      if (bytes.length >= file.sizeBytes || bytes.length >= largestTocBytes) throw truncated(file);
    }
  }
};

const encodingOf = (entries: readonly RawEntry[]): string => {
  const sql = entries.find((entry) => entry.type?.toString('latin1') === 'ENCODING')?.sql?.toString('latin1');
  const spelling = sql?.match(/client_encoding\s*(?:=|TO)\s*'([^']+)'/i)?.[1];
  return spelling === undefined ? 'UTF8' : encodingName(spelling);
};

const sections = { 1: 'none', 2: 'pre-data', 3: 'data', 4: 'post-data' } as const;
const sectionOf = (code: number): TocEntry['section'] =>
  code === 2 || code === 3 || code === 4 ? sections[code] : sections[1];

/**
 * Reads the header and the table of contents of an archive in custom format (about 10 ms for a Django database).
 *
 * @throws AppError `dump-truncated` when the file ends inside it, `dump-corrupt`, `dump-format-unsupported`
 */
export const readTableOfContents = async (file: DumpFile, signal: AbortSignal): Promise<TableOfContents> => {
  const { header, entries, endsAt } = await parseGrowing(file, signal);
  const encoding = encodingOf(entries);
  const decode = decoderFor(encoding);
  const text = (bytes: Raw, dumpId: number | null): string | null => {
    const where = dumpId === null ? 'its header' : `entry ${dumpId} of its table of contents`;
    return bytes === null ? null : decodeText(bytes, { encoding, decode }, where, { dumpId });
  };
  return {
    header,
    encoding,
    databaseName: text(header.databaseName, null),
    serverVersion: text(header.serverVersion, null),
    dumperVersion: text(header.dumperVersion, null),
    endsAt,
    entries: entries.map((raw) => ({
      dumpId: raw.dumpId,
      tag: text(raw.tag, raw.dumpId) ?? '',
      type: text(raw.type, raw.dumpId) ?? '',
      section: sectionOf(raw.sectionCode),
      sql: text(raw.sql, raw.dumpId),
      copySql: text(raw.copySql, raw.dumpId),
      // An object outside of every schema has an empty one.
      schema: text(raw.schema, raw.dumpId) || null,
      owner: text(raw.owner, raw.dumpId) || null,
      dependencies: raw.dependencies,
      offset: raw.offset,
    })),
  };
};
