import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDomainFormat } from '../../core/format/domain-format';
import { never, temporaryFolder } from '../testing/read-dump';
import { encodingEntry, searchPathEntry, tableEntries, writeArchive } from '../testing/write-archive';
import { type InspectRequest, inspectDump } from './inspect-dump';

let files: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  files = await temporaryFolder();
});
afterAll(() => files.remove());

const inspect = async (content: string | Buffer, more: Partial<InspectRequest> = {}) =>
  inspectDump({
    file: await files.write(content),
    settings: {
      format: parseDomainFormat('{}.127.0.0.1.nip.io'),
      rewriteDomains: true,
      useRealDomain: false,
    },
    availableExtensions: new Set(['plpgsql', 'citext']),
    slugs: new Map(),
    now: '2026-11-01T00:00:00.000Z',
    signal: never,
    ...more,
  });

const create = (name: string, columns: string): string => `CREATE TABLE public.${name} (\n${columns}\n);\n`;
const copy = (name: string, columns: string, rows: string): string =>
  `COPY public.${name} (${columns}) FROM stdin;\n${rows}\\.\n`;

const sites = create(
  'django_site',
  '    id integer NOT NULL,\n    domain character varying(100),\n    name character varying(50)',
);
const siteRows = copy(
  'django_site',
  'id, name, domain',
  '1\tPortal\twww.example.com\n2\tShop \\\\ Co\tshop.example.com\n',
);
const aliases = create(
  'multisite_alias',
  '    id integer,\n    domain character varying(100),\n    is_canonical boolean,\n    redirect_to_canonical boolean,\n    site_id integer',
);
const aliasRows = copy(
  'multisite_alias',
  'id, domain, is_canonical, redirect_to_canonical, site_id',
  '1\twww.example.com\tt\tt\t1\n2\texample.com\t\\N\tt\t1\n3\tshop.example.com\tt\tf\t2\n',
);
const plus = create(
  'django_multisite_plus_site',
  '    site_id integer,\n    real_domain character varying(255),\n    slug character varying(255),\n    is_enabled boolean,\n    last_updated_at timestamp with time zone,\n    extra_uwsgi_ini text',
);
const plusRows = copy(
  'django_multisite_plus_site',
  'site_id, real_domain, slug, is_enabled, last_updated_at, extra_uwsgi_ini',
  '1\twww.example.com\tportal\tt\t2026-01-01 00:00:00+00\t\n2\tshop.example.com\tshop\tf\t2026-01-01 00:00:00+00\tworkers = 5\\ncheaper = 1\n',
);
const migrations =
  create('django_migrations', '    id integer') + copy('django_migrations', 'id', '1\n2\n3\n');

const codes = (found: { readonly problems: readonly { readonly code: string }[] }) =>
  found.problems.map(({ code }) => code);

