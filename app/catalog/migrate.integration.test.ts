import { appendFile, cp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTemporaryCluster, type TemporaryCluster } from '../postgres/temporary-cluster';
import { migrate } from './migrate';

const ownMigrations = fileURLToPath(new URL('../../prisma/catalog/migrations', import.meta.url));

let temporary: TemporaryCluster;
let migrationsFolder: string;
let connectionString: string;
let round = 0;

beforeAll(async () => {
  temporary = await startTemporaryCluster();
});
afterAll(() => temporary?.close());

beforeEach(async () => {
  round += 1;
  await temporary.cluster.query('postgres', `create database catalog_${round} template template0`);
  const url = new URL(temporary.cluster.connectionString('manysite'));
  url.pathname = `/catalog_${round}`;
  connectionString = url.href;
  migrationsFolder = join(temporary.folder, `migrations-${round}`);
  await cp(ownMigrations, migrationsFolder, { recursive: true });
});

const run = () => migrate({ connectionString, migrationsFolder });

const query = async (sql: string) => {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

const tableNames = async () =>
  (await query(`select tablename from pg_tables where schemaname = 'public' order by tablename`)).map(
    (row) => row.tablename,
  );

test('a second run finds nothing to do', async () => {
  const files = (await readdir(migrationsFolder)).sort();
  expect(files.length).toBeGreaterThan(0);
  expect(await run()).toEqual(files);
  expect(await run()).toEqual([]);
});

test('a later migration is applied to a catalog that has data', async () => {
  await run();
  await query(`insert into project (name, folder, mode) values ('kept', '/srv/kept', 'single-process')`);
  await writeFile(join(migrationsFolder, '9000_more.sql'), 'create table more (id int primary key);');
  expect(await run()).toEqual(['9000_more.sql']);
  expect(await tableNames()).toContain('more');
  expect(await query('select name from project')).toEqual([{ name: 'kept' }]);
});

test('a failing migration changes nothing, and those before it stay', async () => {
  const files = (await readdir(migrationsFolder)).sort();
  await writeFile(join(migrationsFolder, '9000_broken.sql'), 'create table half (id int); select 1 / 0;');
  await expect(run()).rejects.toMatchObject({
    code: 'catalog-damaged',
    message: expect.stringContaining('division by zero'),
    data: { migration: '9000_broken.sql' },
  });
  expect(await tableNames()).not.toContain('half');
  expect(await query('select name from applied_migration order by position')).toEqual(
    files.map((name) => ({ name })),
  );
});

test('a migration changed after it was applied is named, and nothing is applied', async () => {
  await run();
  const [first = ''] = (await readdir(migrationsFolder)).sort();
  await appendFile(join(migrationsFolder, first), '-- edited\n');
  await writeFile(join(migrationsFolder, '9000_more.sql'), 'create table more (id int primary key);');
  await expect(run()).rejects.toMatchObject({ code: 'catalog-damaged', data: { migration: first } });
  expect(await tableNames()).not.toContain('more');
});

test('an applied migration whose file is missing is named', async () => {
  await writeFile(join(migrationsFolder, '9000_more.sql'), 'create table more (id int primary key);');
  await run();
  await rm(join(migrationsFolder, '9000_more.sql'));
  await expect(run()).rejects.toMatchObject({
    code: 'catalog-damaged',
    data: { migration: '9000_more.sql' },
  });
});

test('of several at the same time one applies, the others wait', async () => {
  const files = (await readdir(migrationsFolder)).sort();
  const applied = await Promise.all(Array.from({ length: 6 }, run));
  expect(applied.filter((names) => names.length > 0)).toEqual([files]);
  expect(await query('select name from applied_migration order by position')).toEqual(
    files.map((name) => ({ name })),
  );
});
