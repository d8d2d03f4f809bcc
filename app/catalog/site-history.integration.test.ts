import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { PrismaClient } from '../../prisma/generated/catalog/client';
import type { RowChange } from '../core/plans/row-change';
import { startTemporaryCluster } from '../postgres/temporary-cluster';
import type { Catalog } from './open-catalog';
import { readSiteHistory, siteHistoryFromJson, siteHistoryToJson, writeSiteHistory } from './site-history';
import type { PlanIntent } from './site-plans';
import { beginImport, startTestCatalog, type TestCatalog } from './testing/test-catalog';

let test: TestCatalog;
let catalog: Catalog;
let prisma: PrismaClient;
let databaseId: string;

beforeAll(async () => {
  test = await startTestCatalog(startTemporaryCluster);
  catalog = test.catalog;
  prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: test.connectionString }) });
});
afterAll(async () => {
  await prisma?.$disconnect();
  await test?.close();
});

beforeEach(async () => {
  databaseId = await beginImport(catalog, test.projectId);
});

const at = new Date('2026-11-01T12:00:00.000Z');
const identity = (slug: string) => ({ siteId: 1, slug, realDomain: 'a.example' });
const changes: RowChange[] = [
  { table: 'site_identity', row: 'update', before: identity('a'), after: identity('b') },
  {
    table: 'multisite_alias',
    row: 'delete',
    before: { id: 1, domain: 'x', siteId: 1, isCanonical: null, redirectToCanonical: true },
  },
];
const apply = async (over: Partial<PlanIntent>): Promise<string> => {
  const id = randomUUID();
  await catalog.sitePlans.begin({
    id,
    databaseId,
    kind: 'rewrite',
    title: 'Rewrite',
    changes,
    transactionId: '700',
    undoesId: null,
    at,
    ...over,
  });
  await catalog.sitePlans.finish(id, at);
  return id;
};

it('a whole history comes back as it was, also in another database, and can be taken back further', async () => {
  await catalog.identities.replace(databaseId, [identity('a')]);
  await apply({ title: 'First', kind: 'import' });
  const second = await apply({ title: 'Second' });
  await apply({ kind: 'undo', title: 'Undo', undoesId: second, changes: [] });
  const value: unknown = JSON.parse(
    JSON.stringify(siteHistoryToJson(await readSiteHistory(prisma, databaseId))),
  );

  await apply({ title: 'Third' });
  const other = await beginImport(catalog, test.projectId);
  for (const id of [databaseId, other]) {
    await prisma.$transaction((transaction) => writeSiteHistory(transaction, id, siteHistoryFromJson(value)));
    expect(await readSiteHistory(prisma, id)).toEqual(value);
    expect(await catalog.identities.list(id)).toEqual([identity('b')]);
    expect(await catalog.sitePlans.lastApplied(id)).toMatchObject({ title: 'First', changes });
  }
  await apply({ title: 'Fourth' });
  expect(await catalog.sitePlans.list(databaseId)).toMatchObject([
    { title: 'Fourth', position: 3 },
    { title: 'Second', position: 2, state: 'undone' },
    { title: 'First', position: 1, rowCount: 2, siteCount: 1 },
  ]);
});

it('a value of another kind is refused', () => {
  expect(() => siteHistoryFromJson({ identities: [], plans: [{ title: 'Odd' }] })).toThrow();
});
