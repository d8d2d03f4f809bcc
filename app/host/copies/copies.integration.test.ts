import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectAs } from '../../postgres/connect';
import { ensureServingRole } from '../../postgres/roles';
import { makeTemporaryFolder } from '../../postgres/temporary-cluster';
import { deleteDatabase } from '../journeys/remove-databases';
import { changesSince } from './changed-rows';
import { resetDatabase } from './reset-database';
import { ensureSpare } from './spares';
import { deleteSnapshot, takeSnapshot } from './take-snapshot';
import { type CopyScene, jobContext, openCopyScene } from './testing/copy-scene';

let folder: string;
let scene: CopyScene;

beforeAll(async () => {
  folder = await makeTemporaryFolder();
  scene = await openCopyScene(folder);
});
afterAll(async () => {
  await scene?.close();
  await rm(folder, { recursive: true, force: true });
});

const snapshot = async (name: string | null) =>
  takeSnapshot(scene.engine, await scene.database(), name, jobContext());
const reset = async (name: string | null) =>
  resetDatabase(scene.engine, await scene.database(), name, jobContext());
/** What is removed after a reset goes in the background. */
const settled = () => scene.engine.background.settled();

const asOwner = async (sql: string): Promise<unknown[]> => {
  const { projectId, name } = await scene.database();
  const login = await ensureServingRole(scene.engine.cluster, projectId);
  const client = await connectAs(scene.engine.cluster, { ...login, database: name, applicationName: 'test' });
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('a snapshot', () => {
  test('holds a database as it was, with the slugs that the catalog keeps', async () => {
    await scene.write('first');
    const taken = await snapshot('one');
    await scene.write('second');
    await reset('one');
    expect(await scene.content()).toEqual({ marker: 'first', slug: 'first' });
    expect(taken).toMatchObject({ snapshot: 'one', database: 'shop_live' });
    const { snapshots, totalBytes, sizeBytes, pristineBytes, resetAt } = await scene.database();
    expect(snapshots).toMatchObject([{ name: 'one', sizeBytes: taken.sizeBytes }]);
    expect(totalBytes).toBe((sizeBytes ?? 0) + (pristineBytes ?? 0) + Number(taken.sizeBytes));
    expect(resetAt).not.toBeNull();
    await settled();
    expect(await scene.strays()).toEqual([]);
  });

  test('has a name that is its own, or one from the moment', async () => {
    await expect(snapshot('one')).rejects.toMatchObject({ code: 'snapshot-exists' });
    const { snapshot: name } = await snapshot(null);
    expect(name).toMatch(/^\d{4}(-\d\d){5}$/);
    expect(await deleteSnapshot(scene.engine, await scene.database(), String(name))).toMatchObject({
      snapshot: name,
      freedBytes: expect.any(Number),
    });
    expect((await scene.database()).snapshots.map((one) => one.name)).toEqual(['one']);
    expect(await scene.strays()).toEqual([]);
  });

  test('ends who is connected, and lets them in again', async () => {
    const { projectId, name } = await scene.database();
    const login = await ensureServingRole(scene.engine.cluster, projectId);
    const client = await connectAs(scene.engine.cluster, {
      ...login,
      database: name,
      applicationName: 'test',
    });
    const { snapshot: taken } = await snapshot(null);
    await expect(client.query('select 1')).rejects.toThrow();
    expect(await asOwner('select 1 as one')).toEqual([{ one: 1 }]);
    await deleteSnapshot(scene.engine, await scene.database(), String(taken));
  });

  test('waits for our own short work on the database, and is refused during long work', async () => {
    const { id } = await scene.database();
    const { uses } = scene.engine;
    const order: string[] = [];
    let finish = (): void => undefined;
    const reading = uses.share(id, async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      order.push('read');
    });
    const taking = snapshot('waited').then(() => order.push('taken'));
    finish();
    await Promise.all([reading, taking]);
    expect(order).toEqual(['read', 'taken']);
    await uses.occupy(id, 'exported', async () => {
      await expect(snapshot('never')).rejects.toMatchObject({
        code: 'database-busy',
        message: 'live is being exported.',
      });
      await expect(reset(null)).rejects.toMatchObject({ code: 'database-busy' });
    });
    await deleteSnapshot(scene.engine, await scene.database(), 'waited');
    expect(await scene.strays()).toEqual([]);
  });

  test('that is not there is told with those that are', async () => {
    await expect(reset('two')).rejects.toMatchObject({
      code: 'snapshot-not-found',
      hint: 'It has: one.',
    });
  });
});

