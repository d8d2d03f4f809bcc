import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RowChange } from '../core/plans/row-change';
import { startTemporaryCluster } from '../postgres/temporary-cluster';
import type { Catalog } from './open-catalog';
import type { PlanIntent } from './site-plans';
import { beginImport, startTestCatalog, type TestCatalog } from './testing/test-catalog';

let test: TestCatalog;
let catalog: Catalog;
let databaseId: string;

beforeAll(async () => {
  test = await startTestCatalog(startTemporaryCluster);
  catalog = test.catalog;
});
afterAll(() => test?.close());

beforeEach(async () => {
  databaseId = await beginImport(catalog, test.projectId);
});

const at = new Date('2026-11-01T12:00:00.000Z');
const later = new Date('2026-11-01T13:00:00.000Z');

const identity = (siteId: number, slug: string, realDomain = '') => ({ siteId, slug, realDomain });
const renamed = (siteId: number, from: string, to: string): RowChange => ({
  table: 'site_identity',
  row: 'update',
  before: identity(siteId, from),
  after: identity(siteId, to),
});
const moved: RowChange = {
  table: 'django_site',
  row: 'update',
  before: { id: 1, domain: 'a.example', name: 'A "quoted" \\ name' },
  after: { id: 1, domain: 'a.test', name: 'A "quoted" \\ name' },
};

const begin = async (over: Partial<PlanIntent> = {}): Promise<string> => {
  const id = randomUUID();
  await catalog.sitePlans.begin({
    id,
    databaseId,
    kind: 'rewrite',
    title: 'Rewrite',
    changes: [moved],
    transactionId: '700',
    undoesId: null,
    at,
    ...over,
  });
  return id;
};
const apply = async (over: Partial<PlanIntent> = {}): Promise<string> => {
  const id = await begin(over);
  await catalog.sitePlans.finish(id, later);
  return id;
};
const titles = async () => (await catalog.sitePlans.list(databaseId)).map(({ title }) => title);

describe('the history of the sites of a database', () => {
  it('holds plans from the moment on that they are finished, newest first', async () => {
    const first = await begin({ kind: 'import', title: 'Import' });
    expect(await catalog.sitePlans.list(databaseId)).toEqual([]);
    expect(await catalog.sitePlans.applying()).toContainEqual({
      id: first,
      databaseId,
      title: 'Import',
      transactionId: '700',
    });
    await catalog.sitePlans.finish(first, later);
    await apply({ title: 'Second', changes: [moved, renamed(2, 'b', 'c')] });
    expect(await catalog.sitePlans.list(databaseId)).toMatchObject([
      { position: 2, kind: 'rewrite', title: 'Second', state: 'applied', rowCount: 2, siteCount: 2 },
      {
        id: first,
        position: 1,
        kind: 'import',
        title: 'Import',
        state: 'applied',
        rowCount: 1,
        siteCount: 1,
        appliedAt: later.toISOString(),
        undoneAt: null,
      },
    ]);
  });

  it('gives the newest plan that was not taken back, whole, and marks it when it is', async () => {
    const first = await apply({ title: 'First' });
    const second = await apply({ title: 'Second', changes: [renamed(1, 'a', 'b')] });
    expect(await catalog.sitePlans.lastApplied(databaseId)).toEqual({
      id: second,
      title: 'Second',
      changes: [renamed(1, 'a', 'b')],
    });
    await apply({ kind: 'undo', title: 'Undo', undoesId: second });
    expect(await catalog.sitePlans.list(databaseId)).toMatchObject([
      { title: 'Second', state: 'undone', undoneAt: later.toISOString() },
      { title: 'First', state: 'applied' },
    ]);
    expect(await catalog.sitePlans.lastApplied(databaseId)).toEqual({
      id: first,
      title: 'First',
      changes: [moved],
    });
    await apply({ kind: 'undo', title: 'Undo', undoesId: first });
    await expect(catalog.sitePlans.lastApplied(databaseId)).rejects.toMatchObject({
      code: 'nothing-to-undo',
    });
    await apply({ title: 'Third' });
    expect(await titles()).toEqual(['Third', 'Second', 'First']);
  });

  it('forgets a plan that came to nothing, and finishes none twice', async () => {
    const id = await begin();
    await catalog.sitePlans.drop(id);
    await catalog.sitePlans.drop(id);
    await catalog.sitePlans.finish(id, later);
    expect(await titles()).toEqual([]);
    const kept = await apply();
    await catalog.sitePlans.finish(kept, new Date());
    expect(await catalog.sitePlans.list(databaseId)).toMatchObject([{ appliedAt: later.toISOString() }]);
  });

  it('keeps the newest 50', async () => {
    for (let count = 1; count <= 52; count += 1) await apply({ title: `Plan ${count}` });
    const kept = await titles();
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([50, 'Plan 52', 'Plan 3']);
  });

  it('goes with its database', async () => {
    await begin();
    await apply();
    await catalog.databases.remove(databaseId);
    expect(await titles()).toEqual([]);
    expect((await catalog.sitePlans.applying()).map((plan) => plan.databaseId)).not.toContain(databaseId);
  });

  it('cannot begin for a database that is not there', async () => {
    await expect(begin({ databaseId: randomUUID() })).rejects.toThrow();
  });

  it('takes plans that begin at the same time one after the other', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => begin()));
    for (const id of ids) await catalog.sitePlans.finish(id, later);
    const positions = (await catalog.sitePlans.list(databaseId)).map(({ position }) => position);
    expect(positions).toEqual([5, 4, 3, 2, 1]);
  });
});

describe('slugs and real domains that the catalog keeps', () => {
  it('change with the plan that says so, at the moment when it is finished', async () => {
    await catalog.identities.replace(databaseId, [identity(1, 'a'), identity(2, 'b'), identity(3, 'c')]);
    const id = await begin({
      changes: [
        renamed(1, 'a', 'b'),
        renamed(2, 'b', 'a'),
        { table: 'site_identity', row: 'delete', before: identity(3, 'c') },
        { table: 'site_identity', row: 'insert', after: identity(4, 'd', 'd.example') },
      ],
    });
    expect(await catalog.identities.list(databaseId)).toHaveLength(3);
    await catalog.sitePlans.finish(id, later);
    expect(await catalog.identities.list(databaseId)).toEqual([
      identity(1, 'b'),
      identity(2, 'a'),
      identity(4, 'd', 'd.example'),
    ]);
  });
});

describe('what became of a transaction', () => {
  it('is not told any more when it is too long ago', async () => {
    expect(await catalog.sitePlans.transactionStatus('3')).toBe(null);
  });
});
