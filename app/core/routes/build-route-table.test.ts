import { describe, expect, it } from 'vitest';
import type { Alias, Site } from '../../contract';
import { buildRouteTable, type RoutedProject } from './build-route-table';
import { findRoute } from './find-route';
import type { Route } from './route-table';

const siteOf = (id: number, domain: string, aliases: readonly Alias[] = [], isEnabled = true): Site => ({
  id,
  slug: `site-${id}`,
  name: `Site ${id}`,
  domain,
  realDomain: '',
  isEnabled,
  isManaged: true,
  extraConfig: '',
  aliases: [...aliases],
  url: null,
  problems: [],
});

const canonical = (domain: string): Alias => ({
  id: 1,
  domain,
  isCanonical: true,
  redirectsToCanonical: true,
});
const redirecting = (domain: string): Alias => ({
  id: 1,
  domain,
  isCanonical: false,
  redirectsToCanonical: true,
});
const serving = (domain: string): Alias => ({
  id: 1,
  domain,
  isCanonical: false,
  redirectsToCanonical: false,
});

const projectOf = (sites: readonly Site[], more: Partial<RoutedProject> = {}): RoutedProject => ({
  projectId: 'shop',
  name: 'Shop',
  domainFormat: '{}.127.0.0.1.nip.io',
  sites,
  defaultSiteId: 1,
  upstreamOf: (siteId) => `server-${siteId}`,
  upstreams: {},
  ...more,
});

const routed = (siteId: number, projectId = 'shop'): Route => ({
  kind: 'site',
  projectId,
  siteId,
  siteName: `Site ${siteId}`,
  upstream: `server-${siteId}`,
});

const hostsOf = (...sites: readonly Site[]) => buildRouteTable([projectOf(sites)], 1).table.hosts;

describe('the hosts of one project', () => {
  it('are domains, aliases that serve, and aliases that redirect', () => {
    expect(
      hostsOf(
        siteOf(1, 'a.test', [
          canonical('a.test'),
          redirecting('www.a.test'),
          serving('m.a.test'),
          serving('*.a.test'),
        ]),
        siteOf(2, 'b.test', [canonical('b.test')]),
      ),
    ).toEqual({
      'a.test': routed(1),
      'www.a.test': { kind: 'redirect', domain: 'a.test' },
      'm.a.test': routed(1),
      '*.a.test': routed(1),
      'b.test': routed(2),
    });
  });

  it('include the domain of a site without any alias', () => {
    expect(hostsOf(siteOf(1, 'a.test'))).toEqual({ 'a.test': routed(1) });
  });

  it('lead an alias of a domain with a port to its name alone, because the router keeps its own port', () => {
    const hosts = hostsOf(siteOf(1, 'a.test:8000', [canonical('a.test:8000'), redirecting('www.a.test')]));
    expect(hosts).toEqual({
      'a.test:8000': routed(1),
      'a.test': routed(1),
      'www.a.test': { kind: 'redirect', domain: 'a.test' },
    });
  });

  it('never redirect to themselves', () => {
    expect(hostsOf(siteOf(1, 'a.test', [redirecting('a.test'), redirecting('a.test:8000')]))).toEqual({
      'a.test': routed(1),
      'a.test:8000': routed(1),
    });
  });

  it('follow the alias, as Python does, where it stands in the way of another site', () => {
    const hosts = hostsOf(siteOf(1, 'a.test', [serving('b.test')]), siteOf(2, 'b.test'));
    expect(hosts['b.test']).toEqual(routed(1));
  });

  it('are lower-case, and a row in lower case goes before one in mixed case', () => {
    const hosts = hostsOf(siteOf(1, 'a.test', [serving('X.test')]), siteOf(2, 'b.test', [serving('x.test')]));
    expect(hosts['x.test']).toEqual(routed(2));
    expect(hostsOf(siteOf(1, 'Upper.Test'))).toEqual({ 'upper.test': routed(1) });
  });

  it('are written as browsers send them', () => {
    expect(hostsOf(siteOf(1, 'käse.test', [redirecting('www.käse.test')]))).toEqual({
      'xn--kse-qla.test': routed(1),
      'www.xn--kse-qla.test': { kind: 'redirect', domain: 'xn--kse-qla.test' },
    });
  });

  it('leave out what no browser can ask for', () => {
    expect(
      hostsOf(
        siteOf(1, 'a.test', [serving('http://x.test'), redirecting('y\r\nLocation: z')]),
        siteOf(2, ''),
      ),
    ).toEqual({
      'a.test': routed(1),
    });
  });

  it('do not follow a domain that would break out of a header', () => {
    expect(hostsOf(siteOf(1, 'a.test\r\nSet-Cookie: x=1', [redirecting('www.a.test')]))).toEqual({
      'www.a.test': routed(1),
    });
  });

  it('trap 12: all say that the site is disabled when it is, in either mode', () => {
    const disabled: Route = { kind: 'disabled', siteName: 'Site 1' };
    expect(hostsOf(siteOf(1, 'a.test', [canonical('a.test'), redirecting('www.a.test')], false))).toEqual({
      'a.test': disabled,
      'www.a.test': disabled,
    });
  });
});

