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
