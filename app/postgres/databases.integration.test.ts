import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cluster } from './cluster';
import { connectAs, type Login } from './connect';
import {
  cloneDatabase,
  createStagingDatabase,
  dropDatabase,
  renameDatabase,
  setConnectable,
} from './databases';
import { databaseSizes, dropLeftovers, listDatabases } from './inventory';
import { pristineNameOf, servingRoleOf, stagingNameOf } from './names';
import { createImportRole, dropImportRole, dropServingRole, ensureServingRole } from './roles';
import { startTemporaryCluster, type TemporaryCluster } from './temporary-cluster';

let temporary: TemporaryCluster;
let cluster: Cluster;
let owner: Login;

beforeAll(async () => {
  temporary = await startTemporaryCluster();
  cluster = temporary.cluster;
  owner = await ensureServingRole(cluster, randomUUID());
});
afterAll(() => temporary?.close());

const make = (name: string, dumpLocale: string | null = null) =>
  createStagingDatabase(cluster, { name, owner: owner.user, dumpLocale });
const connect = (database: string, login: Login = owner) =>
  connectAs(cluster, { ...login, database, applicationName: 'test' });

const run = async (database: string, ...statements: string[]): Promise<Record<string, unknown>[]> => {
  const client = await connect(database);
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
};

describe('a staging database', () => {
  test('sorts as the dump did where its locale is known, and folds case either way', async () => {
    expect(await make('sv', 'sv_SE.UTF-8')).toEqual({ provider: 'icu', locale: 'sv-SE' });
    expect(await make('c', 'C.UTF-8')).toEqual({ provider: 'builtin', locale: 'C.UTF-8' });
    expect(await make('odd', 'xx_XX.utf8')).toEqual({ provider: 'builtin', locale: 'C.UTF-8' });
    const sorted = `select string_agg(w, ' ' order by w) as words, 'ä' ilike 'Ä' as same from unnest(array['z', 'ö', 'a', 'ä']) w`;
    expect(await run('sv', sorted)).toEqual([{ words: 'a z ä ö', same: true }]);
    expect(await run('odd', sorted)).toEqual([{ words: 'a z ä ö', same: true }]);
    await make('de', 'de_CH');
    expect(await run('de', sorted)).toEqual([{ words: 'a ä ö z', same: true }]);
  });

  test('lets nobody in but its owner, whatever its name', async () => {
    const name = 'Wild "name"; drop';
    await make(name);
    const stranger = await createImportRole(cluster, 'import_stranger');
    await expect(connect(name, stranger)).rejects.toMatchObject({ code: '42501' });
    await run(name, 'create table t (id int)');
    await dropDatabase(cluster, name);
    await dropImportRole(cluster, stranger.user);
    expect((await listDatabases(cluster)).map((one) => one.name)).not.toContain(name);
  });

  test('is not made twice', async () => {
    await make('once');
    await expect(make('once')).rejects.toMatchObject({ code: 'database-exists' });
  });
});

test('the superuser does not connect to a project database', async () => {
  await make('forbidden');
  await expect(connect('forbidden', { user: 'postgres', password: 'x' })).rejects.toThrow('superuser');
  await run('forbidden', 'create table t (id int)');
  await expect(cluster.inEmptyDatabase('forbidden', async () => 'inside')).rejects.toMatchObject({
    code: 'postgres-failed',
  });
});

