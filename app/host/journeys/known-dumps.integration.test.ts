import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDomainFormat } from '../../core/format/domain-format';
import { buildWorker } from '../../dumps/testing/build-worker';
import { countRows } from './count-rows';
import { KnownDumps } from './known-dumps';

const liveDump = join(import.meta.dirname, '../../../demo/dumps/live-2026-10-30.dump');

let folder: string;
let workerUrl: URL;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manysite-known-dumps-'));
  workerUrl = await buildWorker(join(import.meta.dirname, '../../dumps/inspector/worker.ts'), folder);
});
afterAll(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

const taskFor = (file: string) => ({
  file,
  availableExtensions: new Set<string>(),
  signal: new AbortController().signal,
});

const dumpOf = (domain: string): string =>
  [
    '--',
    '-- PostgreSQL database dump',
    '--',
    'CREATE TABLE public.django_site (id integer NOT NULL, domain text NOT NULL, name text NOT NULL);',
    'COPY public.django_site (id, domain, name) FROM stdin;',
    `1\t${domain}\tOne`,
    '\\.',
    '--',
    '-- PostgreSQL database dump complete',
    '--',
    '',
  ].join('\n');

const planOf = (slug: string) => ({
  settings: { format: parseDomainFormat('{}.site.test'), rewriteDomains: true, useRealDomain: false },
  slugs: new Map([[1, slug]]),
  now: '2026-11-02T10:00:00.000Z',
});

describe('a dump that was looked into', () => {
  it('is read once, however often an import of it is planned, and again once the file is another one', async () => {
    const file = join(folder, 'kept.sql');
    await writeFile(file, dumpOf('www.one.example'));
    const script = join(folder, 'once.mjs');
    // The thread that reads works once, then never again.
    await writeFile(
      script,
      `import { existsSync, writeFileSync } from 'node:fs';
       if (existsSync(${JSON.stringify(`${file}.read`)})) process.exit(3);
       writeFileSync(${JSON.stringify(`${file}.read`)}, '');
       await import(${JSON.stringify(workerUrl.href)});`,
    );
    const dumps = new KnownDumps(pathToFileURL(script));
    await dumps.facts(taskFor(file));
    const again = await dumps.inspect({ ...taskFor(file), ...planOf('again') });
    expect(again.sites).toMatchObject([{ slug: 'again' }]);
    await utimes(file, new Date(), new Date(Date.now() + 5_000));
    await expect(dumps.facts(taskFor(file))).rejects.toMatchObject({ code: 'inspection-failed' });
  });

  it('has its rows counted table by table, after facts that come at once', async () => {
    const dumps = new KnownDumps(workerUrl);
    const quick = await dumps.facts({ ...taskFor(liveDump), countsRows: false });
    expect(quick.tables.filter(({ rows }) => rows === null).length).toBeGreaterThan(5);
    const told: (readonly { name: string; rows: number | null }[])[] = [];
    for await (const tables of countRows(dumps, taskFor(liveDump))) told.push(tables);
    expect(told.at(-1)?.every(({ rows }) => rows !== null)).toBe(true);
    expect(told.at(-1)?.map(({ name }) => name)).toEqual(quick.tables.map(({ name }) => name));
  });

  it('tells which migrations it has', async () => {
    const { migrations } = await new KnownDumps(workerUrl).facts({ ...taskFor(liveDump), countsRows: false });
    expect(migrations.find(({ app }) => app === 'sites')?.names).toContain('0001_initial');
  });
});
