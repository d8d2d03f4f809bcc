import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../contract';
import { parseDomainFormat } from '../../core/format/domain-format';
import { type InspectRequest, inspectDump, inspectionOf } from '../inspect/inspect-dump';
import { buildWorker } from '../testing/build-worker';
import { runInspector } from './run-inspector';

type Request = Omit<InspectRequest, 'onCounted'>;

let folder: string;
let workerUrl: URL;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manysite-inspector-'));
  workerUrl = await buildWorker(join(import.meta.dirname, 'worker.ts'), folder);
});
afterAll(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

const requestFor = (file: string, changes: Partial<Request> = {}): Request => ({
  file,
  settings: { format: parseDomainFormat('{}.site.test'), rewriteDomains: true, useRealDomain: false },
  availableExtensions: new Set(['plpgsql']),
  slugs: new Map([[1, 'chosen']]),
  now: '2026-11-02T10:00:00.000Z',
  signal: new AbortController().signal,
  ...changes,
});

const write = async (name: string, lines: readonly string[]): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
};

const head = ['--', '-- PostgreSQL database dump', '--', ''];
const trailer = ['--', '-- PostgreSQL database dump complete', '--'];
const sites = [
  'CREATE EXTENSION IF NOT EXISTS hstore;',
  'CREATE TABLE public.django_site (id integer NOT NULL, domain text NOT NULL, name text NOT NULL);',
  'COPY public.django_site (id, domain, name) FROM stdin;',
  '1\twww.one.example\tOne',
  '2\twww.two.example\tTwo',
  '\\.',
];
const rows = (count: number): string[] => [
  'CREATE TABLE public.t (id integer, words text);',
  'COPY public.t (id, words) FROM stdin;',
  ...Array.from({ length: count }, (_, id) => `${id}\t${'word '.repeat(20)}`),
  '\\.',
];

describe('an inspection in its own thread', () => {
  it('finds what inspectDump finds, with the extensions, slugs and format that it was given', async () => {
    const request = requestFor(await write('small.sql', [...head, ...sites, ...rows(3), ...trailer]));
    const inspection = inspectionOf(await runInspector(workerUrl, request), request);
    expect(inspection).toEqual(await inspectDump(request));
    expect(inspection.sites.map(({ localDomain }) => localDomain)).toContain('chosen.site.test');
    expect(inspection.extensions).toEqual([{ name: 'hstore', isAvailable: false }]);
  });

  it('passes the errors of a dump on as they are', async () => {
    await expect(runInspector(workerUrl, requestFor(join(folder, 'nowhere.sql')))).rejects.toMatchObject({
      name: 'AppError',
      code: 'file-not-found',
    });
  });

  it('leaves the main thread free, and is cancelled in the middle with the reason that was given', async () => {
    const request = requestFor(await write('long.sql', [...head, ...rows(800_000), ...trailer]));
    const cancel = new AbortController();
    const reason = new AppError('cancelled', 'The window was closed.');
    // Were the dump parsed here, no timer would fire until it is read.
    setTimeout(() => cancel.abort(reason), 50);
    await expect(runInspector(workerUrl, { ...request, signal: cancel.signal })).rejects.toBe(reason);
    await expect(runInspector(workerUrl, { ...request, signal: cancel.signal })).rejects.toBe(reason);
  });

  it('that breaks down is an error of its own', async () => {
    const request = requestFor(await write('any.sql', [...head, ...sites, ...trailer]));
    const silent = pathToFileURL(await write('silent.mjs', ['process.exit(3);']));
    await expect(runInspector(silent, request)).rejects.toMatchObject({
      code: 'inspection-failed',
      message: expect.stringContaining('code 3'),
    });
  });
});
