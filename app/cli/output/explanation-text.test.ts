import { expect, test } from 'vitest';
import type { Explanation } from '../../contract';
import { explainHost } from '../../core/explain/explain-host';
import { parseDomainFormat } from '../../core/format/domain-format';
import { renderExplanation } from './explanation-text';
import { paintFor } from './paint';

const explained = (host: string): Explanation => {
  const { site, ...rest } = explainHost({
    rows: {
      tables: {
        sites: [{ id: 2, domain: 'velo.test', name: 'Velo\u001b[2J' }],
        aliases: [{ id: 4, siteId: 2, domain: 'velo.test', isCanonical: true, redirectToCanonical: true }],
        plus: null,
      },
      identities: [{ siteId: 2, slug: 'bici', realDomain: 'velo.example' }],
    },
    settings: { format: parseDomainFormat('{}.test'), rewriteDomains: true, useRealDomain: false },
    host,
    single: {
      mode: 'single-process',
      middleware: 'django-multisite',
      isDebug: false,
      defaultSiteId: 2,
      hasFallback: false,
    },
    multi: { mode: 'multi-process', hasFastrouter: false, defaultDomain: null },
    table: {
      revision: 1,
      hosts: { 'velo.test': { kind: 'site', projectId: 'p', siteId: 2, siteName: 'Velo', upstream: 'u' } },
      defaultRoute: null,
      upstreams: {},
    },
    projectId: 'p',
    port: 8000,
  });
  const setting = {
    key: 'domainFormat',
    value: '{}.test',
    origin: 'manysite.local.json' as const,
    detail: 'manysite.local.json',
    overridden: [{ value: '{}.localhost', origin: 'manysite.json' as const, detail: 'manysite.json' }],
  };
  return {
    ...rest,
    database: 'shop_live',
    mode: 'single-process',
    assumptions: ['DEBUG is taken to be off.'],
    site: site === null ? null : { ...site, settings: [setting] },
    routedToPort: null,
    server: { name: 'velo', state: 'ready', siteId: 2, pid: 17, port: 4001, database: 'shop_live' },
  };
};

test('tells the answer first, then how it came about, then the site with the origin of its domain', () => {
  const text = renderExplanation(explained('velo.test:8000'), paintFor(false));
  expect(text).toMatch(/^velo\.test:8000: the router passes it to site 2 by velo\.test\.\n/);
  expect(text).toMatch(
    /velo\.test:8000 +no alias\nvelo\.test +alias 4 of site 2, canonical\n\*\.test:8000 +not tried/,
  );
  expect(text).toContain('Python answers with site 2, by the alias velo.test.');
  expect(text).toContain(
    'Python has no such mode: it is that of django-multisite-plus, which the project does not use.',
  );
  expect(text).toContain('a rewrite would make it bici.test');
  expect(text).toMatch(
    /domainFormat +\{\}\.test +from manysite\.local\.json, over \{\}\.localhost of manysite\.json/,
  );
  expect(text).toMatch(/Served by +velo, ready, pid 17, port 4001, SITE_ID 2, database shop_live/);
  expect(text).not.toContain('\u001b');
});

test('tells why a host is refused', () => {
  const text = renderExplanation(explained('evil.example'), paintFor(false));
  expect(text).toContain(
    'evil.example: the router answers 421: no site that is served has this domain or alias',
  );
  expect(text).toContain('Python answers 404: no alias answers "evil.example".');
});

test('tells where its requests go by hand', () => {
  const text = renderExplanation({ ...explained('velo.test:8000'), routedToPort: 9000 }, paintFor(false));
  expect(text).toMatch(/Served by +port 9000 by hand \(back: manysite route \S+ off\), else velo, ready/);
});
