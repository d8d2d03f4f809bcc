import { describe, expect, it } from 'vitest';
import { parseDomainFormat } from '../format/domain-format';
import type { RewriteSettings } from '../rewrite/rewrite-settings';
import { chooseSlugs } from './choose-slugs';
import { describeSites, inspectSites } from './describe-sites';
import { proposeIdentities } from './propose-identities';
import type { PlusRow, SiteIdentity, SiteRow, SiteTables } from './rows';

const now = '2026-11-01T12:00:00.000Z';
const settings: RewriteSettings = {
  format: parseDomainFormat('{}.test'),
  rewriteDomains: true,
  useRealDomain: false,
};
const plus = (siteId: number, slug: string, realDomain: string, isEnabled = true): PlusRow => ({
  siteId,
  slug,
  realDomain,
  isEnabled,
  lastUpdatedAt: '2001-01-01 00:00:00+00',
  extraUwsgiIni: '',
});
const onlySites = (...sites: SiteRow[]): SiteTables => ({ sites, aliases: null, plus: null });
const describeAll = (
  tables: SiteTables,
  routerUrlPort: number | null = 8000,
  identities: SiteIdentity[] = [],
) => describeSites({ tables, identities, settings, routerUrlPort });

describe('a site as it stands', () => {
  it('comes with its aliases, the canonical one first, and its address behind the router', () => {
    const tables: SiteTables = {
      sites: [{ id: 1, domain: 'alpha.test', name: 'Alpha' }],
      aliases: [
        { id: 1, siteId: 1, domain: 'm.alpha.test', isCanonical: null, redirectToCanonical: false },
        { id: 2, siteId: 1, domain: 'alpha.test', isCanonical: true, redirectToCanonical: true },
      ],
      plus: [plus(1, 'alpha', 'www.alpha.example', false)],
    };
    expect(describeAll(tables)).toEqual([
      {
        id: 1,
        slug: 'alpha',
        name: 'Alpha',
        domain: 'alpha.test',
        realDomain: 'www.alpha.example',
        isEnabled: false,
        isManaged: true,
        extraConfig: '',
        aliases: [
          { id: 2, domain: 'alpha.test', isCanonical: true, redirectsToCanonical: true },
          { id: 1, domain: 'm.alpha.test', isCanonical: false, redirectsToCanonical: false },
        ],
        url: 'http://alpha.test:8000/',
        problems: [],
      },
    ]);
  });

  it.each([
    ['alpha.test', 8000, 'http://alpha.test:8000/'],
    ['alpha.test', 80, 'http://alpha.test/'],
    ['alpha.test:9000', 8000, 'http://alpha.test:9000/'],
    ['alpha.test', null, null],
    ['local.example', 8000, 'http://local.example:8000/'],
    ['www.alpha.example', 8000, null],
    ['WWW.alpha.example', 8000, null],
    ['', 8000, null],
    ['alpha_shop.test', 8000, null],
  ])('with the domain "%s" and the router on port %s has the address %s', (domain, port, url) => {
    const tables = {
      ...onlySites({ id: 1, domain, name: '' }),
      plus: [plus(1, 'alpha', 'www.alpha.example')],
    };
    expect(describeAll(tables, port)[0]?.url).toBe(url);
  });

  it('trap 14: without a plus row has an address only where its domain is local, and says that it is not managed', () => {
    const tables = {
      ...onlySites({ id: 1, domain: 'live.example', name: '' }, { id: 2, domain: 'dev.localhost', name: '' }),
      plus: [],
    };
    const found = describeAll(tables);
    expect(found.map(({ url }) => url)).toEqual([null, 'http://dev.localhost:8000/']);
    expect(found.map(({ problems }) => problems.map(({ code }) => code))).toEqual([
      ['plus-row-missing'],
      ['plus-row-missing'],
    ]);
  });

  it('trap 9: warns of an alias that opens on this machine and redirects to the live site', () => {
    const redirecting = (id: number, domain: string) => ({
      id,
      siteId: 1,
      domain,
      isCanonical: null,
      redirectToCanonical: true,
    });
    const tablesAt = (domain: string): SiteTables => ({
      sites: [{ id: 1, domain, name: 'Alpha' }],
      aliases: [redirecting(1, 'old.localhost'), redirecting(2, 'old.alpha.example')],
      plus: [plus(1, 'alpha', 'www.alpha.example')],
    });
    expect(describeAll(tablesAt('www.alpha.example'))[0]?.problems).toEqual([
      {
        code: 'alias-redirects-away',
        severity: 'warning',
        siteId: 1,
        message:
          'The alias "old.localhost" of site 1 (Alpha) opens on this machine and redirects to www.alpha.example, which is the live site.',
        suggestion: null,
      },
    ]);
    expect(describeAll(tablesAt('alpha.test'))[0]?.problems).toEqual([]);
  });

  it('shows what a rewrite would stumble over, with a slug that would do', () => {
    const tables = {
      ...onlySites({ id: 1, domain: 'a.test', name: 'Alpha Shop' }),
      plus: [plus(1, '', 'a.example')],
    };
    expect(describeAll(tables)[0]?.problems).toEqual([
      {
        code: 'slug-blank',
        severity: 'error',
        siteId: 1,
        message: 'The slug of site 1 (Alpha Shop) is blank.',
        suggestion: 'alpha-shop',
      },
    ]);
  });
});

