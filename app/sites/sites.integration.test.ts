import type { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RewritePlan } from '../contract';
import { parseDomainFormat } from '../core/format/domain-format';
import { planRewrite } from '../core/rewrite/plan-rewrite';
import type { SiteTables } from '../core/sites/rows';
import { connectAs, type Login } from '../postgres/connect';
import { createStagingDatabase, dropDatabase } from '../postgres/databases';
import { ensureServingRole } from '../postgres/roles';
import { startTemporaryCluster, type TemporaryCluster } from '../postgres/temporary-cluster';
import { applyRewrite } from './apply-rewrite';
import { applySlugs } from './apply-slugs';
import { readSiteTables } from './read-site-tables';

const database = 'shop_sites';
const now = '2026-11-01T12:00:00.000Z';
const settings = {
  format: parseDomainFormat('{}.127.0.0.1.nip.io'),
  rewriteDomains: true,
  useRealDomain: false,
};

/** As Django 3.2 makes them; `serial`, as all but the newest Django write it. */
const django = `
  create table django_site (id serial primary key, domain varchar(100) not null unique, name varchar(50) not null)`;
const multisite = `
  create table multisite_alias (
    id serial primary key, domain varchar(100) not null unique, is_canonical boolean,
    redirect_to_canonical boolean not null, site_id integer not null references django_site deferrable initially deferred,
    unique (is_canonical, site_id))`;
const plus = `
  create table django_multisite_plus_site (
    site_id integer primary key references django_site deferrable initially deferred, real_domain varchar(255) not null,
    slug varchar(255) not null unique, is_enabled boolean not null, last_updated_at timestamptz not null,
    extra_uwsgi_ini text not null)`;
const rows = `
  insert into django_site (domain, name) values ('www.alpha.example', 'Alpha'), ('beta.example', 'Beta'), ('gamma.example', 'Gamma');
  insert into multisite_alias (domain, site_id, is_canonical, redirect_to_canonical) values
    ('www.alpha.example', 1, true, true), ('beta.example', 2, true, true), ('m.alpha.example', 1, null, false);
  insert into django_multisite_plus_site values
    (1, 'www.alpha.example', 'alpha', true, '2026-01-02 03:04:05.678901+00', ''),
    (2, 'beta.example', 'beta', true, '2026-01-02 03:04:05+00', 'workers = 5'),
    (3, '', 'gamma', false, '2026-01-02 03:04:05+00', '')`;

let temporary: TemporaryCluster;
let login: Login;
let client: Client;

const connect = (): Promise<Client> =>
  connectAs(temporary.cluster, { ...login, database, applicationName: 'sites test' });
const target = () => ({ host: temporary.cluster.host, port: temporary.cluster.port, database, ...login });
const read = () => readSiteTables(target());
const plan = async (): Promise<RewritePlan> =>
  planRewrite({ tables: await read(), identities: [], settings, now });
const domainsOf = (tables: SiteTables) => tables.sites?.map(({ domain }) => domain);
const execute = async (...statements: readonly string[]) => {
  for (const statement of statements) await client.query(statement);
};

beforeAll(async () => {
  temporary = await startTemporaryCluster();
  login = await ensureServingRole(temporary.cluster, '22222222-2222-4222-8222-222222222222');
});
afterAll(() => temporary?.close());
beforeEach(async () => {
  await createStagingDatabase(temporary.cluster, { name: database, owner: login.user, dumpLocale: null });
  client = await connect();
});
afterEach(async () => {
  await client.end();
  await dropDatabase(temporary.cluster, database);
});

