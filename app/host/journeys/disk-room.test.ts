import { describe, expect, it } from 'vitest';
import { type Inspection, inspectionSchema } from '../../contract';
import { neededBytes, requireRoom } from './disk-room';

const empty = 8e6 * 2 * 1.2;
const inspection = (facts: Partial<Inspection>): Inspection =>
  inspectionSchema.parse({
    file: '/dumps/live.dump',
    sizeBytes: 0,
    format: 'custom',
    compression: 'none',
    formatVersion: null,
    serverVersion: null,
    dumperVersion: null,
    createdAt: null,
    databaseName: null,
    encoding: null,
    locale: null,
    isComplete: true,
    tables: [],
    extensions: [],
    roles: [],
    shape: 'no-sites',
    sites: [],
    migrations: [],
    problems: [],
    ...facts,
  });
const table = (sizeBytes: number | null) => ({ schema: 'public', name: 't', rows: null, sizeBytes });

describe('the room that an import needs', () => {
  it('is twice the database and a fifth, a database being 4.7 times its gzip archive', () => {
    const needed = neededBytes(inspection({ compression: 'gzip', sizeBytes: 100e6, tables: [table(90e6)] }));
    expect(needed).toBe(Math.round(100e6 * 4.7 * 2 * 1.2 + empty));
  });

  it('is 1.6 times the raw rows of an archive without compression', () => {
    expect(neededBytes(inspection({ sizeBytes: 100e6 }))).toBe(Math.round(100e6 * 1.6 * 2 * 1.2 + empty));
  });

  it('goes by the rows that were read from plain SQL, however small the gzip file', () => {
    const plain = { format: 'plain', compression: 'gzip', sizeBytes: 1e6 } as const;
    expect(neededBytes(inspection({ ...plain, tables: [table(300e6), table(200e6), table(null)] }))).toBe(
      Math.round(500e6 * 1.6 * 2 * 1.2 + empty),
    );
  });

  it('is never less than by the size of the file, which may hold large objects beside its rows', () => {
    const plain = { format: 'plain', compression: 'gzip', sizeBytes: 50e6 } as const;
    expect(neededBytes(inspection({ ...plain, tables: [table(10)] }))).toBe(
      Math.round(50e6 * 1.6 * 2 * 1.2 + empty),
    );
  });

  it('is compared with what is free, and the refusal names both', async () => {
    await expect(
      requireRoom(import.meta.dirname, 'huge.dump', inspection({ sizeBytes: 1e18 })),
    ).rejects.toThrow(/^Importing huge\.dump needs about 3840000000\.02 GB; [\d.]+ GB are free in /);
    await expect(requireRoom(import.meta.dirname, 'a.dump', inspection({}))).resolves.toBeUndefined();
  });
});
