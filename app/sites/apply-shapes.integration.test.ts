import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { diffRows } from '../core/plans/diff-rows';
import type { SiteOperation } from '../core/plans/operation';
import { undoSites } from '../core/plans/undo-sites';
import { applyPlan } from './apply-plan';
import { djangoTables, startTemporaryDatabases, type TemporaryDatabases } from './temporary-database';
import { addsSite, applyOperation, changing, now, readWithoutTimes } from './testing/site-changes';

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

  it('text of a fixed length, filled up with spaces, is written as any other', async () => {
    await databases.execute(
      'create table django_site (id integer, domain character(100), name character(50))',
      `insert into django_site values (1, 'a.example', 'A')`,
    );
    await apply(
      changing((tables) => ({ sites: tables.sites?.map((row) => ({ ...row, domain: 'x.test' })) ?? null })),
    );
    expect((await read()).sites).toEqual([{ id: 1, domain: 'x.test', name: 'A' }]);
  });

  it('rows with one key, which a table without its own may hold, are read once', async () => {
    await databases.execute(
      'create table django_site (id integer, domain text, name text)',
      `insert into django_site values (1, 'a.example', 'A'), (1, 'b.example', 'B'), (2, 'c.example', null)`,
    );
    const found = await databases.read();
    expect(found.sites).toEqual([{ id: 1, domain: 'a.example', name: 'A' }]);
    expect([...(found.oddities?.ofSites.keys() ?? [])]).toEqual([1]);
    expect(found.oddities?.incomplete).toEqual(new Map([['django_site', 1]]));
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
