import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { applySlugs } from './apply-slugs';
import { djangoTables, startTemporaryDatabases, type TemporaryDatabases } from './temporary-database';

const { sites, aliases, plus, rows } = djangoTables;
const now = '2026-11-01T12:00:00.000Z';

let databases: TemporaryDatabases;
beforeAll(async () => {
  databases = await startTemporaryDatabases();
});
afterAll(() => databases?.close());
beforeEach(() => databases.create());
afterEach(() => databases.drop());

describe('storing chosen slugs', () => {
  const slugsOf = async () =>
    (await databases.read()).plus?.map(({ slug, lastUpdatedAt }) => [slug, lastUpdatedAt]);

  it('lets sites exchange slugs, and bumps only what changed (trap 5)', async () => {
    await databases.execute(sites, aliases, plus, rows);
    await applySlugs(
      databases.client(),
      new Map([
        [1, 'beta'],
        [2, 'alpha'],
        [3, 'gamma'],
      ]),
      now,
    );
    expect(await slugsOf()).toEqual([
      ['beta', '2026-11-01 12:00:00+00'],
      ['alpha', '2026-11-01 12:00:00+00'],
      ['gamma', '2026-01-02 03:04:05+00'],
    ]);
  });

  it('names a site without a plus row, and a slug that another site has, and writes nothing', async () => {
    await databases.execute(sites, aliases, plus, rows);
    const before = await slugsOf();
    const both = new Map([
      [1, 'free'],
      [9, 'nine'],
    ]);
    await expect(applySlugs(databases.client(), both, now)).rejects.toMatchObject({
      code: 'site-not-found',
      data: { siteIds: [9] },
    });
    await expect(applySlugs(databases.client(), new Map([[1, 'gamma']]), now)).rejects.toMatchObject({
      code: 'plan-stale',
    });
    expect(await slugsOf()).toEqual(before);
  });
});
