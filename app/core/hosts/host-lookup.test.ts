import { describe, expect, it } from 'vitest';
import type { AliasRow, SiteTables } from '../sites/rows';
import { isDjangoHost } from './host-candidates';
import { answerHost, type HostSetup, hostCandidates } from './host-lookup';

const alias = (
  id: number,
  siteId: number,
  domain: string,
  isCanonical: boolean | null,
  redirectToCanonical = true,
): AliasRow => ({
  id,
  siteId,
  domain,
  isCanonical,
  redirectToCanonical,
});
const tables: SiteTables = {
  sites: [
    { id: 1, domain: 'alpha.test', name: 'Alpha' },
    { id: 2, domain: 'beta.test', name: 'Beta' },
  ],
  aliases: [
    alias(1, 2, 'beta.test', true),
    alias(2, 1, 'alpha.test', true),
    alias(3, 1, '*.alpha.test', null, false),
    alias(4, 2, '*.beta.test', null),
    alias(5, 2, 'alpha.test:9000', null, false),
    alias(6, 2, 'Mixed.test', null, false),
    alias(7, 2, 'false.test', false),
    alias(8, 1, '10.0.0.1', null, false),
  ],
  plus: null,
};
const single = (changed: Partial<Extract<HostSetup, { mode: 'single-process' }>> = {}): HostSetup => ({
  mode: 'single-process',
  middleware: 'django-multisite',
  isDebug: false,
  defaultSiteId: 1,
  hasFallback: false,
  ...changed,
});
const answer = (host: string, setup: HostSetup = single(), found: SiteTables = tables) =>
  answerHost({ tables: found, host, setup });

describe('the aliases that may answer a host', () => {
  it.each([
    ['a.b.c:8000', ['a.b.c:8000', 'a.b.c', '*.b.c:8000', '*.b.c', '*.c:8000', '*.c', '*:8000', '*']],
    ['A.B', ['a.b', '*.b', '*']],
    ['127.0.0.1:80', ['127.0.0.1:80', '127.0.0.1', '*:80', '*']],
    ['127.0.0.256', ['127.0.0.256', '*.0.0.256', '*.0.256', '*.256', '*']],
    ['localhost', ['localhost', '*']],
    ['a.b.', ['a.b.', '*.b.', '*.', '*']],
    ['', []],
    [':80', []],
  ])('of "%s", best first', (host, candidates) => {
    expect(hostCandidates(host)).toEqual(candidates);
  });
});

describe('what Django takes for a host', () => {
  it.each(['a.b', 'A.B:80', 'localhost', '127.0.0.1', '[::1]:80', '.a.b', 'a.b.'])('takes %s', (host) => {
    expect(isDjangoHost(host)).toBe(true);
  });
  it.each(['', '_', '*', '[ab]', 'a_b.test', 'a.b:', 'a b', '.', ':80', 'a.b:x', 'ü.test', '.:80'])(
    'refuses "%s"',
    (host) => {
      expect(isDjangoHost(host)).toBe(false);
    },
  );
});

describe('in single-process mode', () => {
  it('the exact alias with its port wins over the host, and the host over a wildcard', () => {
    expect(answer('alpha.test:9000')).toEqual({
      kind: 'site',
      siteId: 2,
      rule: 'alias',
      alias: 'alpha.test:9000',
    });
    expect(answer('ALPHA.test:8000')).toEqual({
      kind: 'site',
      siteId: 1,
      rule: 'alias',
      alias: 'alpha.test',
    });
    expect(answer('m.alpha.test')).toEqual({
      kind: 'site',
      siteId: 1,
      rule: 'wildcard',
      alias: '*.alpha.test',
    });
    expect(answer('10.0.0.1:8000')).toEqual({ kind: 'site', siteId: 1, rule: 'alias', alias: '10.0.0.1' });
  });

  it('an alias that redirects names the domain without port (trap 9), is_canonical false like any (trap 10)', () => {
    expect(answer('m.beta.test:8000')).toEqual({
      kind: 'redirect',
      siteId: 2,
      alias: '*.beta.test',
      domain: 'beta.test',
    });
    expect(answer('false.test')).toMatchObject({ kind: 'redirect', domain: 'beta.test' });
  });

  it('trap 10: an alias with upper case is never found', () => {
    expect(answer('mixed.test').kind).toBe('not-found');
    expect(answer('Mixed.test').kind).toBe('not-found');
  });

  it('without an alias DEBUG gives names without dots the default site, else MULTISITE_FALLBACK, else 404', () => {
    const toDefault = { kind: 'site', siteId: 1, rule: 'default-site', alias: 'alpha.test' };
    expect(answer('localhost:8000', single({ isDebug: true }))).toEqual(toDefault);
    expect(answer('no.test', single({ isDebug: true })).kind).toBe('not-found');
    expect(answer('localhost').kind).toBe('not-found');
    expect(answer('no.test', single({ hasFallback: true })).kind).toBe('fallback-view');
    expect(answer('*', single({ hasFallback: true })).kind).toBe('fallback-view');
    expect(answer('_').kind).toBe('not-found');
  });

  it('django-multisite-plus falls back to the default site, or to the first canonical alias by site id', () => {
    const withPlus = single({ middleware: 'django-multisite-plus' });
    expect(answer('no.test', withPlus)).toMatchObject({ kind: 'site', siteId: 1, rule: 'default-site' });
    const noDefault = single({ middleware: 'django-multisite-plus', defaultSiteId: null });
    expect(answer('no.test', noDefault)).toMatchObject({ kind: 'site', siteId: 1, rule: 'first-site' });
    expect(answer('_', withPlus).kind).toBe('not-found');
  });

  it('a default site without canonical alias, or no alias at all, is an error in Python', () => {
    const withPlus = single({ middleware: 'django-multisite-plus', defaultSiteId: 9 });
    expect(answer('no.test', withPlus)).toEqual({
      kind: 'error',
      reason: 'the default site 9 has no canonical alias',
    });
    const empty = { ...tables, aliases: [] };
    expect(
      answer('no.test', single({ middleware: 'django-multisite-plus', defaultSiteId: null }), empty).kind,
    ).toBe('error');
  });
});

describe('in multi-process mode', () => {
  const multi = (defaultDomain: string | null): HostSetup => ({
    mode: 'multi-process',
    hasFastrouter: true,
    defaultDomain,
  });

  it('trap 13: only an alias with exactly that case and port answers, and nothing is globbed', () => {
    expect(answer('alpha.test', multi(null))).toMatchObject({ kind: 'site', siteId: 1 });
    expect(answer('Mixed.test', multi(null))).toMatchObject({ kind: 'site', siteId: 2 });
    for (const host of ['ALPHA.test', 'alpha.test:8000', 'm.alpha.test', '*', 'alpha.tes[t]'])
      expect(answer(host, multi(null)).kind, host).toBe('closed');
  });

  it('any other host goes to the default domain, if that has an alias', () => {
    expect(answer('no.test', multi('beta.test'))).toMatchObject({
      kind: 'site',
      siteId: 2,
      rule: 'default-domain',
    });
    expect(answer('no.test', multi('gone.test')).kind).toBe('closed');
  });
});