describe('reading the site tables', () => {
  it('reads all three tables, timestamps to the microsecond and in UTC whatever the role says', async () => {
    await execute(django, multisite, plus, rows);
    await execute(
      `alter role current_user set timezone = 'Asia/Kathmandu'`,
      `alter role current_user set datestyle = 'German'`,
    );
    expect(await read()).toEqual({
      absent: [],
      sites: [
        { id: 1, domain: 'www.alpha.example', name: 'Alpha' },
        { id: 2, domain: 'beta.example', name: 'Beta' },
        { id: 3, domain: 'gamma.example', name: 'Gamma' },
      ],
      aliases: [
        { id: 1, domain: 'www.alpha.example', siteId: 1, isCanonical: true, redirectToCanonical: true },
        { id: 2, domain: 'beta.example', siteId: 2, isCanonical: true, redirectToCanonical: true },
        { id: 3, domain: 'm.alpha.example', siteId: 1, isCanonical: null, redirectToCanonical: false },
      ],
      plus: [
        {
          siteId: 1,
          realDomain: 'www.alpha.example',
          slug: 'alpha',
          isEnabled: true,
          lastUpdatedAt: '2026-01-02 03:04:05.678901+00',
          extraUwsgiIni: '',
        },
        {
          siteId: 2,
          realDomain: 'beta.example',
          slug: 'beta',
          isEnabled: true,
          lastUpdatedAt: '2026-01-02 03:04:05+00',
          extraUwsgiIni: 'workers = 5',
        },
        {
          siteId: 3,
          realDomain: '',
          slug: 'gamma',
          isEnabled: false,
          lastUpdatedAt: '2026-01-02 03:04:05+00',
          extraUwsgiIni: '',
        },
      ],
    });
  });

  it('reads the shapes without the plus table, without aliases, and without any', async () => {
    expect(await read()).toMatchObject({ sites: null, aliases: null, plus: null });
    await execute(django);
    expect(await read()).toMatchObject({ sites: [], aliases: null, plus: null });
    await execute(multisite);
    const found = await read();
    expect(found).toMatchObject({ sites: [], aliases: [], plus: null });
    expect(found.absent).toEqual([{ table: 'django_multisite_plus_site', reason: null }]);
  });

  it('never reads a view in place of a table, so that its code does not run', async () => {
    await execute(
      'create sequence witness',
      `create function trap() returns text language plpgsql as 'begin perform nextval(''witness''); return ''x''; end'`,
      'create view django_site as select 1 as id, trap() as domain, trap() as name',
    );
    const found = await read();
    expect(found.sites).toBeNull();
    expect(found.absent).toContainEqual({
      table: 'django_site',
      reason: 'public.django_site is a view, which is not read: only a table is',
    });
    expect((await client.query('select is_called from witness')).rows).toEqual([{ is_called: false }]);
  });

  it('says what is missing in a table of another kind by the same name', async () => {
    await execute('create table django_site (id uuid primary key, domain text)');
    expect((await read()).absent).toContainEqual({
      table: 'django_site',
      reason: "public.django_site lacks id, name, or has another type there: it is not Django's table",
    });
  });

  it('reads a partitioned table and bigint keys', async () => {
    await execute(
      'create table django_site (id bigint primary key, domain text not null, name text not null) partition by range (id)',
      'create table django_site_1 partition of django_site default',
      `insert into django_site values (5000000000, 'big.example', 'Big')`,
    );
    expect((await read()).sites).toEqual([{ id: 5_000_000_000, domain: 'big.example', name: 'Big' }]);
  });
});

