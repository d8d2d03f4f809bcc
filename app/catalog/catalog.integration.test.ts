import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseSchema, type ImportReport } from '../contract';
import { startTemporaryCluster, type TemporaryCluster } from '../postgres/temporary-cluster';
import type { ImportIntent } from './database-rows';
import type { Catalog } from './open-catalog';
import { importIntent, openTestCatalog } from './testing/test-catalog';

let temporary: TemporaryCluster;
let catalog: Catalog;

const open = () => openTestCatalog(temporary.cluster.connectionString('manysite'));

beforeAll(async () => {
  temporary = await startTemporaryCluster();
  catalog = await open();
});
afterAll(async () => {
  await catalog?.close();
  await temporary?.close();
});

const nobody = '00000000-0000-4000-8000-000000000000';
const addProject = (name: string) =>
  catalog.projects.add({ name, folder: `/srv/${name}-${randomUUID()}`, mode: 'single-process' });

const intentFor = (projectId: string, name: string): ImportIntent =>
  importIntent(projectId, {
    name,
    label: `label of ${name}`,
    stagingName: `import_${name}`,
    importRole: `import_${name}`,
    pristineName: `pristine_${name}`,
    dump: {
      file: '/dumps/ä b.dump',
      format: 'custom',
      createdAt: '2026-10-30T03:00:12',
      serverVersion: '16.2',
    },
  });

const report: ImportReport = {
  tables: 3,
  rows: 5_000_000_000,
  indexes: 2,
  constraints: 1,
  skipped: [{ what: 'OWNER', count: 4, reason: 'everything belongs to the project' }],
  warnings: [],
  durationMs: 12.5,
  phases: [{ phase: 'data', durationMs: 12.5 }],
};

const outcome = {
  sha256: 'a'.repeat(64),
  importedAt: new Date('2026-11-01T10:00:00.123Z'),
  sizeBytes: 7_000_000_000,
  siteCount: 5,
  problemCount: 1,
  report,
};

const importInto = async (projectId: string, name: string) => {
  const intent = intentFor(projectId, name);
  await catalog.databases.beginImport(intent);
  return catalog.databases.finishImport(intent.id, outcome);
};

describe('projects', () => {
  test('are found by id and folder, renamed, and forgotten', async () => {
    const project = await addProject('harbour');
    expect(await catalog.projects.get(project.id)).toEqual(project);
    expect(await catalog.projects.findByFolder(project.folder)).toEqual(project);
    expect(await catalog.projects.list()).toContainEqual(project);
    expect(await catalog.projects.setMode(project.id, 'multi-process')).toEqual({
      ...project,
      mode: 'multi-process',
    });
    expect((await catalog.projects.rename(project.id, 'port')).name).toBe('port');
    await catalog.projects.remove(project.id);
    expect(await catalog.projects.findByFolder(project.folder)).toBeNull();
  });

  test('one folder is one project', async () => {
    const { folder } = await addProject('twice');
    await expect(
      catalog.projects.add({ name: 'other', folder, mode: 'multi-process' }),
    ).rejects.toMatchObject({
      code: 'project-exists',
      data: { folder },
    });
  });

  test.each([nobody, 'no-uuid', ''])('an id that names none is told so (%j)', async (id) => {
    const notFound = { code: 'project-not-found' };
    await expect(catalog.projects.get(id)).rejects.toMatchObject(notFound);
    await expect(catalog.projects.setMode(id, 'multi-process')).rejects.toMatchObject(notFound);
    await expect(catalog.projects.setActiveDatabase(id, null)).rejects.toMatchObject(notFound);
    await expect(catalog.projects.remove(id)).rejects.toMatchObject(notFound);
    await expect(catalog.databases.beginImport(intentFor(id, 'lost'))).rejects.toMatchObject(notFound);
    expect(await catalog.databases.list(id)).toEqual([]);
  });

  test('are kept while they have databases', async () => {
    const project = await addProject('full');
    const database = await importInto(project.id, 'full_1');
    await expect(catalog.projects.remove(project.id)).rejects.toMatchObject({ code: 'database-exists' });
    await catalog.databases.remove(database.id);
    await catalog.projects.remove(project.id);
  });
});

