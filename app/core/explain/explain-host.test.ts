import { describe, expect, it } from 'vitest';
import type { Site } from '../../contract';
import { alias, plus, settings, site } from '../rewrite/testing/tables';
import { buildRouteTable, type RoutedProject } from '../routes/build-route-table';
import { describeSites } from '../sites/describe-sites';
import type { SiteRows } from '../sites/rows';
import { type ExplainInput, explainHost } from './explain-host';

const rows: SiteRows = {
  tables: {
    sites: [site(1, 'portal.test'), site(2, 'velo.test'), site(3, 'off.test'), site(4, 'Mixed.test')],
    aliases: [
      alias(1, 1, 'portal.test'),
      alias(2, 2, 'velo.test'),
      alias(3, 3, 'off.test'),
      alias(4, 2, 'www.velo.example', null),
      { ...alias(5, 2, '*.velo.test', null), redirectToCanonical: false },
      alias(6, 4, 'Mixed.test'),
    ],
    plus: [
      plus(1, 'portal', { realDomain: 'www.portal.example' }),
      plus(2, 'velo'),
      plus(3, 'off', { isEnabled: false }),
      plus(4, 'Mixed'),
    ],
  },
  identities: [],
};
const projectOf = (projectId: string, sites: readonly Site[]): RoutedProject => ({
  projectId,
  name: projectId,
  domainFormat: '{}.127.0.0.1.nip.io',
  sites,
  defaultSiteId: 1,
  upstreamOf: (siteId) => `server-${siteId}`,
  upstreams: {},
});
const sitesOf = (of: SiteRows) => describeSites({ ...of, settings, routerUrlPort: 8000 });
const explain = (host: string, changed: Partial<ExplainInput> = {}, of = rows) =>
  explainHost({
    rows: of,
    settings,
    host,
    single: {
      mode: 'single-process',
      middleware: 'django-multisite-plus',
      isDebug: true,
      defaultSiteId: 1,
      hasFallback: false,
    },
    multi: { mode: 'multi-process', hasFastrouter: true, defaultDomain: null },
    table: buildRouteTable([projectOf('shop', sitesOf(of))], 1).table,
    projectId: 'shop',
    port: 8000,
    ...changed,
  });

describe('why a host is answered as it is', () => {
  it('tells the candidates in the order in which they are tried, up to the first that is an alias', () => {
    const [single, multi] = explain('m.velo.test:8000').modes;
    expect(single?.candidates.map(({ pattern, found }) => `${pattern} ${found}`)).toEqual([
      'm.velo.test:8000 none',
      'm.velo.test none',
      '*.velo.test:8000 none',
      '*.velo.test alias',
      '*.test:8000 not-tried',
      '*.test not-tried',
      '*:8000 not-tried',
      '* not-tried',
    ]);
    expect(single?.candidates[3]?.alias).toEqual({
      id: 5,
      siteId: 2,
      isCanonical: false,
      redirectsToCanonical: false,
    });
    expect(single?.python).toEqual({ kind: 'site', siteId: 2, rule: 'wildcard', alias: '*.velo.test' });
    expect(multi?.candidates).toEqual([{ pattern: 'm.velo.test:8000', found: 'none', alias: null }]);
    expect(multi?.python).toMatchObject({ kind: 'closed' });
  });

  it('agrees with Python on the domain of a site, and tells where that comes from', () => {
    const found = explain('portal.test');
    expect(found.router).toEqual({ kind: 'site', siteId: 1, pattern: 'portal.test' });
    expect(found.modes.map(({ differences }) => differences)).toEqual([[], []]);
    expect(found.site).toEqual({
      id: 1,
      name: 'N1',
      slug: 'portal',
      domain: 'portal.test',
      realDomain: 'www.portal.example',
      rule: 'format',
      intendedDomain: 'portal.test',
    });
  });

  it.each([
    [
      'www.velo.example:8000',
      'redirect',
      'Python redirects to http://velo.test/, without the port and for good (301 that browsers remember); the router redirects to http://velo.test:8000/, and lets nobody remember it.',
    ],
    [
      'evil.example',
      'refused',
      'Python answers with site 1, the default site; the router refuses hosts that are not its own (421): otherwise any web page could let its own name point at this machine and read the copy of live data.',
    ],
    [
      'off.test',
      'disabled',
      'Python answers with site 3, since is_enabled is ignored in single-process mode; the router says that N3 is disabled.',
    ],
    [
      'velo.test.',
      'site',
      'Python answers with site 1, since it keeps the dot at the end of the host; the router drops it.',
    ],
    [
      'mixed.test',
      'site',
      'Python answers with site 1, since it compares the alias with case and port; the router finds "mixed.test" without regard to case, and a domain with a port without it, too.',
    ],
    ['*', 'refused', undefined],
    ['127.0.0.1:8000', 'site', undefined],
  ])('says why the router differs for %s: it is %s', (host, kind, difference) => {
    const found = explain(host);
    expect(found.router.kind).toBe(kind);
    expect(found.modes[0]?.differences[0]).toBe(difference);
  });

  it('tells of the dead process that a disabled site has in multi-process mode', () => {
    expect(explain('off.test').modes[1]?.differences).toEqual([
      'Python answers with site 3, which has no process, so that the request fails; the router says that N3 is disabled.',
    ]);
  });

  it('names the default domain of the fastrouter, tried last', () => {
    const multi = { mode: 'multi-process', hasFastrouter: true, defaultDomain: 'portal.test' } as const;
    const [, inMany] = explain('nobody.test', { multi }).modes;
    expect(inMany?.candidates.map(({ pattern, found }) => `${pattern} ${found}`)).toEqual([
      'nobody.test none',
      'portal.test alias',
    ]);
    expect(inMany?.python).toMatchObject({ siteId: 1, rule: 'default-domain' });
  });

  it('says so where another running project has the host', () => {
    const sites = sitesOf(rows);
    const { table } = buildRouteTable([projectOf('other', sites), projectOf('shop', sites)], 1);
    expect(explain('velo.test', { table }).router).toEqual({
      kind: 'other-project',
      projectId: 'other',
      pattern: 'velo.test',
    });
  });

  it('knows that a project without aliases has one site by its SITE_ID, and no multi-process mode of its own', () => {
    const of: SiteRows = { tables: { ...rows.tables, aliases: null, plus: null }, identities: [] };
    const single = {
      mode: 'single-process',
      middleware: 'none',
      isDebug: false,
      defaultSiteId: 1,
      hasFallback: false,
    } as const;
    const multi = { mode: 'multi-process', hasFastrouter: false, defaultDomain: null } as const;
    const found = explain('velo.test', { single, multi }, of);
    expect(found.modes.map(({ python }) => python.kind)).toEqual(['site', 'no-such-mode']);
    expect(found.modes[0]?.differences).toEqual([
      'Python answers with site 1, the site of SITE_ID, whatever the host; the router goes by "velo.test".',
    ]);
    expect(found.site).toMatchObject({ id: 2, rule: 'kept', intendedDomain: null });
    const byHost = explain('velo.test:8000', { single: { ...single, defaultSiteId: null }, multi }, of);
    expect(byHost.modes[0]?.python).toEqual({ kind: 'site', siteId: 2, rule: 'domain', alias: 'velo.test' });
  });
});