describe('storing chosen slugs', () => {
  const slugsOf = async () => (await read()).plus?.map(({ slug, lastUpdatedAt }) => [slug, lastUpdatedAt]);

  it('lets sites exchange slugs, and bumps only what changed (trap 5)', async () => {
    await execute(django, multisite, plus, rows);
    await applySlugs(
      client,
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
    await execute(django, multisite, plus, rows);
    const before = await slugsOf();
    const both = new Map([
      [1, 'free'],
      [9, 'nine'],
    ]);
    await expect(applySlugs(client, both, now)).rejects.toMatchObject({
      code: 'site-not-found',
      data: { siteIds: [9] },
    });
    await expect(applySlugs(client, new Map([[1, 'gamma']]), now)).rejects.toMatchObject({
      code: 'plan-stale',
    });
    expect(await slugsOf()).toEqual(before);
  });
});

describe('applying a rewrite', () => {
  it('writes domains, aliases and timestamps, creates the missing alias, and leaves nothing to plan', async () => {
    await execute(django, multisite, plus, rows);
    const planned = await plan();
    await applyRewrite(client, planned);
    const after = await read();
    expect(domainsOf(after)).toEqual([
      'alpha.127.0.0.1.nip.io',
      'beta.127.0.0.1.nip.io',
      'gamma.127.0.0.1.nip.io',
    ]);
    expect(after.aliases).toEqual([
      { id: 1, domain: 'alpha.127.0.0.1.nip.io', siteId: 1, isCanonical: true, redirectToCanonical: true },
      { id: 2, domain: 'beta.127.0.0.1.nip.io', siteId: 2, isCanonical: true, redirectToCanonical: true },
      { id: 3, domain: 'm.alpha.example', siteId: 1, isCanonical: null, redirectToCanonical: false },
      { id: 4, domain: 'gamma.127.0.0.1.nip.io', siteId: 3, isCanonical: true, redirectToCanonical: true },
    ]);
    expect(after.plus?.map(({ lastUpdatedAt }) => lastUpdatedAt)).toEqual(
      Array(3).fill('2026-11-01 12:00:00+00'),
    );
    expect((await plan()).changes).toEqual([]);
  });

  it('lets sites exchange their domains (trap 7)', async () => {
    await execute(django, multisite, plus, rows);
    await applyRewrite(client, await plan());
    await execute(
      `update django_multisite_plus_site set slug = 'swap' where site_id = 1`,
      `update django_multisite_plus_site set slug = 'alpha' where site_id = 2`,
      `update django_multisite_plus_site set slug = 'beta' where site_id = 1`,
    );
    const exchange = await plan();
    expect(exchange.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    await applyRewrite(client, exchange);
    const after = await read();
    expect(domainsOf(after)?.slice(0, 2)).toEqual(['beta.127.0.0.1.nip.io', 'alpha.127.0.0.1.nip.io']);
    expect(after.aliases?.map(({ domain }) => domain).slice(0, 2)).toEqual([
      'beta.127.0.0.1.nip.io',
      'alpha.127.0.0.1.nip.io',
    ]);
  });

  it.each([
    ['a domain', `update django_site set domain = 'other.example' where id = 2`],
    ['an alias', `update multisite_alias set domain = 'other.example' where id = 2`],
    ['a timestamp', `update django_multisite_plus_site set last_updated_at = now() where site_id = 2`],
    ['a plus row that is gone', 'delete from django_multisite_plus_site where site_id = 2'],
    [
      'a canonical alias that was missing',
      `insert into multisite_alias values (9, 'g.example', true, true, 3)`,
    ],
    ['a domain that was free', `insert into django_site values (9, 'beta.127.0.0.1.nip.io', 'Late')`],
    [
      'an alias that was free',
      `insert into multisite_alias values (9, 'beta.127.0.0.1.nip.io', null, true, 3)`,
    ],
  ])('is refused as stale, and writes nothing, when there is %s since', async (_what, change) => {
    await execute(django, multisite, plus, rows);
    const planned = await plan();
    await execute(change);
    const before = await read();
    await expect(applyRewrite(client, planned)).rejects.toMatchObject({ code: 'plan-stale' });
    expect(await read()).toEqual(before);
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it.each([
    ['a serial that lags behind explicit ids', 'alter sequence multisite_alias_id_seq restart with 1'],
    ['a sequence that is not owned by its column', 'alter sequence multisite_alias_id_seq owned by none'],
    ['no sequence at all', 'alter table multisite_alias alter id drop default'],
    [
      'an identity column',
      'alter table multisite_alias alter id drop default; alter table multisite_alias alter id add generated always as identity',
    ],
  ])('gives created aliases a free id with %s (trap 4)', async (_what, change) => {
    await execute(django, multisite, plus, rows, change);
    await applyRewrite(client, await plan());
    expect((await read()).aliases?.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    if (!change.endsWith('default'))
      expect(
        (
          await client.query(
            `insert into multisite_alias (domain, site_id, redirect_to_canonical) values ('n', 1, true) returning id`,
          )
        ).rows,
      ).toEqual([{ id: 5 }]);
  });

  it('waits for a row that is held, and then sees that it changed', async () => {
    await execute(django, multisite, plus, rows);
    const planned = await plan();
    const other = await connect();
    try {
      await other.query('begin');
      await other.query(`update django_site set domain = 'held.example' where id = 1`);
      const applying = applyRewrite(client, planned);
      const outcome = expect(applying).rejects.toMatchObject({ code: 'plan-stale' });
      await expect
        .poll(
          async () =>
            (
              await other.query(
                `select from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'sites test'`,
              )
            ).rowCount,
        )
        .toBe(1);
      await other.query('commit');
      await outcome;
    } finally {
      await other.end();
    }
  });

  it('moves a thousand sites one place on, each to the domain of the next, within a second', async () => {
    await execute(
      django,
      multisite,
      plus,
      `insert into django_site select n, 's' || n || '.127.0.0.1.nip.io', 'Site ' || n from generate_series(1, 1000) n`,
      `insert into multisite_alias select n, 's' || n || '.127.0.0.1.nip.io', true, true, n from generate_series(1, 1000) n`,
      `insert into django_multisite_plus_site
         select n, '', 's' || (n % 1000 + 1), true, '2026-01-01', '' from generate_series(1, 1000) n`,
    );
    const planned = await plan();
    expect(planned.changes).toHaveLength(3000);
    const start = performance.now();
    await applyRewrite(client, planned);
    expect(performance.now() - start).toBeLessThan(1000);
    expect((await plan()).changes).toEqual([]);
  });
});
