import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { djangoTables, startTemporaryDatabases, type TemporaryDatabases } from './temporary-database';

const { sites, aliases, plus, rows } = djangoTables;

let databases: TemporaryDatabases;
beforeAll(async () => {
  databases = await startTemporaryDatabases();
});
afterAll(() => databases?.close());
beforeEach(() => databases.create());
afterEach(() => databases.drop());

describe('reading the site tables', () => {
  it('reads all three tables, timestamps to the microsecond and in UTC whatever the role says', async () => {
    await databases.execute(sites, aliases, plus, rows);
    await databases.execute(
      `alter role current_user set timezone = 'Asia/Kathmandu'`,
      `alter role current_user set datestyle = 'German'`,
    );
    expect(await databases.read()).toEqual({
      absent: [],
      elsewhere: [],
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
    expect(await databases.read()).toMatchObject({ sites: null, aliases: null, plus: null });
    await databases.execute(sites);
    expect(await databases.read()).toMatchObject({ sites: [], aliases: null, plus: null });
    await databases.execute(aliases);
    const found = await databases.read();
    expect(found).toMatchObject({ sites: [], aliases: [], plus: null });
    expect(found.absent).toEqual([{ table: 'django_multisite_plus_site', reason: null }]);
  });

  it('never reads a view in place of a table, so that its code does not run', async () => {
    await databases.execute(
      'create sequence witness',
      `create function trap() returns text language plpgsql as 'begin perform nextval(''witness''); return ''x''; end'`,
      'create view django_site as select 1 as id, trap() as domain, trap() as name',
    );
    const found = await databases.read();
    expect(found.sites).toBeNull();
    expect(found.absent).toContainEqual({
      table: 'django_site',
      reason: 'public.django_site is a view, which is not read: only a table is',
    });
    expect((await databases.client().query('select is_called from witness')).rows).toEqual([
      { is_called: false },
    ]);
  });

  it('says what is missing in a table of another kind by the same name', async () => {
    await databases.execute('create table django_site (id uuid primary key, domain text)');
    expect((await databases.read()).absent).toContainEqual({
      table: 'django_site',
      reason: "public.django_site lacks id, name, or has another type there: it is not Django's table",
    });
  });

  it('reads a partitioned table and bigint keys', async () => {
    await databases.execute(
      'create table django_site (id bigint primary key, domain text not null, name text not null) partition by range (id)',
      'create table django_site_1 partition of django_site default',
      `insert into django_site values (5000000000, 'big.example', 'Big')`,
    );
    expect((await databases.read()).sites).toEqual([
      { id: 5_000_000_000, domain: 'big.example', name: 'Big' },
    ]);
  });

  it("trap 18: tells what domains Wagtail's table and tenants' tables hold, and never reads a view for it", async () => {
    await databases.execute(
      sites,
      'create sequence witness',
      `create function trap() returns text language plpgsql as 'begin perform nextval(''witness''); return ''x''; end'`,
      'create schema crm',
      'create table wagtailcore_site (id serial primary key, hostname varchar(255) not null, port int not null)',
      `insert into wagtailcore_site (hostname, port) values ('www.b.example', 80), ('www.a.example', 80), ('www.a.example', 81)`,
      'create table crm.customer_domain (id serial, domain varchar(253), is_primary boolean, tenant_id int)',
      `insert into crm.customer_domain (domain, is_primary, tenant_id) values ('t.example', true, 1), ('', false, 1)`,
      'create table addresses (id serial, domain text, is_primary boolean)',
      `insert into addresses (domain) values ('nobody.example')`,
      'create view domains as select trap() as domain, true as is_primary, 1 as tenant_id',
    );
    expect((await databases.read()).elsewhere).toEqual([
      { table: 'crm.customer_domain', domains: ['t.example'] },
      { table: 'wagtailcore_site', domains: ['www.a.example', 'www.b.example'] },
    ]);
    expect((await databases.client().query('select is_called from witness')).rows).toEqual([
      { is_called: false },
    ]);
  });
});
