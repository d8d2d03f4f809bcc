import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SiteOperation } from '../core/plans/operation';
import { undoSites } from '../core/plans/undo-sites';
import { applyPlan } from './apply-plan';
import { djangoTables, startTemporaryDatabases, type TemporaryDatabases } from './temporary-database';
import {
  addsSite,
  alias,
  applyOperation,
  changing,
  newPlus,
  now,
  readWithoutTimes,
} from './testing/site-changes';

const { sites, aliases, plus, rows } = djangoTables;

let databases: TemporaryDatabases;
beforeAll(async () => {
  databases = await startTemporaryDatabases();
});
afterAll(() => databases?.close());
beforeEach(() => databases.create());
afterEach(() => databases.drop());

const apply = (operation: SiteOperation) => applyOperation(databases, operation);
const read = () => readWithoutTimes(databases);

const identity = (table: string): string =>
  `alter table ${table} alter id drop default; alter table ${table} alter id add generated always as identity`;

describe('new rows', () => {
  it.each([
    ['serial columns', []],
    ['identity columns', [identity('django_site'), identity('multisite_alias')]],
  ])(
    'get ids of their own, those of a new site know it, and all of it goes by an undo (%s)',
    async (_what, change) => {
      await databases.execute(sites, aliases, plus, rows, ...change);
      const before = await read();
      const { changes, title } = await apply(addsSite(-1, 'delta'));
      const after = await read();
      expect(after.sites?.at(-1)).toEqual({ id: 4, domain: 'delta.test', name: 'New, "delta" \\ ä' });
      expect(after.aliases?.at(-1)).toEqual(alias(4, 4, 'delta.test', true));
      expect(after.plus?.at(-1)).toEqual({
        siteId: 4,
        slug: 'delta',
        realDomain: '',
        isEnabled: true,
        extraUwsgiIni: 'workers = 2\n# "quoted" \\ {braces}',
      });
      expect(changes.map(({ table, row }) => `${row} ${table}`)).toEqual([
        'insert django_site',
        'insert multisite_alias',
        'insert django_multisite_plus_site',
      ]);
      await apply(undoSites({ title, changes }));
      expect(await read()).toEqual(before);
    },
  );

  it.each([
    ['serial columns', []],
    ['identity columns', [identity('django_site')]],
  ])('keep an id that was asked for, and the sequence moves past it (trap 4, %s)', async (_what, change) => {
    await databases.execute(sites, aliases, plus, rows, ...change);
    await apply(addsSite(41, 'forty-one'));
    const inserted = `insert into django_site (domain, name) values ('later.test', 'Later') returning id`;
    expect((await databases.client().query(inserted)).rows).toEqual([{ id: 42 }]);
  });

  it('find a site that has such an id since, and are not written', async () => {
    await databases.execute(sites, aliases, plus, rows);
    const { changes } = await databases.plan(now, addsSite(41, 'new'));
    await databases.execute(`insert into django_site values (41, 'other.test', 'Other')`);
    const before = await read();
    await expect(applyPlan(databases.client(), changes, async () => undefined)).rejects.toMatchObject({
      code: 'plan-stale',
    });
    expect(await read()).toEqual(before);
  });
});

describe('deleted rows', () => {
  it('go in the order that constraints want, and come back with their ids', async () => {
    await databases.execute(
      sites,
      // Checked at once, where Django's own are checked in the end.
      aliases.replaceAll('deferrable initially deferred', ''),
      plus.replaceAll('deferrable initially deferred', ''),
      rows,
    );
    const before = await read();
    const without = changing((tables) => ({
      sites: tables.sites?.filter(({ id }) => id !== 1) ?? null,
      aliases: tables.aliases?.filter(({ siteId }) => siteId !== 1) ?? null,
      plus: tables.plus?.filter(({ siteId }) => siteId !== 1) ?? null,
    }));
    const { changes, title } = await apply(without);
    expect((await read()).sites?.map(({ id }) => id)).toEqual([2, 3]);
    await apply(undoSites({ title, changes }));
    expect(await read()).toEqual(before);
  });

  it('stay where other tables refer to them, and the table is named', async () => {
    await databases.execute(
      sites,
      aliases,
      plus,
      rows,
      'create table cms_page (id int, site_id int references django_site deferrable initially deferred)',
      'insert into cms_page values (1, 3)',
    );
    const before = await read();
    const without = changing((tables) => ({
      sites: tables.sites?.filter(({ id }) => id !== 3) ?? null,
      plus: tables.plus?.filter(({ siteId }) => siteId !== 3) ?? null,
    }));
    await expect(apply(without)).rejects.toMatchObject({
      code: 'plan-refused',
      hint: 'Nothing was written. Rows of cms_page belong to the site.',
    });
    expect(await read()).toEqual(before);
  });
});

describe('unique values', () => {
  it('are exchanged, all kinds at once, and handed to new rows by those that move or go', async () => {
    await databases.execute(sites, aliases, plus, rows);
    const exchange = changing((tables) => ({
      sites: [
        { id: 1, domain: 'beta.example', name: 'Alpha' },
        { id: 2, domain: 'gamma.example', name: 'Beta' },
        { id: -1, domain: 'www.alpha.example', name: 'New' },
      ],
      aliases: [
        // The canonical alias of site 1 becomes another one of its rows, and takes the domain of site 2's.
        alias(3, 1, 'beta.example', true),
        alias(1, 1, 'm.alpha.example', null),
        alias(2, -1, 'www.alpha.example', true),
        alias(-1, 2, 'gamma.example', true),
      ],
      plus: [
        { ...newPlus(1, 'beta'), realDomain: '' },
        { ...newPlus(2, 'gamma'), realDomain: '' },
        { ...newPlus(-1, 'alpha'), realDomain: '' },
      ].map((row) => ({
        ...(tables.plus?.find(({ siteId }) => siteId === row.siteId) ?? row),
        slug: row.slug,
      })),
    }));
    const before = await read();
    const { changes, title } = await apply(exchange);
    const after = await read();
    expect(after.sites?.map(({ id, domain }) => [id, domain])).toEqual([
      [1, 'beta.example'],
      [2, 'gamma.example'],
      [4, 'www.alpha.example'],
    ]);
    expect(
      after.aliases?.map(({ id, siteId, domain, isCanonical }) => [id, siteId, domain, isCanonical]),
    ).toEqual([
      [1, 1, 'm.alpha.example', null],
      [2, 4, 'www.alpha.example', true],
      [3, 1, 'beta.example', true],
      [4, 2, 'gamma.example', true],
    ]);
    expect(after.plus?.map(({ siteId, slug }) => [siteId, slug])).toEqual([
      [1, 'beta'],
      [2, 'gamma'],
      [4, 'alpha'],
    ]);
    await apply(undoSites({ title, changes }));
    expect(await read()).toEqual(before);
  });

  it('are kept unique where the database has lost its constraint', async () => {
    await databases.execute(
      sites,
      aliases,
      plus,
      rows,
      'alter table django_multisite_plus_site drop constraint django_multisite_plus_site_slug_key',
    );
    const { changes } = await databases.plan(
      now,
      changing((tables) => ({
        plus: tables.plus?.map((row) => (row.siteId === 1 ? { ...row, slug: 'new' } : row)) ?? null,
      })),
    );
    await databases.execute(`update django_multisite_plus_site set slug = 'new' where site_id = 3`);
    await expect(applyPlan(databases.client(), changes, async () => undefined)).rejects.toMatchObject({
      code: 'plan-stale',
      data: { siteIds: [1] },
    });
  });
});