describe('inspectDump', () => {
  it('shows the sites of a dump with all three tables, each with its local domain', async () => {
    const found = await inspect([sites, aliases, plus, migrations, siteRows, aliasRows, plusRows].join('\n'));
    expect(found).toMatchObject({
      format: 'plain',
      compression: 'none',
      shape: 'sites-plus',
      isComplete: true,
      problems: [],
    });
    expect(
      found.sites.map(({ id, slug, name, domain, realDomain, isEnabled, localDomain }) => ({
        id,
        slug,
        name,
        domain,
        realDomain,
        isEnabled,
        localDomain,
      })),
    ).toEqual([
      {
        id: 1,
        slug: 'portal',
        name: 'Portal',
        domain: 'www.example.com',
        realDomain: 'www.example.com',
        isEnabled: true,
        localDomain: 'portal.127.0.0.1.nip.io',
      },
      {
        id: 2,
        slug: 'shop',
        name: 'Shop \\ Co',
        domain: 'shop.example.com',
        realDomain: 'shop.example.com',
        isEnabled: false,
        localDomain: 'shop.127.0.0.1.nip.io',
      },
    ]);
    expect(found.sites[0]?.aliases).toEqual([
      { id: 1, domain: 'www.example.com', isCanonical: true, redirectsToCanonical: true },
      { id: 2, domain: 'example.com', isCanonical: false, redirectsToCanonical: true },
    ]);
  });

  it('lists the tables with exact rows and sizes', async () => {
    const found = await inspect([sites, migrations, siteRows, create('empty', '    id integer')].join('\n'));
    expect(found.tables).toEqual([
      { schema: 'public', name: 'django_site', rows: 2, sizeBytes: 55 },
      { schema: 'public', name: 'django_migrations', rows: 3, sizeBytes: 6 },
      { schema: 'public', name: 'empty', rows: 0, sizeBytes: null },
    ]);
  });

  it('proposes slugs where there is no plus table, and takes those that were chosen', async () => {
    const text = [sites, aliases, migrations, siteRows, aliasRows].join('\n');
    const proposed = await inspect(text);
    expect(proposed.shape).toBe('sites-aliases');
    expect(proposed.sites.map(({ slug }) => slug)).toEqual(['portal', expect.stringMatching(/^shop/)]);
    const chosen = await inspect(text, { slugs: new Map([[2, 'velos-ch']]) });
    expect(chosen.sites[1]).toMatchObject({ slug: 'velos-ch', localDomain: 'velos-ch.127.0.0.1.nip.io' });
    expect((await inspect([sites, migrations, siteRows].join('\n'))).shape).toBe('sites');
  });

  it('reads sites from INSERTs, with columns named or in the table’s order', async () => {
    const inserts = `INSERT INTO public.django_site VALUES (1, 'it''s.example.com', 'A, (b)'), (2, E'b\\tc', NULL);
INSERT INTO public.django_site (name, id, domain) VALUES ('C'::text, 3, 'c.example.com');
INSERT INTO public.django_site VALUES (1 + 3, lower('X'), 'D');
`;
    const found = await inspect([sites, migrations, inserts].join('\n'));
    expect(found.sites.map(({ id, domain, name }) => [id, domain, name])).toEqual([
      [1, "it's.example.com", 'A, (b)'],
      [2, 'b\tc', ''],
      [3, 'c.example.com', 'C'],
    ]);
    expect(found.problems).toMatchObject([
      { code: 'partial-dump', message: expect.stringMatching(/^1 rows of django_site/) },
    ]);
  });

  it('finds the same in an archive, counting all rows or only those of the sites and migrations', async () => {
    const entries = [
      encodingEntry('UTF8'),
      searchPathEntry,
      ...tableEntries(10, 'django_site', ['id', 'domain', 'name'], '1\twww.example.com\tPortal\n'),
      ...tableEntries(20, 'django_migrations', ['app', 'name'], 'shop\t0002_b\nshop\t0001_a\n'),
      ...tableEntries(30, 'shop_item', ['id'], '1\n2\n3\n'),
    ];
    const archive = writeArchive(entries, { minor: 16, compression: 'gzip' });
    const counted = await inspect(archive);
    expect(counted).toMatchObject({
      format: 'custom',
      formatVersion: '1.16',
      roles: ['shop_owner'],
      problems: [],
      isComplete: true,
    });
    expect(counted.tables.map(({ name, rows }) => [name, rows])).toEqual([
      ['django_site', 1],
      ['django_migrations', 2],
      ['shop_item', 3],
    ]);
    expect(counted.sites).toMatchObject([
      { id: 1, domain: 'www.example.com', localDomain: 'portal.127.0.0.1.nip.io' },
    ]);
    const quick = await inspect(archive, { countsRows: false });
    expect(quick.sites).toEqual(counted.sites);
    expect(quick.migrations).toEqual([{ app: 'shop', names: ['0001_a', '0002_b'] }]);
    expect(quick.tables.map(({ name, rows }) => [name, rows])).toEqual([
      ['django_site', 1],
      ['django_migrations', 2],
      ['shop_item', null],
    ]);
  });

  it('names the roles that the dump wants', async () => {
    const text = `${sites}ALTER TABLE public.django_site OWNER TO "shop owner";
GRANT SELECT ON TABLE public.django_site TO reader, "Other" WITH GRANT OPTION;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO postgres;
ALTER DEFAULT PRIVILEGES FOR ROLE admin IN SCHEMA public GRANT SELECT ON TABLES TO pg_read_all_data;
CREATE POLICY p ON public.django_site TO tenant USING (true);
SET SESSION AUTHORIZATION 'old';
`;
    expect((await inspect(text)).roles).toEqual([
      'Other',
      'admin',
      'old',
      'postgres',
      'reader',
      'shop owner',
      'tenant',
    ]);
  });
});

