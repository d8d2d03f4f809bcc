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
const statements = async (text: string) => (await read(text)).definitions.map(({ sql }) => sql);

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

describe('what a dump may not do', () => {
  it.each([
    ['\\! rm -rf /', 3],
    ['\\i other.sql', 3],
    ['\\copy t FROM program', 3],
    ['\\o |sh', 3],
    ['\\set x `id`', 3],
    ['\\restrict a\\! id', 3],
    ["SELECT 'id' \\gexec", 3],
    ["SELECT 'id' \\g |sh", 3],
    ["COPY t FROM PROGRAM 'id';", 3],
    ["COPY t (a, b) TO PROGRAM 'id';", 3],
    ["copy t from /* a */ program 'id' with (format csv);", 3],
  ])('%s is refused', async (line, expected) => {
    await expect(read(`SELECT 1;\n\n${line}\nSELECT 2;\n`)).rejects.toMatchObject({
      code: 'dump-runs-programs',
      data: { line: expected },
    });
  });

  it('passes over the commands that pg_dump itself writes, and counts them', async () => {
    const text = `\\restrict abc123\nSELECT 1;\n\\unrestrict abc123\n\\encoding SQL_ASCII\n\\connect -reuse-previous=on "dbname='na sty'"\nSELECT 2;\n`;
    const { skipped, definitions } = await read(text);
    expect(skipped).toEqual(['\\restrict', '\\restrict', '\\encoding', '\\connect']);
    expect(definitions.map(({ sql }) => sql)).toEqual(['SELECT 1;', 'SELECT 2;']);
  });

  it('takes several databases in one file for a dump of a server', async () => {
    const text = '\\connect shop\nCREATE TABLE a (id int);\n\\connect blog\nCREATE TABLE b (id int);\n';
    await expect(read(text)).rejects.toMatchObject({
      code: 'dump-is-pg-dumpall',
      data: { databases: ['shop', 'blog'] },
    });
  });

  it('names the databases in a dump of a server, plain and inside gzip', async () => {
    const text = `--\n-- PostgreSQL database cluster dump\n--\n\nCREATE ROLE bob;\n\\connect template1\nSET a = 1;\n\\connect postgres\n\\connect shop\nCOPY public.t (v) FROM stdin;\n\\\\connect fake\n\\.\n\\connect "we ird"\nCREATE TABLE t (id int);\n`;
    for (const content of [text, gzipSync(text)]) {
      await expect(read(content)).rejects.toMatchObject({
        code: 'dump-is-pg-dumpall',
        data: { databases: ['shop', 'we ird'] },
      });
    }
  });

  it('refuses rows in a format that pg_dump does not write', async () => {
    await expect(read('COPY t FROM stdin WITH (FORMAT csv);\n1\n\\.\n')).rejects.toMatchObject({
      code: 'dump-format-unsupported',
    });
  });

  it('leaves COPY from a file to the restorer, as a statement of unknown kind', async () => {
    const { definitions } = await read("COPY t FROM '/etc/passwd';\n");
    expect(definitions).toMatchObject([{ type: 'UNKNOWN', sql: "COPY t FROM '/etc/passwd';" }]);
  });
});

describe('statements', () => {
  it.each([
    ['a string', "SELECT 'a;''b;';"],
    ['a string with a backslash at its end', "SELECT 'c:\\';"],
    ['an escape string', "SELECT E'a\\';b', e'\\\\';"],
    ['a quoted name', 'SELECT "a;""b;";'],
    ['a dollar quote', "CREATE FUNCTION f() RETURNS text AS $$ select ';'; $a$;$a$ $$ LANGUAGE sql;"],
    ['a tagged dollar quote', 'SELECT $a1$ $$;$$ $a$; $a1$;'],
    ['a name with a dollar sign', 'SELECT a$b$; '.trim()],
    ['a parameter', 'SELECT $1;'],
    ['comments', 'SELECT 1 /* ; /* ; */ ; */ -- ;\n + 2;'],
    ['a rule', 'CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b);'],
    [
      'a body of statements',
      'CREATE OR REPLACE FUNCTION f(i integer) RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN i > 1 THEN 1 ELSE 2 END; SELECT begin(1); END;',
    ],
    ['an empty body', 'CREATE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC END;'],
    ['a function called begin', "CREATE FUNCTION begin() RETURNS int AS 'select 1' LANGUAGE sql;"],
    ['operators', "SELECT 1 - 2 / 3, '{}'::json -> 'a' #>> '{}';"],
  ])('with %s end at their own semicolon', async (_case, sql) => {
    expect(await statements(`SELECT 0;\n${sql}\nSELECT 9;\n`)).toEqual(['SELECT 0;', sql, 'SELECT 9;']);
  });

  it('take a backslash in strings for an escape while standard_conforming_strings is off', async () => {
    const text =
      "SET standard_conforming_strings = off;\nSELECT 'a\\';b';\nSET standard_conforming_strings = on;\nSELECT 'c\\';\n";
    expect(await statements(text)).toEqual([
      'SET standard_conforming_strings = off;',
      "SELECT 'a\\';b';",
      'SET standard_conforming_strings = on;',
      "SELECT 'c\\';",
    ]);
  });

  it('are decoded from the encoding of the dump, and rows name it', async () => {
    const text = Buffer.from(
      "SET client_encoding = 'LATIN1';\nCOMMENT ON TABLE t IS '@';\nCOPY t (v) FROM stdin;\n@\n\\.\n",
    );
    for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@')) text[at] = 0xe4;
    const reader = await openDump(await files.write(text), never);
    const found: unknown[] = [];
    for await (const entry of reader.entries(never)) {
      if (entry.kind === 'definition') found.push(entry.sql);
      if (entry.kind !== 'rows') continue;
      for await (const part of entry.open(never).stream) found.push([entry.encoding, ...(part as Buffer)]);
    }
    await reader.close();
    expect(found).toEqual([
      "SET client_encoding = 'LATIN1';",
      "COMMENT ON TABLE t IS 'ä';",
      ['LATIN1', 0xe4, 10],
    ]);
  });

  it('find the schema of a bare name on the search path', async () => {
    const text =
      'SET search_path = shop, pg_catalog;\nCREATE TABLE a (id int);\nCOPY a (id) FROM stdin;\n\\.\nSET search_path = "Ot her", pg_catalog;\nCREATE INDEX i ON b (id);\n';
    const { definitions, rows } = await read(text);
    expect(definitions.map(({ type, schema, searchPath }) => [type, schema, searchPath])).toEqual([
      ['SET', null, 'public'],
      ['TABLE', 'shop', 'shop, pg_catalog'],
      ['SET', null, 'shop, pg_catalog'],
      ['INDEX', 'Ot her', '"Ot her", pg_catalog'],
    ]);
    expect(rows[0]?.schema).toBe('shop');
  });
});

