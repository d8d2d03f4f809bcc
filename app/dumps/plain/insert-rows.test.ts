import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDump, temporaryFolder } from '../testing/read-dump';

let files: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  files = await temporaryFolder();
});
afterAll(() => files.remove());

const read = async (text: string | Buffer) => readDump(await files.write(text));

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
