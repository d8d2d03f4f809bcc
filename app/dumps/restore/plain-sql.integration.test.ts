import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectAs } from '../../postgres/connect';
import { createStagingDatabase } from '../../postgres/databases';
import { createImportRole } from '../../postgres/roles';
import { startTemporaryCluster, type TemporaryCluster } from '../../postgres/temporary-cluster';
import { restoreSql } from './trial-restore';

let temporary: TemporaryCluster;
beforeAll(async () => {
  temporary = await startTemporaryCluster();
});
afterAll(() => temporary?.close());

let count = 0;
const restored = async (dump: string | Buffer) => {
  count += 1;
  const name = `import_plain_${count}`;
  const login = await createImportRole(temporary.cluster, name);
  await createStagingDatabase(temporary.cluster, { name, owner: name, dumpLocale: null });
  const connect = (): Promise<Client> =>
    connectAs(temporary.cluster, { ...login, database: name, applicationName: 'test' });
  const result = await restoreSql(dump, { connect });
  const client = await connect();
  const query = async (sql: string): Promise<unknown[]> =>
    (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  return { ...result, query, [Symbol.asyncDispose]: () => client.end() };
};

describe('plain SQL', () => {
  it('in LATIN1 has the right letters in names, rows and INSERTs', async () => {
    const sql = [
      "SET client_encoding = 'LATIN1';",
      'CREATE TABLE public.caf\u00e9 (name text);',
      'COPY public.caf\u00e9 (name) FROM stdin;\nZ\u00fcrich\n\\.\n',
      "INSERT INTO public.caf\u00e9 VALUES ('Gen\u00e8ve');",
    ].join('\n');
    await using db = await restored(Buffer.from(sql, 'latin1'));
    expect(await db.query('SELECT name FROM public.caf\u00e9 ORDER BY name')).toEqual([
      'Gen\u00e8ve',
      'Z\u00fcrich',
    ]);
  });

  it('has generated and identity columns, a table without columns, functions with BEGIN, and data that holds \\.', async () => {
    const sql = `
SET check_function_bodies = false;
CREATE FUNCTION public.begin() RETURNS integer LANGUAGE sql IMMUTABLE RETURN 1;
CREATE FUNCTION public.atomic(a integer) RETURNS integer LANGUAGE sql
    BEGIN ATOMIC
 SELECT (public.begin() + CASE WHEN (a > 0) THEN 1 ELSE 2 END);
END;
CREATE TABLE public.nothing (
);
CREATE TABLE public.t (id integer NOT NULL, net numeric, gross numeric GENERATED ALWAYS AS (net * 2) STORED, words text);
ALTER TABLE public.t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.t_id_seq START WITH 1);
COPY public.nothing  FROM stdin;


\\.
COPY public.t (id, net, words) FROM stdin;
7\t1.5\t\\\\.
8\t2\t\\N
\\.
SELECT pg_catalog.setval('public.t_id_seq', 8, true);
`;
    await using db = await restored(sql);
    expect(await db.query('SELECT id, gross::text, words FROM public.t ORDER BY id')).toEqual([
      7,
      '3.0',
      '\\.',
      8,
      '4',
      null,
    ]);
    expect(await db.query('SELECT count(*)::int FROM public.nothing')).toEqual([2]);
    expect(await db.query('INSERT INTO public.t (net) VALUES (1) RETURNING id')).toEqual([9]);
    expect(await db.query('SELECT public.atomic(1)')).toEqual([2]);
  });

  it('of INSERTs, put together by hand with constraints in between, runs in its own order', async () => {
    const sql = `
CREATE TABLE shop (id integer);
INSERT INTO shop VALUES (1), (2);
INSERT INTO shop VALUES (3);
ALTER TABLE shop ADD CONSTRAINT shop_pkey PRIMARY KEY (id);
CREATE TABLE item (id integer PRIMARY KEY, shop integer NOT NULL REFERENCES shop (id));
INSERT INTO item (id, shop) VALUES (1, 3);
INSERT INTO shop VALUES (4);
INSERT INTO item VALUES (2, 4);
`;
    await using db = await restored(sql);
    expect(await db.query('SELECT id FROM shop ORDER BY id')).toEqual([1, 2, 3, 4]);
    expect(await db.query('SELECT shop FROM item ORDER BY id')).toEqual([3, 4]);
    expect(db.report.rows).toBe(6);
  });

  it('follows the search path of old dumps, also for what runs at the end', async () => {
    const sql = `
CREATE SCHEMA one;
CREATE SCHEMA two;
SET search_path = one, pg_catalog;
CREATE TABLE t (id integer);
COPY t (id) FROM stdin;
1
\\.
SET search_path = two, pg_catalog;
CREATE TABLE t (id integer);
COPY t (id) FROM stdin;
2
3
\\.
SET search_path = one, pg_catalog;
CREATE INDEX t_one ON t USING btree (id);
SET search_path = two, pg_catalog;
CREATE INDEX t_two ON t USING btree (id);
`;
    await using db = await restored(sql);
    expect(
      await db.query("SELECT schemaname, indexname FROM pg_indexes WHERE indexname LIKE 't\\_%' ORDER BY 1"),
    ).toEqual(['one', 't_one', 'two', 't_two']);
    expect(await db.query('SELECT count(*)::int FROM two.t')).toEqual([2]);
  });

  it('is not stopped by unknown settings, missing roles and disabled triggers', async () => {
    const sql = `
SET a_setting_of_the_future = on;
SET session_replication_role = replica;
SET default_tablespace = 'fast';
CREATE TABLE public.t (id integer);
ALTER TABLE public.t OWNER TO nobody_here;
ALTER TABLE public.t DISABLE TRIGGER ALL;
COPY public.t (id) FROM stdin;
1
\\.
CREATE POLICY p ON public.t TO nobody_here USING (true);
GRANT ALL ON TABLE public.t TO nobody_here;
`;
    await using db = await restored(sql);
    expect(db.report.rows).toBe(1);
    expect(db.report.warnings.join('\n')).toContain('role "nobody_here" does not exist');
    const skipped = db.report.skipped.map(({ what }) => what);
    expect(skipped).toEqual(
      expect.arrayContaining([
        'SET a_setting_of_the_future',
        'SET session_replication_role',
        'SET default_tablespace',
        'OWNER',
        'GRANT and REVOKE',
      ]),
    );
  });

  it('has large objects', async () => {
    const sql = `
SELECT pg_catalog.lo_create('5001');
BEGIN;
SELECT pg_catalog.lo_open('5001', 131072);
SELECT pg_catalog.lowrite(0, '\\x00ff10');
SELECT pg_catalog.lo_close(0);
COMMIT;
`;
    await using db = await restored(sql);
    expect(await db.query('SELECT lo_get(5001)')).toEqual([Buffer.from([0, 255, 16])]);
  });
});