describe('the default route', () => {
  it('is the default site of the first project that has one', () => {
    const first = projectOf([siteOf(1, 'a.test')], { projectId: 'first', defaultSiteId: null });
    const second = projectOf([siteOf(2, 'b.test')], { projectId: 'second', defaultSiteId: 2 });
    const { table } = buildRouteTable([first, second], 1);
    expect(findRoute(table, 'localhost')).toEqual(routed(2, 'second'));
    expect(buildRouteTable([first], 1).table.defaultRoute).toBeNull();
  });

  it('says so when that site is disabled', () => {
    const { table } = buildRouteTable([projectOf([siteOf(1, 'a.test', [], false)])], 1);
    expect(table.defaultRoute).toEqual({ kind: 'disabled', siteName: 'Site 1' });
  });
});

describe('two projects', () => {
  const shop = projectOf([siteOf(1, 'a.test', [canonical('a.test'), redirecting('www.live.example')])], {
    upstreams: { 'server-1': { state: 'ready', host: '127.0.0.1', port: 4001 } },
  });

  it('share one table', () => {
    const other = projectOf([siteOf(7, 'c.test')], {
      projectId: 'other',
      upstreams: { 'server-7': { state: 'stopped', serverId: 's7' } },
    });
    const { table, conflicts } = buildRouteTable([shop, other], 12);
    expect(conflicts).toEqual([]);
    expect(table.revision).toBe(12);
    expect(Object.keys(table.hosts).sort()).toEqual(['a.test', 'c.test', 'www.live.example']);
    expect(Object.keys(table.upstreams).sort()).toEqual(['server-1', 'server-7']);
  });

  it('with the same local domain are a conflict that names both, and the first keeps it', () => {
    const worktree = projectOf([siteOf(1, 'A.test'), siteOf(2, 'd.test')], {
      projectId: 'tree',
      name: 'Shop (copy)',
      domainFormat: '{}.localhost',
    });
    const { table, conflicts } = buildRouteTable([shop, worktree], 1);
    expect(conflicts).toEqual([
      {
        first: { projectId: 'shop', name: 'Shop' },
        second: { projectId: 'tree', name: 'Shop (copy)' },
        domains: ['a.test'],
        aliases: [],
        suggestedFormat: '{}.shop-copy.localhost',
      },
    ]);
    expect(table.hosts['a.test']).toEqual(routed(1, 'shop'));
    expect(table.hosts['d.test']).toEqual(routed(2, 'tree'));
  });

  it('that share an alias of the live project only are told apart from that', () => {
    const sibling = projectOf([siteOf(1, 'a2.test', [redirecting('www.live.example')])], {
      projectId: 'tree',
    });
    const { conflicts } = buildRouteTable([shop, sibling], 1);
    expect(conflicts).toMatchObject([{ domains: [], aliases: ['www.live.example'] }]);
  });
});