describe('a reset', () => {
  test('goes back to just imported, slugs included, and keeps owner and settings', async () => {
    const { name, projectId } = await scene.database();
    const { cluster } = scene.engine;
    const owner = (await ensureServingRole(cluster, projectId)).user;
    await cluster.query('postgres', `alter database ${name} set statement_timeout = '7min'`);
    await scene.write('changed');
    await reset(null);
    expect(await scene.content()).toEqual({ marker: 'imported', slug: 'imported' });
    expect(await asOwner('show statement_timeout')).toEqual([{ statement_timeout: '7min' }]);
    const [row] = await cluster.query<{ owner: string }>(
      'postgres',
      'select pg_get_userbyid(datdba) as owner from pg_database where datname = $1',
      [name],
    );
    expect(row?.owner).toBe(owner);
    expect(await asOwner('alter table marker add column more int')).toEqual([]);
  });

  test('begins counting changed rows anew, which a crash of PostgreSQL makes unknown', async () => {
    const { engine } = scene;
    await scene.write('changed');
    await scene.write('changed again');
    await expect
      .poll(async () => changesSince(engine, await scene.database()), { timeout: 20_000 })
      .toMatchObject({ rows: 2 });
    await reset(null);
    const { resetAt } = await scene.database();
    expect(await changesSince(engine, await scene.database())).toEqual({ at: resetAt, rows: 0 });
    await engine.cluster.query('postgres', `select pg_stat_reset_shared('wal')`);
    expect(await changesSince(engine, await scene.database())).toBeNull();
  });

  test('takes the spare where there is one, which comes back in the background', async () => {
    const { id, projectId } = await scene.database();
    const { engine } = scene;
    engine.settings.change({ keepSpares: true });
    await engine.catalog.projects.setActiveDatabase(projectId, id);
    ensureSpare(engine, id);
    await settled();
    const { spareBytes } = await scene.database();
    expect(spareBytes).toBeGreaterThan(1_000_000);
    await scene.write('changed');
    expect(await reset(null)).toMatchObject({ hadSpare: true });
    expect(await scene.content()).toEqual({ marker: 'imported', slug: 'imported' });
    await settled();
    expect((await scene.database()).spareBytes).toBe(spareBytes);
    expect(await scene.strays()).toEqual([]);
  });

  test('drops what could be undone; a snapshot keeps it', async () => {
    const { engine } = scene;
    const { id } = await scene.database();
    const plan = async (title: string): Promise<void> => {
      const intent = { databaseId: id, kind: 'edit', title, changes: [], transactionId: null } as const;
      const planId = randomUUID();
      await engine.catalog.sitePlans.begin({ ...intent, id: planId, undoesId: null, at: engine.now() });
      await engine.catalog.sitePlans.finish(planId, engine.now());
    };
    const titles = async () => (await engine.catalog.sitePlans.list(id)).map(({ title }) => title);
    await plan('before the snapshot');
    await snapshot('with history');
    await plan('after the snapshot');
    await reset('with history');
    expect(await titles()).toEqual(['before the snapshot']);
    await reset(null);
    expect(await titles()).toEqual([]);
  });

  test.runIf(process.platform === 'linux')(
    'without room is refused with the numbers, spares given up first',
    async () => {
      const { engine } = scene;
      await settled();
      const full = {
        ...engine,
        cluster: Object.create(engine.cluster, { dataFolder: { value: '/proc' } }),
      };
      await expect(
        takeSnapshot(full, await scene.database(), 'too much', jobContext()),
      ).rejects.toMatchObject({
        code: 'disk-full',
        data: { freeBytes: 0, neededBytes: expect.any(Number) },
      });
      expect((await scene.database()).spareBytes).toBeNull();
      expect(await scene.strays()).toEqual([]);
    },
  );
});

test('a deletion takes snapshots and copies along, and tells what it freed', async () => {
  const { engine } = scene;
  const database = await scene.database();
  await expect(deleteDatabase(engine, database, jobContext())).rejects.toMatchObject({
    code: 'database-active',
  });
  await engine.catalog.projects.setActiveDatabase(database.projectId, null);
  const { totalBytes, snapshots } = await scene.database();
  expect(await deleteDatabase(engine, await scene.database(), jobContext())).toEqual({
    database: 'shop_live',
    snapshots: snapshots.length,
    freedBytes: totalBytes,
  });
  expect(await engine.catalog.databases.listAll()).toEqual([]);
  expect(await scene.strays()).toEqual([]);
});
