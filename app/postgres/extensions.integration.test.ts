import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cluster } from './cluster';
import { connectAs } from './connect';
import { createStagingDatabase } from './databases';
import { serverBudget } from './embedded/keep-running';
import { availableExtensions, createSuperuserExtensions } from './extensions';
import { listDatabases } from './inventory';
import { createImportRole, ensureServingRole, handOver } from './roles';
import { steadily } from './steadily';
import { startTemporaryCluster, type TemporaryCluster } from './temporary-cluster';
import { clusterScene } from './testing/cluster-scene';

let temporary: TemporaryCluster;
let cluster: Cluster;

beforeAll(async () => {
  temporary = await startTemporaryCluster();
  cluster = temporary.cluster;
});
afterAll(() => temporary?.close());

test('available are those that can be made, none that reads files or other servers', async () => {
  const available = await availableExtensions(cluster);
  for (const name of [
    'plpgsql',
    'citext',
    'hstore',
    'pg_trgm',
    'unaccent',
    'pgcrypto',
    'uuid-ossp',
    'btree_gin',
    'ltree',
  ]) {
    expect(available, name).toContain(name);
  }
  for (const name of ['pg_stat_statements', 'earthdistance']) expect(available, name).toContain(name);
  for (const name of [
    'dblink',
    'postgres_fdw',
    'file_fdw',
    'plpython3u',
    'plperlu',
    'pageinspect',
    'amcheck',
    'postgis',
  ]) {
    expect(available, name).not.toContain(name);
  }
  expect(await listDatabases(cluster)).toEqual([]);
  expect(
    await cluster.query('postgres', `select rolname from pg_roles where rolname like 'scratch%'`),
  ).toEqual([]);
});

describe('where PostgreSQL is killed while it is cleared up after them', () => {
  const scene = clusterScene();

  test('nothing is left of them', async () => {
    const killed = await scene.start({ restartBudget: serverBudget });
    const temporaryRoles = () =>
      killed.query<{ name: string }>(
        'postgres',
        `select rolname as name from pg_roles where rolname like 'scratch%'`,
      );
    let isKilled = false;
    const dying: Cluster = {
      ...killed,
      query: (database, sql, parameters) => {
        const isDue = !isKilled && sql.includes('drop role');
        isKilled ||= isDue;
        if (isDue) process.kill(killed.pid, 'SIGKILL');
        return killed.query(database, sql, parameters);
      },
    };
    expect(await availableExtensions(dying)).toContain('citext');
    expect(isKilled).toBe(true);
    // The role may be dropped before its server is, whose end is then met by whoever asks next.
    expect(await steadily(killed, temporaryRoles)).toEqual([]);
    expect(await steadily(killed, () => listDatabases(killed))).toEqual([]);
  });
});

test('are asked for once', async () => {
  expect(availableExtensions(cluster)).toBe(availableExtensions(cluster));
});

test('every available one can be made where a dump will have it, and the database handed over', async () => {
  const name = 'import_extensions';
  const role = await createImportRole(cluster, name);
  await createStagingDatabase(cluster, { name, owner: name, dumpLocale: null });
  const wanted = [...(await availableExtensions(cluster))];
  expect([...(await createSuperuserExtensions(cluster, { database: name, wanted }))].sort()).toEqual([
    'earthdistance',
    'pg_stat_statements',
  ]);
  const client = await connectAs(cluster, { ...role, database: name, applicationName: 'test' });
  for (const extension of wanted) await client.query(`create extension if not exists "${extension}"`);
  await client.query(`create table places (id int, at earth, words citext)`);
  await client.end();
  const servingRole = await ensureServingRole(cluster, '22222222-2222-4222-8222-222222222222');
  await handOver(cluster, { database: name, importRole: name, servingRole });
  const serving = await connectAs(cluster, { ...servingRole, database: name, applicationName: 'test' });
  await serving.query(`insert into places values (1, ll_to_earth(47.4, 8.5), 'Zürich')`);
  expect((await serving.query(`select id from places where words = 'ZÜRICH'`)).rows).toEqual([{ id: 1 }]);
  await serving.end();
});

test('the superuser makes nothing else, and nothing where somebody has been', async () => {
  const name = 'import_used';
  const role = await createImportRole(cluster, name);
  await createStagingDatabase(cluster, { name, owner: name, dumpLocale: null });
  expect(
    await createSuperuserExtensions(cluster, {
      database: name,
      wanted: ['dblink', 'file_fdw', 'plpython3u'],
    }),
  ).toEqual([]);
  const client = await connectAs(cluster, { ...role, database: name, applicationName: 'test' });
  await client.query(`create function public.trap() returns int language sql return 1`);
  await client.end();
  await expect(
    createSuperuserExtensions(cluster, { database: name, wanted: ['pg_stat_statements'] }),
  ).rejects.toMatchObject({ code: 'postgres-failed' });
});
