import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { diffRows } from '../core/plans/diff-rows';
import type { SiteOperation } from '../core/plans/operation';
import { undoSites } from '../core/plans/undo-sites';
import type { AliasRow, SiteTables } from '../core/sites/rows';
import { applyPlan } from './apply-plan';
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

/** Any change of the tables as an operation. */
const changing =
  (change: (tables: SiteTables) => Partial<SiteTables>): SiteOperation =>
  ({ tables, identities }) => ({
    after: { tables: { ...tables, ...change(tables) }, identities },
    problems: [],
    title: 'Test',
  });

const apply = async (operation: SiteOperation) => {
  const { changes, title } = await databases.plan(now, operation);
  return { title, changes: await applyPlan(databases.client(), changes, async () => undefined) };
};

/** The rows without their timestamps, which never go back. */
const read = async () => {
  const { sites: siteRows, aliases: aliasRows, plus: plusRows } = await databases.read();
  return {
    sites: siteRows,
    aliases: aliasRows,
    plus: plusRows?.map(({ lastUpdatedAt: _, ...row }) => row) ?? null,
  };
};

const alias = (id: number, siteId: number, domain: string, isCanonical: boolean | null): AliasRow => ({
  id,
  siteId,
  domain,
  isCanonical,
  redirectToCanonical: true,
});

const newPlus = (siteId: number, slug: string) => ({
  siteId,
  slug,
  realDomain: '',
  isEnabled: true,
  lastUpdatedAt: '',
  extraUwsgiIni: 'workers = 2\n# "quoted" \\ {braces}',
});

const addsSite = (id: number, slug: string): SiteOperation =>
  changing((tables) => ({
    sites: [...(tables.sites ?? []), { id, domain: `${slug}.test`, name: `New, "${slug}" \\ ä` }],
    aliases: tables.aliases && [...tables.aliases, alias(-1, id, `${slug}.test`, true)],
    plus: tables.plus && [...tables.plus, newPlus(id, slug)],
  }));

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

describe('the shapes of a database', () => {
  it.each([
    ['sites only', [sites], { aliases: null, plus: null }],
    ['sites and aliases', [sites, aliases], { plus: null }],
  ])('%s: what is there is written and taken back', async (_shape, statements, absent) => {
    await databases.execute(
      ...statements,
      `insert into django_site (domain, name) values ('a.example', 'A')`,
    );
    const before = await read();
    expect(before).toMatchObject(absent);
    const { changes, title } = await apply(addsSite(-1, 'new'));
    expect((await read()).sites?.map(({ domain }) => domain)).toEqual(['a.example', 'new.test']);
    await apply(undoSites({ title, changes }));
    expect(await read()).toEqual(before);
  });

  it('a partitioned table with bigint keys is written, too', async () => {
    await databases.execute(
      'create table django_site (id bigint primary key, domain text not null, name text not null) partition by range (id)',
      'create table django_site_1 partition of django_site default',
      `insert into django_site values (5000000000, 'big.example', 'Big')`,
    );
    await apply(
      changing((tables) => ({ sites: tables.sites?.map((row) => ({ ...row, domain: 'x.test' })) ?? null })),
    );
    expect((await read()).sites).toEqual([{ id: 5_000_000_000, domain: 'x.test', name: 'Big' }]);
  });

  it('a view that took the place of a table since is not written, and runs nothing', async () => {
    await databases.execute(sites, aliases, plus, rows);
    const { changes } = await databases.plan(now);
    await databases.execute(
      'create sequence witness',
      'alter table django_site rename to real_site',
      `create function trap() returns text language plpgsql as 'begin perform nextval(''witness''); return ''x''; end'`,
      'create view django_site as select id, trap() as domain, name from real_site',
    );
    await expect(applyPlan(databases.client(), changes, async () => undefined)).rejects.toMatchObject({
      code: 'plan-stale',
      message: expect.stringContaining('public.django_site is a view'),
    });
    expect((await databases.client().query('select is_called from witness')).rows).toEqual([
      { is_called: false },
    ]);
  });
});

