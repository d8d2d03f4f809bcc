import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTemporaryCluster, type TemporaryCluster } from '../../postgres/temporary-cluster';
import { stageTrial } from '../../postgres/temporary-staging';
import { archiveOf, definition, restoreReader, restoreSql, rows } from './trial-restore';
import { endlessTable, expectNobody } from './trial-staging';

let temporary: TemporaryCluster;
beforeAll(async () => {
  temporary = await startTemporaryCluster();
});
afterAll(() => temporary?.close());

let count = 0;
const stage = () => {
  count += 1;
  return stageTrial(temporary, `import_failures_${count}`);
};

describe('a hostile dump', () => {
  it('runs no program, changes no role and reads no file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'manysite-hostile-'));
    const staged = await stage();
    try {
      const proof = join(folder, 'proof');
      const sql = `
CREATE FUNCTION public.run() RETURNS integer LANGUAGE plpgsql AS $$ begin execute 'COPY (SELECT 1) TO PROGRAM ''touch ${proof}'''; return 1; end $$;
CREATE VIEW public.django_site AS SELECT public.run() AS id, 'shop.example'::text AS domain;
ALTER ROLE CURRENT_USER SET search_path = evil;
ALTER ROLE CURRENT_USER PASSWORD 'known';
SET SESSION AUTHORIZATION postgres;
SET ROLE postgres;
ALTER SYSTEM SET archive_command = 'touch ${proof}';
LISTEN everything;
CREATE TABLE public.t (id integer);
`;
      const { report } = await restoreSql(sql, { connect: staged.connect });
      const skipped = report.skipped.map(({ what }) => what);
      expect(skipped).toEqual(
        expect.arrayContaining([
          'ROLE',
          'SET session_authorization',
          'SET role',
          'ALTER SYSTEM',
          'LISTEN and NOTIFY',
        ]),
      );
      // The password that the import was given still works.
      const client = await staged.connect();
      await expect(client.query('SELECT * FROM public.django_site')).rejects.toMatchObject({ code: '42501' });
      const settings = await client.query('SELECT rolconfig FROM pg_roles WHERE rolname = current_user');
      expect(settings.rows).toEqual([{ rolconfig: null }]);
      await client.end();
      expect(existsSync(proof)).toBe(false);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it.each([
    ['a command of psql', '\\! touch /tmp/never', 'dump-runs-programs'],
    ['COPY FROM PROGRAM', "COPY public.t FROM PROGRAM 'id';", 'dump-runs-programs'],
    ['a file of the server', "COPY public.t FROM '/etc/passwd';", 'dump-statement-refused'],
    ['a block of code', 'DO $$ begin perform 1; end $$;', 'dump-statement-refused'],
    ['a change of data', 'UPDATE public.t SET id = 1;', 'dump-statement-refused'],
  ])('is refused for %s, with its line', async (_what, statement, code) => {
    const staged = await stage();
    const restoring = restoreSql(`CREATE TABLE public.t (id integer);\n${statement}\n`, {
      connect: staged.connect,
    });
    await expect(restoring).rejects.toMatchObject({ code, message: expect.stringMatching(/line 6/i) });
    await expectNobody(staged);
  });
});

describe('a dump that fails', () => {
  it('tells the object, the SQLSTATE, the line and PostgreSQL’s words', async () => {
    const staged = await stage();
    const restoring = restoreSql('CREATE TABLE public.t (\n    id public.unknown_type\n);\n', {
      connect: staged.connect,
    });
    await expect(restoring).rejects.toMatchObject({
      code: 'dump-statement-failed',
      message: expect.stringMatching(
        /^table public\.t \(line 5 of the dump\) failed with 42704: type "public.unknown_type"/,
      ),
      data: { object: 'table public.t', sqlState: '42704', place: { kind: 'line', line: 5 } },
      hint: expect.any(String),
    });
    await expectNobody(staged);
  });

  it('tells which row and column COPY did not take', async () => {
    const staged = await stage();
    const sql = 'CREATE TABLE public.t (id integer);\nCOPY public.t (id) FROM stdin;\n1\ntwo\n\\.\n';
    await expect(restoreSql(sql, { connect: staged.connect })).rejects.toMatchObject({
      code: 'dump-statement-failed',
      message: expect.stringContaining('COPY t, line 2, column id: "two"'),
      data: { object: 'rows of public.t', sqlState: '22P02' },
    });
    await expectNobody(staged);
  });

  it('stops the other connections when one fails', async () => {
    const staged = await stage();
    const dump = archiveOf([
      ...endlessTable(),
      definition('CREATE TABLE public.small (id integer)'),
      rows('small', ['one']),
    ]);
    await expect(restoreReader(dump, { connect: staged.connect })).rejects.toMatchObject({
      code: 'dump-statement-failed',
      data: { object: 'rows of public.small' },
    });
    await expectNobody(staged);
  });

  it('fails when a row is there twice, and when rows contradict a foreign key', async () => {
    const table = 'CREATE TABLE public.t (id integer, up integer);\nCOPY public.t (id, up) FROM stdin;\n';
    const key = 'ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);\n';
    const up = 'ALTER TABLE ONLY public.t ADD CONSTRAINT t_up FOREIGN KEY (up) REFERENCES public.t(id);\n';
    const twice = await stage();
    await expect(
      restoreSql(`${table}1\t1\n1\t1\n\\.\n${key}`, { connect: twice.connect }),
    ).rejects.toMatchObject({ data: { sqlState: '23505' } });
    const dangling = await stage();
    await expect(
      restoreSql(`${table}1\t9\n\\.\n${key}${up}`, { connect: dangling.connect }),
    ).rejects.toMatchObject({ data: { sqlState: '23503' } });
  });

  it('tells what a duplicate means, its statement and its rows, and comes in without that constraint', async () => {
    const key = 'ALTER TABLE ONLY public.product\n    ADD CONSTRAINT product_sku_key UNIQUE (sku, "Shop");';
    const entries = [
      definition('CREATE TABLE public.product (id integer, sku text, "Shop" integer)'),
      rows('product', ['1\tBK-1\t7', '2\tBK-2\t7', '3\tBK-2\t7', '4\tBK-2\t8']),
      definition(key, { place: { kind: 'entry', dumpId: 3118 } }),
    ];
    const staged = await stage();
    await expect(restoreReader(archiveOf(entries), { connect: staged.connect })).rejects.toMatchObject({
      code: 'dump-statement-failed',
      message: expect.stringContaining('could not create unique index "product_sku_key"'),
      data: {
        sqlState: '23505',
        title: 'Rows of product have the same sku, "Shop"',
        explanation: expect.stringContaining('BK-2, 7 is in it more than once'),
        statement: key,
        place: { kind: 'entry', dumpId: 3118 },
        canBeLeftOut: true,
        rows: {
          columns: ['id', 'sku', 'Shop'],
          rows: [
            ['2', 'BK-2', '7'],
            ['3', 'BK-2', '7'],
          ],
        },
      },
    });
    await expectNobody(staged);
    const again = await stage();
    const { report } = await restoreReader(archiveOf(entries), {
      connect: again.connect,
      leavesOut: [{ kind: 'entry', dumpId: 3118 }],
    });
    expect(report).toMatchObject({ rows: 4, constraints: 0 });
    expect(report.warnings).toEqual([
      'The constraint product_sku_key of public.product was left out, as the import was told.',
    ]);
  });

  it('fails when a trigger keeps rows out', async () => {
    const staged = await stage();
    const sql = `
CREATE FUNCTION public.nothing() RETURNS trigger LANGUAGE plpgsql AS 'begin return null; end';
CREATE TABLE public.t (id integer);
CREATE TRIGGER t BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.nothing();
INSERT INTO public.t VALUES (1);
`;
    await expect(restoreSql(sql, { connect: staged.connect })).rejects.toMatchObject({
      code: 'dump-rows-missing',
      data: { rowsInDump: 1, rowsImported: 0 },
    });
  });

  it('of rows only says so', async () => {
    const staged = await stage();
    await expect(
      restoreSql('COPY public.django_site (id) FROM stdin;\n1\n\\.\n', { connect: staged.connect }),
    ).rejects.toMatchObject({
      code: 'dump-rows-missing',
      message: expect.stringContaining('--data-only'),
    });
  });

  it('that is cut says so, although all its statements ran', async () => {
    const staged = await stage();
    const dump = archiveOf([definition('CREATE TABLE public.t ()')], { isComplete: () => false });
    await expect(restoreReader(dump, { connect: staged.connect })).rejects.toMatchObject({
      code: 'dump-truncated',
    });
    await expectNobody(staged);
  });

  it('with a partitioned index that lacks a part is not taken for whole', async () => {
    const staged = await stage();
    const dump = archiveOf([
      definition('CREATE TABLE public.p (id integer NOT NULL) PARTITION BY LIST (id)'),
      definition('CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1)'),
      definition('CREATE INDEX p_id ON ONLY public.p USING btree (id)'),
    ]);
    await expect(restoreReader(dump, { connect: staged.connect })).rejects.toMatchObject({
      code: 'import-failed',
      data: { indexes: ['p_id'] },
    });
  });

  const endConnections = (name: string) =>
    temporary.cluster.query(
      'postgres',
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1',
      [name],
    );

  it('loses its connections when the server ends them, and says so', async () => {
    const staged = await stage();
    const restoring = restoreReader(archiveOf(endlessTable()), { connect: staged.connect });
    const ended = expect(restoring).rejects.toMatchObject({ code: 'postgres-failed' });
    await vi.waitFor(async () => expect(await staged.connections()).toHaveLength(3), { timeout: 20_000 });
    await endConnections(staged.name);
    await ended;
    await expectNobody(staged);
  });

  it('says so, too, when the server ends them while they are opened', async () => {
    const staged = await stage();
    const connect = async () => {
      const client = await staged.connect();
      await endConnections(staged.name);
      return client;
    };
    await expect(restoreReader(archiveOf(endlessTable()), { connect })).rejects.toMatchObject({
      code: 'postgres-failed',
    });
    await expectNobody(staged);
  });
});
