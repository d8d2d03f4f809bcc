import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Client } from 'pg';
import type { DumpPlace } from '../../contract';
import type { Definition, DumpEntry, DumpReader, LargeObjects, Rows } from '../entry';
import { openDump } from '../open-dump';
import { classifyStatement, sectionOfType } from '../sql/classify-statement';
import type { RestoreProgress } from './progress-meter';
import { type RestoreResult, restoreDump } from './restore-dump';

/** For tests: restores into a database that the test has made. */
export interface TrialOptions {
  readonly connect: () => Promise<Client>;
  readonly availableExtensions?: ReadonlySet<string>;
  readonly connections?: number;
  readonly leavesOut?: readonly DumpPlace[];
  readonly onProgress?: (progress: RestoreProgress) => void;
  readonly signal?: AbortSignal;
}

/** Restores from a reader, which it closes. */
export const restoreReader = async (reader: DumpReader, options: TrialOptions): Promise<RestoreResult> => {
  try {
    return await restoreDump({
      reader,
      connect: options.connect,
      connections: options.connections ?? 2,
      leavesOut: options.leavesOut ?? [],
      availableExtensions: options.availableExtensions ?? new Set(['hstore', 'plpgsql']),
      onProgress: options.onProgress ?? (() => undefined),
      signal: options.signal ?? new AbortController().signal,
    });
  } finally {
    await reader.close();
  }
};

export const restoreFile = async (file: string, options: TrialOptions): Promise<RestoreResult> =>
  restoreReader(await openDump(file, options.signal ?? new AbortController().signal), options);

/** Restores plain SQL as pg_dump frames it, from a real file. */
export const restoreSql = async (sql: string | Buffer, options: TrialOptions): Promise<RestoreResult> => {
  const folder = await mkdtemp(join(tmpdir(), 'manysite-restore-'));
  try {
    const file = join(folder, 'dump.sql');
    const frame = [
      '--\n-- PostgreSQL database dump\n--\n\n',
      '\n--\n-- PostgreSQL database dump complete\n--\n',
    ] as const;
    await writeFile(file, Buffer.concat([Buffer.from(frame[0]), Buffer.from(sql), Buffer.from(frame[1])]));
    return await restoreFile(file, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** A statement as an entry of an archive. */
export const definition = (sql: string, more: Partial<Definition> = {}): Definition => {
  const found = classifyStatement(sql);
  const section = sectionOfType(found.type, 'pre-data');
  return { kind: 'definition', section, ...found, sql, place: { kind: 'entry', dumpId: 1 }, ...more };
};

/** Rows in COPY's text format, one string a row. */
export const rows = (table: string, lines: Iterable<string>, more: Partial<Rows> = {}): Rows => ({
  kind: 'rows',
  schema: 'public',
  table,
  columns: null,
  form: 'copy',
  encoding: 'UTF8',
  sizeBytes: null,
  place: { kind: 'entry', dumpId: 2 },
  open() {
    let count = 0;
    const chunks = function* (): Generator<Buffer> {
      for (const line of lines) {
        count += 1;
        yield Buffer.from(`${line}\n`);
      }
    };
    return { stream: Readable.from(chunks(), { objectMode: false }), rowCount: () => count };
  },
  ...more,
});

export const largeObjects = (objects: readonly (readonly [number, Buffer])[]): LargeObjects => ({
  kind: 'large-objects',
  place: { kind: 'entry', dumpId: 3 },
  async *open() {
    for (const [oid, bytes] of objects) yield { oid, data: Readable.from([bytes]) };
  },
});

/** An archive that is in memory: its rows may be read in any order. */
export const archiveOf = (entries: readonly DumpEntry[], more: Partial<DumpReader> = {}): DumpReader => ({
  header: {
    format: 'custom',
    compression: 'none',
    formatVersion: '1.16',
    serverVersion: '18.0',
    dumperVersion: '18.0',
    createdAt: null,
    databaseName: 'shop',
    encoding: 'UTF8',
    locale: null,
  },
  sizeBytes: 0,
  isRandomAccess: true,
  async *entries() {
    yield* entries;
  },
  bytesRead: () => 0,
  isComplete: () => true,
  close: async () => undefined,
  ...more,
});