describe('a site of a dump', () => {
  const inspect = (tables: SiteTables, identities: SiteIdentity[] = proposeIdentities(tables)) =>
    inspectSites({ tables, identities, settings, now });

  it('shows the domain that it will get, or none where an error keeps it as it is', () => {
    const tables = {
      ...onlySites(
        { id: 1, domain: 'a.example', name: '' },
        { id: 2, domain: 'b.example', name: '' },
        { id: 3, domain: 'c.example', name: '' },
      ),
      plus: [plus(1, 'a', 'a.example'), plus(2, 'b_b', 'b.example')],
    };
    expect(inspect(tables).map(({ localDomain }) => localDomain)).toEqual(['a.test', null, null]);
  });

  it('trap 18: tells what is odd about the domains in the dump, once each', () => {
    const tables = onlySites(
      { id: 1, domain: 'http://a.example/', name: 'A' },
      { id: 2, domain: '192.168.1.5:8000', name: 'B' },
      { id: 3, domain: 'localhost', name: 'C' },
      { id: 4, domain: 'fine.example', name: 'D' },
    );
    expect(inspect(tables).map(({ problems }) => problems.map(({ message }) => message))).toEqual([
      ['The real domain "http://a.example/" of site 1 (A) has a scheme.'],
      ['The real domain "192.168.1.5:8000" of site 2 (B) is an IP address.'],
      ['The real domain "localhost" of site 3 (C) is localhost.'],
      [],
    ]);
  });

  it('follows slugs that were chosen beforehand', () => {
    const tables = { ...onlySites({ id: 1, domain: 'a.example', name: '' }), plus: [plus(1, 'b_b', '')] };
    const chosen = chooseSlugs({
      tables,
      identities: [],
      slugs: new Map([
        [1, 'bee'],
        [9, 'nobody'],
      ]),
    });
    expect(inspect(chosen.tables, [...chosen.identities])).toMatchObject([
      { slug: 'bee', localDomain: 'bee.test', problems: [] },
    ]);
    const own = onlySites({ id: 1, domain: 'a.example', name: '' });
    const identities = chooseSlugs({
      tables: own,
      identities: proposeIdentities(own),
      slugs: new Map([[1, 'bee']]),
    }).identities;
    expect(inspect(own, [...identities])[0]?.localDomain).toBe('bee.test');
  });
});

describe('proposed slugs', () => {
  it.each([
    ['www.shop.example', 'Gamma Store', 'gamma-store'],
    ['www.shop.example', 'www.shop.example', 'shop'],
    ['www.shop.example', '', 'shop'],
    ['shop.example:8000', 'example.com', 'shop'],
    ['https://www2.shop.example/path', '', 'shop'],
    ['www.com', '', 'www'],
    ['127.0.0.1:8000', '', '127-0-0-1'],
    ['localhost', 'localhost:8000', 'localhost'],
    ['', '', 'site'],
  ])('for the domain "%s" named "%s": %s', (domain, name, slug) => {
    expect(proposeIdentities(onlySites({ id: 1, domain, name }))).toEqual([
      { siteId: 1, slug, realDomain: domain },
    ]);
  });

  it('are unique, in the order of the ids', () => {
    const tables = onlySites(
      { id: 2, domain: 'shop.b', name: '' },
      { id: 1, domain: 'shop.a', name: '' },
      { id: 3, domain: 'x', name: 'Shop' },
    );
    expect(proposeIdentities(tables).map(({ siteId, slug }) => `${siteId} ${slug}`)).toEqual([
      '1 shop',
      '2 shop-2',
      '3 shop-3',
    ]);
  });

  it('are not made for a database with the plus table, nor without sites', () => {
    expect(proposeIdentities({ ...onlySites({ id: 1, domain: 'a', name: '' }), plus: [] })).toEqual([]);
    expect(proposeIdentities({ sites: null, aliases: null, plus: null })).toEqual([]);
  });
});
