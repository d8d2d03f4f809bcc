import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDump } from '../open-dump';
import { never, readDump, temporaryFolder } from '../testing/read-dump';

let files: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  files = await temporaryFolder();
});
afterAll(() => files.remove());

const read = async (text: string | Buffer) => readDump(await files.write(text));

const head = '--\n-- PostgreSQL database dump\n--\n\n';
const tail = '\n--\n-- PostgreSQL database dump complete\n--\n\n';

const small = `${head}-- Dumped from database version 16.4 (Debian 16.4-1)
-- Dumped by pg_dump version 17.2

-- Started on 2026-10-30 03:00:12 UTC

SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);

CREATE TABLE public.django_site (
    id integer NOT NULL,
    domain character varying(100) NOT NULL
);

ALTER TABLE public.django_site OWNER TO shop;

COPY public.django_site (id, domain) FROM stdin;
1\texample.com
2\t\\\\.
3\tä
\\.

SELECT pg_catalog.setval('public.django_site_id_seq', 3, true);

ALTER TABLE ONLY public.django_site
    ADD CONSTRAINT django_site_pkey PRIMARY KEY (id);
${tail}`;

describe('plain SQL', () => {
  it('made with --create tells the name of its database and how that sorted', async () => {
    const create = `CREATE DATABASE "my shop" WITH TEMPLATE = template0 ENCODING = 'UTF8' LC_COLLATE = 'de_DE.UTF-8';\n`;
    const { header } = await read(`${create}\n${small}`);
    expect(header).toMatchObject({ databaseName: 'my shop', locale: 'de_DE.UTF-8' });
  });

  it('is read as the entries of an archive would be', async () => {
    const { header, entries, isComplete } = await read(small);
    expect(header).toEqual({
      format: 'plain',
      compression: 'none',
      formatVersion: null,
      serverVersion: '16.4 (Debian 16.4-1)',
      dumperVersion: '17.2',
      createdAt: '2026-10-30T03:00:12',
      databaseName: null,
      encoding: 'UTF8',
      locale: null,
    });
    const shown = entries.map((entry) =>
      entry.kind === 'definition'
        ? [entry.section, entry.type, entry.schema, entry.name, entry.table]
        : entry.kind,
    );
    expect(shown).toEqual([
      ['pre-data', 'ENCODING', null, 'client_encoding', null],
      ['pre-data', 'SET', null, 'search_path', null],
      ['pre-data', 'TABLE', 'public', 'django_site', null],
      ['pre-data', 'OWNER', 'public', 'django_site', 'django_site'],
      'rows',
      ['data', 'SEQUENCE SET', 'public', 'django_site_id_seq', null],
      ['post-data', 'CONSTRAINT', 'public', 'django_site_pkey', 'django_site'],
    ]);
    expect(entries.find((entry) => entry.kind === 'rows')).toMatchObject({
      schema: 'public',
      table: 'django_site',
      columns: ['id', 'domain'],
      form: 'copy',
      encoding: 'UTF8',
      place: { kind: 'line', line: 20 },
      text: '1\texample.com\n2\t\\\\.\n3\tä\n',
      rowCount: 3,
    });
    expect(isComplete).toBe(true);
  });

  it.each([
    ['with a byte order mark', `\ufeff${small}`],
    ['with CRLF', small.replaceAll('\n', '\r\n')],
    ['with a byte order mark and CRLF', `\ufeff${small.replaceAll('\n', '\r\n')}`],
    ['inside gzip', gzipSync(small)],
    [
      'inside gzip in two members',
      Buffer.concat([gzipSync(small.slice(0, 300)), gzipSync(small.slice(300))]),
    ],
    ['inside gzip with CRLF', gzipSync(small.replaceAll('\n', '\r\n'))],
  ])('is the same %s', async (_case, content) => {
    const [expected, found] = [await read(small), await read(content)];
    const shown = ({ entries }: typeof expected) =>
      entries.map((entry) =>
        entry.kind === 'rows' ? entry.text : entry.kind === 'definition' ? entry.sql : entry,
      );
    expect(shown(found)).toEqual(shown(expected));
    expect(found.isComplete).toBe(true);
  });

  it('goes on behind rows that nobody read, or read in part', async () => {
    const rows = Array.from({ length: 200_000 }, (_, index) => `${index}\tx\n`).join('');
    const text = `COPY a (id, v) FROM stdin;\n${rows}\\.\nSELECT 1;\nINSERT INTO b VALUES (1);\nINSERT INTO b VALUES (2);\nSELECT 2;\n`;
    const reader = await openDump(await files.write(text), never);
    const found: string[] = [];
    for await (const entry of reader.entries(never)) {
      if (entry.kind === 'definition') found.push(entry.sql);
      if (entry.kind === 'rows' && entry.table === 'a') {
        for await (const _part of entry.open(never).stream) break;
      }
    }
    await reader.close();
    expect(found).toEqual(['SELECT 1;', 'SELECT 2;']);
  });

  it('counts the bytes of its file as it goes', async () => {
    const content = gzipSync(small.repeat(50));
    const reader = await openDump(await files.write(content), never);
    for await (const entry of reader.entries(never)) expect(entry).toBeDefined();
    expect(reader.sizeBytes).toBe(content.length);
    expect(reader.bytesRead()).toBeGreaterThan(content.length - 64);
    await reader.close();
  });

  it('stops when it is aborted', async () => {
    const reader = await openDump(await files.write(small), never);
    const aborted = AbortSignal.abort(new Error('enough'));
    await expect(reader.entries(aborted)[Symbol.asyncIterator]().next()).rejects.toThrow('enough');
    await reader.close();
  });
});

describe('a plain dump that is not whole', () => {
  it('cut inside COPY is truncated, with the line', async () => {
    const cut = small.slice(0, small.indexOf('2\t'));
    await expect(read(cut)).rejects.toMatchObject({ code: 'dump-truncated', data: { line: 22 } });
  });

  it('cut inside a statement is truncated, with the line where that begins', async () => {
    const cut = small.slice(0, small.indexOf('    ADD CONSTRAINT'));
    await expect(read(cut)).rejects.toMatchObject({ code: 'dump-truncated', data: { line: 28 } });
  });

  it.each([
    ['a string', "SELECT 1;\nSELECT 'a;\n"],
    ['a dollar quote', 'SELECT 1;\nCREATE FUNCTION f() RETURNS int AS $$ select 1;\n'],
    ['a comment', 'SELECT 1;\n/* and so on;\n'],
    ['a quoted name', 'SELECT 1;\nSELECT "a;\n'],
  ])('cut inside %s is truncated', async (_case, text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'dump-truncated', data: { line: 2 } });
  });

  it('cut between statements lacks its last line', async () => {
    const cut = small.slice(0, small.indexOf('ALTER TABLE ONLY'));
    expect((await read(cut)).isComplete).toBe(false);
    expect((await read('CREATE TABLE by_hand (id integer);\n')).isComplete).toBe(true);
  });

  it('inside a gzip file that was cut is truncated', async () => {
    const bytes = gzipSync(small);
    await expect(read(bytes.subarray(0, bytes.length - 30))).rejects.toMatchObject({
      code: 'dump-truncated',
    });
  });

  it('of another encoding than it says is corrupt, with the line', async () => {
    const text = Buffer.from("SET client_encoding = 'UTF8';\nCOMMENT ON TABLE t IS '@';\n");
    text[text.indexOf('@')] = 0xe4;
    await expect(read(text)).rejects.toMatchObject({
      code: 'dump-corrupt',
      data: { line: 2, encoding: 'UTF8' },
    });
  });
});