describe('a copy of a database', () => {
  test('has its rows, owner, rights and settings, and is independent', async () => {
    await make('origin');
    await run('origin', 'create table t as select 1 as one');
    const tricky = `"a;b", "with ""quote""", public`;
    await cluster.query('postgres', `alter database origin set search_path = ${tricky}`);
    await cluster.query(
      'postgres',
      `alter role ${owner.user} in database origin set statement_timeout = '7min'`,
    );

    await cloneDatabase(cluster, { from: 'origin', to: 'copy', owner: owner.user, isTemplate: false });

    expect(await run('copy', 'alter table public.t add column more int', 'select * from public.t')).toEqual([
      { one: 1, more: null },
    ]);
    expect(await run('copy', 'show search_path')).toEqual([{ search_path: tricky }]);
    expect(await run('copy', 'show statement_timeout')).toEqual([{ statement_timeout: '7min' }]);
    expect(await run('origin', 'select * from public.t')).toEqual([{ one: 1 }]);
    const stranger = await createImportRole(cluster, 'import_stranger');
    await expect(connect('copy', stranger)).rejects.toMatchObject({ code: '42501' });
    await dropImportRole(cluster, stranger.user);
    // The source is free again: nothing of ours is connected to it.
    await renameDatabase(cluster, { from: 'origin', to: 'renamed' });
    expect(await run('renamed', 'show statement_timeout')).toEqual([{ statement_timeout: '7min' }]);
  });

  test('as template takes no connections, and can be copied again', async () => {
    await make('shop');
    await run('shop', 'create table t as select 1 as one');
    await cloneDatabase(cluster, { from: 'shop', to: 'pristine_shop', owner: owner.user, isTemplate: true });
    await expect(connect('pristine_shop')).rejects.toMatchObject({ code: '55000' });
    await cloneDatabase(cluster, {
      from: 'pristine_shop',
      to: 'shop_again',
      owner: owner.user,
      isTemplate: false,
    });
    expect(await run('shop_again', 'select one from t')).toEqual([{ one: 1 }]);
    const sizes = await databaseSizes(cluster);
    expect(sizes.get('shop_again')).toBeGreaterThan(1_000_000);
    expect(sizes.get('pristine_shop')).toBeGreaterThan(1_000_000);
  });

  test('is refused while somebody is connected to the source, and works once connections are closed', async () => {
    await make('busy');
    const client = await connect('busy');
    const copy = { from: 'busy', to: 'busy_copy', owner: owner.user, isTemplate: false };
    await expect(cloneDatabase(cluster, copy)).rejects.toMatchObject({ code: 'database-busy' });
    await expect(renameDatabase(cluster, { from: 'busy', to: 'idle' })).rejects.toMatchObject({
      code: 'database-busy',
    });

    await setConnectable(cluster, { name: 'busy', isConnectable: false, timeoutMs: 5_000 });
    await expect(client.query('select 1')).rejects.toThrow();
    await expect(connect('busy')).rejects.toMatchObject({ code: '55000' });
    await cloneDatabase(cluster, copy);
    await setConnectable(cluster, { name: 'busy', isConnectable: true, timeoutMs: 5_000 });
    expect(await run('busy', 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test.each(['gone', ''])('of a database that is not there is told so (%j)', async (from) => {
    await expect(
      cloneDatabase(cluster, { from, to: 'nothing', owner: owner.user, isTemplate: false }),
    ).rejects.toMatchObject({ code: from === '' ? '42601' : 'database-not-found' });
    expect((await listDatabases(cluster)).map(({ name }) => name)).not.toContain('nothing');
  });
});

describe('dropping a database', () => {
  test('ends the connections to it', async () => {
    await make('in_use');
    const client = await connect('in_use');
    await dropDatabase(cluster, 'in_use');
    await expect(client.query('select 1')).rejects.toThrow();
    await dropDatabase(cluster, 'in_use');
  });

  test('works for a template, and for one whose making was interrupted', async () => {
    await make('marked');
    await cluster.query('postgres', 'alter database marked is_template true');
    await make('invalid');
    await cluster.query('postgres', `update pg_database set datconnlimit = -2 where datname = 'invalid'`);
    expect(await listDatabases(cluster)).toContainEqual(
      expect.objectContaining({ name: 'invalid', isInvalid: true }),
    );
    await dropDatabase(cluster, 'marked');
    await dropDatabase(cluster, 'invalid');
    const names = (await listDatabases(cluster)).map(({ name }) => name);
    expect(names).not.toContain('marked');
    expect(names).not.toContain('invalid');
  });
});

test('start-up removes what a killed host left, and nothing that the catalog keeps', async () => {
  const [left, kept] = [stagingNameOf(randomUUID()), stagingNameOf(randomUUID())];
  for (const name of [left, kept]) {
    await createImportRole(cluster, name);
    await createStagingDatabase(cluster, { name, owner: name, dumpLocale: null });
  }
  await make('half_made');
  await cluster.query('postgres', `update pg_database set datconnlimit = -2 where datname = 'half_made'`);
  const pristine = pristineNameOf(randomUUID());
  await make(pristine);

  const removed = await dropLeftovers(cluster, new Set([kept]));

  expect([...removed.databases].sort()).toEqual(['half_made', left].sort());
  expect(removed.roles).toEqual([left]);
  expect(removed.stuckRoles).toEqual([kept]);
  const names = (await listDatabases(cluster)).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([kept, pristine]));
  expect(names).not.toContain(left);
});

test('the role of a project has the same login every time, and goes with the project', async () => {
  const project = randomUUID();
  const login = await ensureServingRole(cluster, project);
  expect(login.user).toBe(servingRoleOf(project));
  await createStagingDatabase(cluster, { name: 'of_project', owner: login.user, dumpLocale: null });
  const client = await connect('of_project', login);
  const stored = () =>
    cluster.query('postgres', 'select rolpassword from pg_authid where rolname = $1', [login.user]);
  const asMade = await stored();
  expect(await ensureServingRole(cluster, project)).toEqual(login);
  // Each password that is set has a salt of its own: none was.
  expect(await stored()).toEqual(asMade);
  await client.query(`alter role current_user password 'changed'`);
  expect(await ensureServingRole(cluster, project)).toEqual(login);
  for (const where of ['', 'in database of_project']) {
    await client.query(`alter role current_user ${where} set search_path = nowhere`);
    expect(await ensureServingRole(cluster, project)).toEqual(login);
  }
  await cluster.query('postgres', `alter role ${login.user} createdb`);
  expect(await ensureServingRole(cluster, project)).toEqual(login);
  expect(
    await cluster.query('postgres', 'select rolcreatedb from pg_roles where rolname = $1', [login.user]),
  ).toEqual([{ rolcreatedb: false }]);
  await client.end();
  const again = await connect('of_project', login);
  expect((await again.query('show search_path')).rows).toEqual([{ search_path: '"$user", public' }]);
  await again.end();
  await dropDatabase(cluster, 'of_project');
  await dropServingRole(cluster, project);
  await expect(connect('postgres', login)).rejects.toMatchObject({ code: '28P01' });
});