describe('rows as INSERTs', () => {
  it('of one table become few statements', async () => {
    const lines = Array.from(
      { length: 2500 },
      (_, index) => `INSERT INTO public.t VALUES (${index}, 'it''s; (${index})');\n`,
    );
    const { rows } = await read(lines.join(''));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ form: 'insert', table: 't', rowCount: 2500, encoding: 'UTF8' });
    const merged = rows[0]?.text.split(/;\n(?=INSERT|$)/).filter((part) => part !== '') ?? [];
    expect(merged.map((sql) => sql.split('\n').length)).toEqual([1000, 1000, 500]);
    expect(merged[2]).toMatch(/^INSERT INTO public\.t VALUES \(2000, 'it''s; \(2000\)'\),\n\(2001,/);
  });

  it('stay apart by table, columns and clauses', async () => {
    const text = `INSERT INTO a (x, "Y;") VALUES (1, 2);
INSERT INTO a (x, "Y;") VALUES (3, 4), (5, 6);
INSERT INTO a VALUES (7, 8);
INSERT INTO b DEFAULT VALUES;
INSERT INTO b DEFAULT VALUES;
INSERT INTO c VALUES (1) ON CONFLICT DO NOTHING;
INSERT INTO c VALUES (2) ON CONFLICT DO NOTHING;
INSERT INTO d OVERRIDING SYSTEM VALUE VALUES (1);
INSERT INTO e SELECT 1;
INSERT INTO e VALUES (1);
INSERT INTO e VALUES (2) RETURNING (id);
INSERT INTO e VALUES (3) ON CONFLICT (id) DO NOTHING;
`;
    const { rows, definitions } = await read(text);
    expect(rows.map(({ table, columns, rowCount, text: sql }) => [table, columns, rowCount, sql])).toEqual([
      ['a', ['x', 'Y;'], 3, 'INSERT INTO a (x, "Y;") VALUES (1, 2),\n(3, 4), (5, 6);\n'],
      ['a', null, 1, 'INSERT INTO a VALUES (7, 8);\n'],
      ['b', null, 2, 'INSERT INTO b DEFAULT VALUES;\nINSERT INTO b DEFAULT VALUES;\n'],
      ['c', null, 2, 'INSERT INTO c VALUES (1),\n(2) ON CONFLICT DO NOTHING;\n'],
      ['d', null, 1, 'INSERT INTO d OVERRIDING SYSTEM VALUE VALUES (1);\n'],
      ['e', null, 1, 'INSERT INTO e VALUES (1);\n'],
    ]);
    expect(definitions.map(({ type, sql }) => [type, sql])).toEqual([
      ['UNKNOWN', 'INSERT INTO e SELECT 1;'],
      ['UNKNOWN', 'INSERT INTO e VALUES (2) RETURNING (id);'],
      ['UNKNOWN', 'INSERT INTO e VALUES (3) ON CONFLICT (id) DO NOTHING;'],
    ]);
  });

  it('are turned into UTF-8', async () => {
    const text = Buffer.from("SET client_encoding = 'WIN1252';\nINSERT INTO t VALUES ('@');\n");
    text[text.indexOf('@')] = 0x80;
    const { rows } = await read(text);
    expect(rows[0]).toMatchObject({ encoding: 'UTF8', text: "INSERT INTO t VALUES ('€');\n" });
  });
});

describe('large objects in plain SQL', () => {
  it('are one entry, whatever else stands around them', async () => {
    const text = `SELECT pg_catalog.lo_create('100');
BEGIN;

SELECT pg_catalog.lo_open('100', 131072);
SELECT pg_catalog.lowrite(0, '\\x6869');
SELECT pg_catalog.lowrite(0, '\\x2100');
SELECT pg_catalog.lo_close(0);

SELECT pg_catalog.lo_open('200', 131072);
SELECT pg_catalog.lo_close(0);

COMMIT;
`;
    const { entries } = await read(text);
    expect(entries.map((entry) => (entry.kind === 'definition' ? entry.type : entry.kind))).toEqual([
      'BLOB',
      'TRANSACTION',
      'large-objects',
      'TRANSACTION',
    ]);
    expect(entries[2]).toMatchObject({ objects: { 100: 'hi!\0', 200: '' } });
  });
});