const trigger = (body: string, when = 'before update'): string[] => [
  `create function odd() returns trigger language plpgsql as $$ begin ${body} end $$`,
  `create trigger odd ${when} on django_site for each row execute function odd()`,
];

describe('a database that has its own mind', () => {
  it.each<[string, string[], string]>([
    ['drops a row in silence', trigger('return null;'), 'Something in the database changes what is written'],
    [
      'changes what is written',
      trigger(`new.domain := 'mine-' || new.id; return new;`),
      'Something in the database changes what is written',
    ],
    [
      'has a rule instead of the update',
      ['create rule odd as on update to django_site do instead nothing'],
      'Something in the database changes what is written',
    ],
    ['refuses the row', trigger(`raise exception 'not today';`), 'not today (SQLSTATE P0001)'],
    [
      'has a check of its own',
      [`alter table django_site add check (domain like '%.example')`],
      'violates check constraint',
    ],
    [
      'checks in the end',
      [
        `create function odd() returns trigger language plpgsql as $$ begin raise exception 'too late'; end $$`,
        `create constraint trigger odd after update on django_site deferrable initially deferred
           for each row execute function odd()`,
      ],
      'too late',
    ],
    [
      'has become read-only for us',
      ['alter table django_site owner to current_user', 'revoke update on django_site from current_user'],
      'permission denied',
    ],
  ])('is told of, with nothing written, when it %s', async (_what, statements, message) => {
    await databases.execute(sites, aliases, plus, rows, ...statements);
    const before = await read();
    await expect(
      apply(
        changing((tables) => ({
          sites: tables.sites?.map((row) => ({ ...row, domain: `s${row.id}.test` })) ?? null,
        })),
      ),
    ).rejects.toMatchObject({ code: 'plan-refused', message: expect.stringContaining(message) });
    expect(await read()).toEqual(before);
    expect((await databases.client().query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('may set timestamps as it likes', async () => {
    await databases.execute(
      sites,
      aliases,
      plus,
      rows,
      `create function odd() returns trigger language plpgsql as $$ begin new.last_updated_at := now(); return new; end $$`,
      `create trigger odd before update on django_multisite_plus_site for each row execute function odd()`,
    );
    await apply(
      changing((tables) => ({
        plus: tables.plus?.map((row) => ({ ...row, isEnabled: !row.isEnabled })) ?? null,
      })),
    );
    expect((await read()).plus?.map(({ isEnabled }) => isEnabled)).toEqual([false, false, true]);
  });
});

describe('what happens before the commit', () => {
  it('is told the ids and the transaction, sees nothing in other sessions yet, and can still take all of it back', async () => {
    await databases.execute(sites, aliases, plus, rows);
    const before = await databases.read();
    const { changes } = await databases.plan(now, addsSite(-1, 'delta'));
    await expect(
      applyPlan(databases.client(), changes, async (plan) => {
        expect(plan.changes[0]).toMatchObject({ row: 'insert', after: { id: 4 } });
        expect(plan.transactionId).toMatch(/^\d+$/);
        expect(await databases.read()).toEqual(before);
        throw new Error('the catalog is full');
      }),
    ).rejects.toThrow('the catalog is full');
    expect(await databases.read()).toEqual(before);
  });
});

describe('a plan from the middle of another life', () => {
  it('that names rows of another database is stale', async () => {
    await databases.execute(sites, aliases, plus, rows);
    const { sites: siteRows } = await databases.read();
    const foreign = { sites: [{ id: 77, domain: 'x.test', name: 'X' }], aliases: null, plus: null };
    const changes = diffRows(
      { tables: foreign, identities: [] },
      { tables: { ...foreign, sites: [{ id: 77, domain: 'y.test', name: 'X' }] }, identities: [] },
      now,
    );
    await expect(applyPlan(databases.client(), changes, async () => undefined)).rejects.toMatchObject({
      code: 'plan-stale',
      data: { siteIds: [77] },
    });
    expect((await databases.read()).sites).toEqual(siteRows);
  });
});