describe('databases', () => {
  test('an import is recorded before anything is made, and is complete afterwards', async () => {
    const project = await addProject('import');
    const intent = intentFor(project.id, 'shop_1');
    const { dump, ...places } = intent;
    const begun = await catalog.databases.beginImport(intent);
    expect(begun).toMatchObject({ state: 'importing', importedAt: null, dump: { ...dump, sha256: null } });
    const { label: _label, ...known } = places;
    const copies = { spareName: null, snapshotNames: [] };
    expect(await catalog.databases.unfinished()).toContainEqual({ ...known, ...copies, state: 'importing' });
    expect([...(await catalog.databases.names())]).toEqual(
      expect.arrayContaining(['shop_1', 'import_shop_1', 'pristine_shop_1']),
    );

    const finished = await catalog.databases.finishImport(intent.id, outcome);

    expect(databaseSchema.parse(finished)).toEqual(finished);
    expect(finished).toEqual({
      ...begun,
      state: 'ready',
      importedAt: '2026-11-01T10:00:00.123Z',
      sizeBytes: 7_000_000_000,
      totalBytes: 7_000_000_000,
      siteCount: 5,
      problemCount: 1,
      report,
      dump: { ...dump, sha256: outcome.sha256 },
    });
    expect((await catalog.databases.unfinished()).map(({ id }) => id)).not.toContain(intent.id);
    expect(await catalog.databases.places(intent.id)).toEqual({
      ...known,
      ...copies,
      state: 'ready',
      stagingName: null,
      importRole: null,
    });
    expect(await catalog.databases.list(project.id)).toEqual([finished]);
    expect(await catalog.databases.listAll()).toContainEqual(finished);
    expect(await catalog.databases.findByName(project.id, 'shop_1')).toEqual(finished);
    expect(await catalog.databases.find(intent.id)).toEqual(finished);
  });

  test('a failed after-import step is kept with its reason until it is settled', async () => {
    const project = await addProject('steps');
    const intent = intentFor(project.id, 'steps_1');
    await catalog.databases.beginImport(intent);
    const waiting = await catalog.databases.finishImport(intent.id, {
      ...outcome,
      attention: 'migrate failed',
    });
    expect(waiting).toMatchObject({ state: 'needs-attention', attention: 'migrate failed' });
    expect(await catalog.databases.settle(intent.id, null)).toMatchObject({
      state: 'ready',
      attention: null,
    });
    expect(await catalog.databases.updateFacts(intent.id, { problemCount: 9, sizeBytes: 1 })).toMatchObject({
      problemCount: 9,
      sizeBytes: 1,
    });
  });

  test('a name is taken once in the whole cluster', async () => {
    const project = await addProject('names');
    await importInto(project.id, 'taken');
    await expect(catalog.databases.beginImport(intentFor(project.id, 'taken'))).rejects.toMatchObject({
      code: 'database-exists',
    });
  });

  test('exactly one is active, and it cannot be deleted', async () => {
    const project = await addProject('switch');
    const monday = await importInto(project.id, 'monday');
    const friday = await importInto(project.id, 'friday');
    await catalog.projects.setActiveDatabase(project.id, monday.id);
    await catalog.projects.setActiveDatabase(project.id, friday.id);
    expect((await catalog.databases.list(project.id)).map(({ name, isActive }) => [name, isActive])).toEqual([
      ['friday', true],
      ['monday', false],
    ]);
    await expect(catalog.databases.beginDelete(friday.id)).rejects.toMatchObject({ code: 'database-active' });
    expect(await catalog.databases.beginDelete(monday.id)).toMatchObject({
      state: 'deleting',
      pristineName: 'pristine_monday',
    });
    expect((await catalog.databases.unfinished()).map(({ name }) => name)).toContain('monday');
    await catalog.databases.remove(monday.id);
    await catalog.databases.remove(monday.id);
    expect(await catalog.databases.find(monday.id)).toBeNull();
  });

  test('a database of another project is not made active', async () => {
    const [one, other] = [await addProject('one'), await addProject('other')];
    const { id } = await importInto(other.id, 'of_other');
    await expect(catalog.projects.setActiveDatabase(one.id, id)).rejects.toMatchObject({
      code: 'database-not-found',
    });
    expect((await catalog.projects.get(one.id)).activeDatabaseId).toBeNull();
  });

  test.each([nobody, 'no-uuid'])('an id that names none is told so (%j)', async (id) => {
    const notFound = { code: 'database-not-found' };
    expect(await catalog.databases.find(id)).toBeNull();
    await expect(catalog.databases.places(id)).rejects.toMatchObject(notFound);
    await expect(catalog.databases.settle(id, null)).rejects.toMatchObject(notFound);
    await expect(catalog.databases.finishImport(id, outcome)).rejects.toMatchObject(notFound);
    await expect(catalog.databases.beginDelete(id)).rejects.toMatchObject(notFound);
  });
});

test('identities are replaced as a whole and go with their database', async () => {
  const project = await addProject('identities');
  const database = await importInto(project.id, 'plain_sites');
  const identities = [
    { siteId: 1, slug: 'portal', realDomain: 'www.example.com' },
    { siteId: 2, slug: 'shop', realDomain: '' },
  ];
  await catalog.identities.replace(database.id, [{ siteId: 9, slug: 'old', realDomain: '' }]);
  await catalog.identities.replace(database.id, identities);
  expect(await catalog.identities.list(database.id)).toEqual(identities);
  await catalog.databases.remove(database.id);
  expect(await catalog.identities.list(database.id)).toEqual([]);
});

test('everything is still there after a restart of the catalog', async () => {
  const project = await addProject('durable');
  await catalog.close();
  catalog = await open();
  expect(await catalog.projects.get(project.id)).toEqual(project);
});
