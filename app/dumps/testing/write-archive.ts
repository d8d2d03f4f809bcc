import { deflateSync } from 'node:zlib';

/** An entry for a test's archive; what is left out is empty. */
export interface WrittenEntry {
  readonly dumpId: number;
  readonly type: string;
  readonly tag: string;
  readonly section?: 1 | 2 | 3 | 4;
  readonly sql?: string;
  readonly copySql?: string;
  readonly schema?: string;
  readonly owner?: string;
  /** A block of rows, or of large objects by OID. */
  readonly data?: Buffer | ReadonlyMap<number, Buffer>;
}

export interface ArchiveOptions {
  readonly minor: number;
  readonly compression?: 'none' | 'gzip' | 'lz4' | 'zstd';
  /** Without: as pg_dump writes into a pipe. */
  readonly hasOffsets?: boolean;
  /** Largest chunk of data; real archives have 4,096 bytes, or one row. */
  readonly chunkBytes?: number;
}

const int = (value: number): Buffer => {
  const bytes = Buffer.alloc(5);
  bytes[0] = value < 0 ? 1 : 0;
  bytes.writeUInt32LE(Math.abs(value), 1);
  return bytes;
};

const text = (value: string | Buffer | null): Buffer => {
  if (value === null) return int(-1);
  const bytes = Buffer.from(value);
  return Buffer.concat([int(bytes.length), bytes]);
};

const chunks = (data: Buffer, { compression, chunkBytes = 4096 }: ArchiveOptions): Buffer => {
  const stored = compression === 'gzip' ? deflateSync(data) : data;
  const parts: Buffer[] = [];
  for (let at = 0; at < stored.length; at += chunkBytes) {
    const part = stored.subarray(at, at + chunkBytes);
    parts.push(int(part.length), part);
  }
  return Buffer.concat([...parts, int(0)]);
};

const block = (entry: WrittenEntry, options: ArchiveOptions): Buffer => {
  const { data } = entry;
  if (data === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(data))
    return Buffer.concat([Buffer.from([1]), int(entry.dumpId), chunks(data, options)]);
  const objects = [...data].flatMap(([oid, bytes]) => [int(oid), chunks(bytes, options)]);
  return Buffer.concat([Buffer.from([3]), int(entry.dumpId), ...objects, int(0)]);
};

const compressionCode = { none: 0, gzip: 1, lz4: 2, zstd: 3 } as const;

const header = ({ minor, compression = 'none' }: ArchiveOptions): Buffer =>
  Buffer.concat([
    Buffer.from('PGDMP'),
    Buffer.from([1, minor, 0, 4, 8, 1]),
    minor >= 15 ? Buffer.from([compressionCode[compression]]) : int(compression === 'gzip' ? -1 : 0),
    // 2026-10-30 03:00:12
    ...[12, 0, 3, 30, 9, 126, 0].map(int),
    text('shop'),
    text('18.0'),
    text('18.1'),
  ]);

const offset = (entry: WrittenEntry, position: number | null): Buffer => {
  const bytes = Buffer.alloc(9);
  bytes[0] = entry.data === undefined ? 3 : position === null ? 1 : 2;
  if (entry.data !== undefined && position !== null) bytes.writeBigUInt64LE(BigInt(position), 1);
  return bytes;
};

const tocEntry = (entry: WrittenEntry, { minor }: ArchiveOptions, position: number | null): Buffer =>
  Buffer.concat([
    int(entry.dumpId),
    int(entry.data === undefined ? 0 : 1),
    text('1259'),
    text('16384'),
    text(entry.tag),
    text(entry.type),
    int(entry.section ?? (entry.data === undefined ? 2 : 3)),
    text(entry.sql ?? ''),
    text(''),
    text(entry.copySql ?? ''),
    text(entry.schema ?? ''),
    text(''),
    ...(minor >= 14 ? [text('heap')] : []),
    ...(minor >= 16 ? [int(114)] : []),
    text(entry.owner ?? ''),
    text('false'),
    text('1'),
    text(null),
    offset(entry, position),
  ]);

/** Bytes of an archive in custom format, written after the same facts that the reader relies on. */
export const writeArchive = (entries: readonly WrittenEntry[], options: ArchiveOptions): Buffer => {
  const blocks = entries.map((entry) => block(entry, options));
  const head = Buffer.concat([header(options), int(entries.length)]);
  const tocBytes = entries.reduce((sum, entry) => sum + tocEntry(entry, options, null).length, 0);
  let position = head.length + tocBytes;
  const toc = entries.map((entry, index) => {
    const bytes = tocEntry(entry, options, options.hasOffsets === false ? null : position);
    position += blocks[index]?.length ?? 0;
    return bytes;
  });
  return Buffer.concat([head, ...toc, ...blocks]);
};

export const encodingEntry = (encoding: string): WrittenEntry => ({
  dumpId: 1,
  type: 'ENCODING',
  tag: 'ENCODING',
  sql: `SET client_encoding = '${encoding}';\n`,
});

export const searchPathEntry: WrittenEntry = {
  dumpId: 2,
  type: 'SEARCHPATH',
  tag: 'SEARCHPATH',
  sql: "SELECT pg_catalog.set_config('search_path', '', false);\n",
};

/** A table with its rows, as two entries. */
export const tableEntries = (
  dumpId: number,
  name: string,
  columns: readonly string[],
  rows: string,
): WrittenEntry[] => [
  {
    dumpId,
    type: 'TABLE',
    tag: name,
    schema: 'public',
    owner: 'shop_owner',
    sql: `CREATE TABLE public.${name} (\n${columns.map((column) => `    ${column} text`).join(',\n')}\n);\n`,
  },
  {
    dumpId: dumpId + 1,
    type: 'TABLE DATA',
    tag: name,
    schema: 'public',
    owner: 'shop_owner',
    copySql: `COPY public.${name} (${columns.join(', ')}) FROM stdin;\n`,
    data: Buffer.from(`${rows}\\.\n\n\n`),
  },
];
