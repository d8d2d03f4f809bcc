import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectAs } from '../../postgres/connect';
import { createStagingDatabase } from '../../postgres/databases';
import { createImportRole } from '../../postgres/roles';
import { startTemporaryCluster, type TemporaryCluster } from '../../postgres/temporary-cluster';
import type { DumpReader } from '../entry';
import { archiveOf, definition, largeObjects, restoreReader, rows } from './trial-restore';

let temporary: TemporaryCluster;
beforeAll(async () => {
  temporary = await startTemporaryCluster();
});
afterAll(() => temporary?.close());

let count = 0;
const restored = async (dump: DumpReader) => {
  count += 1;
  const name = `import_objects_${count}`;
  const login = await createImportRole(temporary.cluster, name);
  await createStagingDatabase(temporary.cluster, { name, owner: name, dumpLocale: null });
  const connect = (): Promise<Client> =>
    connectAs(temporary.cluster, { ...login, database: name, applicationName: 'test' });
  const result = await restoreReader(dump, { connect });
  const client = await connect();
  const query = async (sql: string): Promise<unknown[]> =>
    (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  return { ...result, query, [Symbol.asyncDispose]: () => client.end() };
};

const partitions = [
  definition(
    'CREATE TABLE public.sales (id integer NOT NULL, year integer NOT NULL) PARTITION BY LIST (year)',
  ),
  definition('CREATE TABLE public.sales_25 (id integer NOT NULL, year integer NOT NULL)'),
  definition('CREATE TABLE public.sales_26 (id integer NOT NULL, year integer NOT NULL)'),
  definition('ALTER TABLE ONLY public.sales ATTACH PARTITION public.sales_25 FOR VALUES IN (2025)'),
  definition('ALTER TABLE ONLY public.sales ATTACH PARTITION public.sales_26 FOR VALUES IN (2026)'),
];
const partitionKeys = [
  definition('ALTER TABLE ONLY public.sales ADD CONSTRAINT sales_pkey PRIMARY KEY (id, year)'),
  definition('ALTER TABLE ONLY public.sales_25 ADD CONSTRAINT sales_25_pkey PRIMARY KEY (id, year)'),
  definition('ALTER TABLE ONLY public.sales_26 ADD CONSTRAINT sales_26_pkey PRIMARY KEY (id, year)'),
  definition('ALTER INDEX public.sales_pkey ATTACH PARTITION public.sales_25_pkey'),
  definition('ALTER INDEX public.sales_pkey ATTACH PARTITION public.sales_26_pkey'),
];

describe('an archive', () => {
  it('has its partitions loaded and their indexes attached', async () => {
    await using db = await restored(
      archiveOf([
        ...partitions,
        rows('sales_25', ['1\t2025']),
        rows('sales_26', ['1\t2026', '2\t2026']),
        ...partitionKeys,
      ]),
    );
    expect(await db.query('SELECT count(*)::int FROM public.sales')).toEqual([3]);
    expect(
      await db.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'public.sales_pkey'::regclass"),
    ).toEqual([true]);
  });

  it('keeps rows that came through the partitioned table when a partition has rows of its own', async () => {
    await using db = await restored(
      archiveOf([
        ...partitions,
        rows('sales', ['1\t2025', '1\t2026'], { sizeBytes: 9 }),
        rows('sales_26', ['2\t2026'], { sizeBytes: 1 }),
      ]),
    );
    expect(await db.query('SELECT count(*)::int FROM public.sales')).toEqual([3]);
  });

  it('keeps the rows of an inheriting table', async () => {
    await using db = await restored(
      archiveOf([
        definition('CREATE TABLE public.parent (id integer)'),
        definition('CREATE TABLE public.child (extra text) INHERITS (public.parent)'),
        rows('child', ['1\ta', '2\tb'], { sizeBytes: 100 }),
        rows('parent', ['3'], { sizeBytes: 1 }),
      ]),
    );
    expect(await db.query('SELECT count(*)::int FROM public.parent')).toEqual([3]);
    expect(await db.query('SELECT count(*)::int FROM ONLY public.parent')).toEqual([1]);
  });

  it('gets circular foreign keys without a deadlock', async () => {
    const tables = ['a', 'b', 'c'];
    const key = (from: string, to: string) =>
      definition(
        `ALTER TABLE ONLY public.${from} ADD CONSTRAINT ${from}_${to} FOREIGN KEY (${to}_id) REFERENCES public.${to}(id)`,
      );
    await using db = await restored(
      archiveOf([
        ...tables.map((t) =>
          definition(
            `CREATE TABLE public.${t} (id integer NOT NULL, a_id integer, b_id integer, c_id integer)`,
          ),
        ),
        ...tables.map((t) =>
          rows(
            t,
            Array.from({ length: 5000 }, (_, id) => `${id}\t${id}\t${id}\t${id}`),
          ),
        ),
        ...tables.map((t) =>
          definition(`ALTER TABLE ONLY public.${t} ADD CONSTRAINT ${t}_pkey PRIMARY KEY (id)`),
        ),
        ...tables.flatMap((from) => tables.map((to) => key(from, to))),
      ]),
    );
    expect(
      await db.query("SELECT count(*)::int FROM pg_constraint WHERE contype = 'f' AND convalidated"),
    ).toEqual([9]);
  });

  it('has its large objects under their own numbers, also long and empty ones', async () => {
    const long = Buffer.alloc(3 * 1024 * 1024 + 17, 'abc');
    await using db = await restored(
      archiveOf([
        definition("SELECT pg_catalog.lo_create('4711')", { section: 'pre-data' }),
        largeObjects([
          [4711, long],
          [4712, Buffer.from([0, 1, 255])],
          [4713, Buffer.alloc(0)],
        ]),
      ]),
    );
    expect(await db.query('SELECT oid::int FROM pg_largeobject_metadata ORDER BY oid')).toEqual([
      4711, 4712, 4713,
    ]);
    expect(
      await db.query("SELECT md5(lo_get(4711)) = md5(convert_to(rpad('', 3145745, 'abc'), 'UTF8'))"),
    ).toEqual([true]);
    expect(await db.query('SELECT lo_get(4712)')).toEqual([Buffer.from([0, 1, 255])]);
  });

  it('with uncompressed data of one row a chunk is loaded whole', async () => {
    const lines = Array.from({ length: 200_000 }, (_, id) => `${id}\trow ${id}`);
    await using db = await restored(
      archiveOf([definition('CREATE TABLE public.t (id integer, words text)'), rows('t', lines)]),
    );
    expect(db.report.rows).toBe(200_000);
    expect(await db.query('SELECT count(*)::int, sum(id)::text FROM public.t')).toEqual([
      200_000,
      '19999900000',
    ]);
  });

  it('makes a materialized view that needs a primary key, and its index', async () => {
    await using db = await restored(
      archiveOf([
        definition('CREATE TABLE public.t (id integer NOT NULL, name text)'),
        rows('t', ['1\ta', '2\tb']),
        definition(
          'CREATE MATERIALIZED VIEW public.m AS SELECT id, name FROM public.t GROUP BY id WITH NO DATA',
          { section: 'post-data' },
        ),
        definition('ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id)'),
        definition('CREATE UNIQUE INDEX m_id ON public.m USING btree (id)'),
        definition('REFRESH MATERIALIZED VIEW public.m'),
      ]),
    );
    expect(await db.query('SELECT name FROM public.m ORDER BY id')).toEqual(['a', 'b']);
    expect(await db.query("SELECT count(*)::int FROM pg_indexes WHERE indexname = 'm_id'")).toEqual([1]);
    expect(db.report.warnings).toEqual([]);
  });

  it('leaves out what else an entry holds, and runs the rest of it', async () => {
    await using db = await restored(
      archiveOf([
        definition(
          "CREATE TABLE public.t (id integer);\nALTER ROLE CURRENT_USER SET work_mem = '64kB';\nCOMMENT ON TABLE public.t IS 'ours';",
        ),
      ]),
    );
    expect(
      await db.query(
        "SELECT obj_description('public.t'::regclass), rolconfig FROM pg_roles WHERE rolname = current_user",
      ),
    ).toEqual(['ours', null]);
    expect(db.report.skipped).toContainEqual(expect.objectContaining({ what: 'ROLE', count: 1 }));
  });

  it('makes no role that only a policy names: the policy is left out, and both are named', async () => {
    await using db = await restored(
      archiveOf([
        definition('CREATE TABLE public.t (id integer)'),
        rows('t', ['1', '2']),
        definition('CREATE POLICY everyone ON public.t TO PUBLIC USING (true)'),
        definition('CREATE POLICY staff ON public.t TO shop_staff USING (true)'),
      ]),
    );
    expect(db.report.warnings).toEqual([
      expect.stringMatching(/staff.* was not created: role "shop_staff" does not exist/),
    ]);
    expect(await db.query('SELECT policyname FROM pg_policies')).toEqual(['everyone']);
    expect(await db.query("SELECT rolname FROM pg_roles WHERE rolname = 'shop_staff'")).toEqual([]);
  });
});