describe('problems of a dump', () => {
  it('names a missing extension and exactly the tables that need it', async () => {
    const text = `CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS odd WITH SCHEMA odd_stuff;
${create('shops', '    id integer,\n    place public.geometry(Point,4326)')}
${create('named_geometry', '    id integer,\n    geometry text')}
${create('names', '    name public.citext')}
${create('odds', '    x odd_stuff.thing')}
${copy('spatial_ref_sys', 'srid', '')}${migrations}`;
    const found = await inspect(text);
    expect(found.extensions).toEqual([
      { name: 'postgis', isAvailable: false },
      { name: 'citext', isAvailable: true },
      { name: 'odd', isAvailable: false },
    ]);
    const missing = found.problems
      .filter(({ code }) => code === 'extension-missing')
      .map(({ message }) => message);
    expect(missing).toEqual([
      expect.stringMatching(/postgis.*: shops\.$/),
      expect.stringMatching(/odd.*: odds\.$/),
    ]);
    expect(found.tables.map(({ name }) => name)).not.toContain('spatial_ref_sys');
    expect(codes(found)).not.toContain('partial-dump');
  });

  it('says what a partial dump lacks', async () => {
    const text = `${create('cms_page', '    id integer')}${copy('cms_page', 'id', '1\n')}
ALTER TABLE ONLY public.cms_page ADD CONSTRAINT a FOREIGN KEY (site_id) REFERENCES public.django_site(id);
ALTER TABLE ONLY public.cms_page ADD CONSTRAINT b FOREIGN KEY (parent_id) REFERENCES public.cms_page(id);
`;
    const found = await inspect(text);
    const messages = found.problems.map(({ code, message }) => `${code}: ${message}`);
    expect(messages).toEqual([
      expect.stringMatching(/^partial-dump: .*no table django_migrations.*1 table\./),
      expect.stringMatching(/^partial-dump: Foreign keys .*: public\.django_site\.$/),
      expect.stringMatching(/^sites-table-missing: /),
    ]);
  });

  it('takes rows of django_site without its CREATE TABLE for no sites', async () => {
    const found = await inspect(`${migrations}${siteRows}`);
    expect(found).toMatchObject({ shape: 'no-sites', sites: [] });
    expect(found.problems).toMatchObject([
      { code: 'partial-dump', message: expect.stringMatching(/data only.*django_site/) },
      { code: 'sites-table-missing', message: expect.stringContaining('does not create') },
    ]);
  });

  it('does not take a view called django_site for the table', async () => {
    const found = await inspect(`${migrations}CREATE VIEW public.django_site AS SELECT 1 AS id;\n`);
    expect(found.problems).toMatchObject([
      { code: 'sites-table-missing', message: expect.stringContaining('view') },
    ]);
  });

  it('tells of domains that stand in Wagtail’s or tenants’ tables', async () => {
    const wagtail =
      create('wagtailcore_site', '    id integer,\n    hostname text') +
      copy('wagtailcore_site', 'id, hostname', '1\twww.real.example\n2\tWWW.example.com\n');
    const tenants =
      create(
        'customers_domain',
        '    id integer,\n    domain text,\n    is_primary boolean,\n    tenant_id integer',
      ) + copy('customers_domain', 'id, domain, is_primary, tenant_id', '1\ta.tenant.example\tt\t1\n');
    const found = await inspect([sites, migrations, siteRows, wagtail, tenants].join('\n'));
    expect(found.problems).toMatchObject([
      {
        code: 'real-domains-elsewhere',
        message: expect.stringMatching(/wagtailcore_site.*: www\.real\.example\.$/),
      },
      {
        code: 'real-domains-elsewhere',
        message: expect.stringMatching(/customers_domain.*: a\.tenant\.example\.$/),
      },
    ]);
  });

  it('describes a dump that was cut between statements, and says so', async () => {
    const found = await inspect(`--\n-- PostgreSQL database dump\n--\n\n${sites}${migrations}`);
    expect(found.isComplete).toBe(false);
    expect(found.problems[0]).toMatchObject({ code: 'partial-dump', severity: 'error' });
  });
});
