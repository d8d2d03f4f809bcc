import { describe, expect, it } from 'vitest';
import type { InspectedDump } from '../../../app/contract';
import { importBlock, largestTables, newSiteCount, problemsText, rowsCounted } from './facts';
import { withCounts } from './with-counts';

const table = (name: string, rows: number | null, sizeBytes: number | null = null) => ({
  schema: 'public',
  name,
  rows,
  sizeBytes,
});

const dump = (changes: Partial<InspectedDump> = {}): InspectedDump => ({
  file: '/dumps/live.dump',
  sizeBytes: 1_000,
  format: 'custom',
  compression: 'gzip',
  formatVersion: '1.15',
  serverVersion: '16.4',
  dumperVersion: '16.4',
  createdAt: null,
  databaseName: 'shop',
  encoding: 'UTF8',
  locale: null,
  isComplete: true,
  tables: [table('a', 10, 5), table('b', null, 900), table('c', 0, 0)],
  extensions: [],
  roles: [],
  shape: 'sites-plus',
  sites: [],
  migrations: [],
  problems: [],
  neededBytes: 2_000,
  ...changes,
});

describe('facts of a dump', () => {
  it('tell the rows that are counted so far', () => {
    expect(rowsCounted(dump().tables)).toEqual({ rows: 10, tablesCounted: 2 });
  });

  it('keep what was counted when the dump is looked at again', () => {
    const counted = withCounts(dump(), [table('b', 77, 900)]);
    expect(counted.tables.map(({ rows }) => rows)).toEqual([10, 77, 0]);
  });

  it('name the largest tables that take room', () => {
    expect(largestTables(dump().tables, 6).map(({ name }) => name)).toEqual(['b', 'a']);
  });

  it('say how many problems are solved', () => {
    expect([problemsText(0, 0), problemsText(1, 0), problemsText(3, 1)]).toEqual([
      'no problem',
      '1 problem',
      '3 problems, 1 fix chosen',
    ]);
  });

  it('count the sites that the active database does not have', () => {
    expect(newSiteCount([], [])).toBe(0);
  });
});

describe('why an import cannot begin', () => {
  const fine = {
    hasProject: true,
    isConnected: true,
    label: 'live',
    dump: dump(),
    freeBytes: 5_000,
    sizeText: (bytes: number) => `${bytes} B`,
    hasPlanError: false,
  };

  it('is nothing where all is there', () => {
    expect(importBlock(fine)).toBeNull();
    expect(importBlock({ ...fine, freeBytes: null })).toBeNull();
  });

  it('is first of all a dump that was cut', () => {
    const message = 'The last line of pg_dump is missing.';
    const problems = [
      { code: 'partial-dump', severity: 'error', siteId: null, message, suggestion: null } as const,
    ];
    expect(importBlock({ ...fine, hasProject: false, dump: dump({ problems }) })).toBe(message);
  });

  it('names what is missing, with numbers', () => {
    expect(importBlock({ ...fine, hasProject: false })).toMatch(/project/);
    expect(importBlock({ ...fine, isConnected: false })).toMatch(/host/);
    expect(importBlock({ ...fine, label: ' ' })).toMatch(/name/);
    expect(importBlock({ ...fine, freeBytes: 1_500 })).toBe(
      'The import needs about 2000 B; 1500 B are free.',
    );
  });
});
