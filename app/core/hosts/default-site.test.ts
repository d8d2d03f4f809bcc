import { expect, test } from 'vitest';
import type { Site } from '../../contract';
import { defaultSite } from './default-site';

const site = (id: number, over: Partial<Site> = {}): Site => ({
  id,
  slug: `s${id}`,
  name: `Site ${id}`,
  domain: `s${id}.127.0.0.1.nip.io`,
  realDomain: `www.s${id}.example`,
  isEnabled: true,
  isManaged: true,
  extraConfig: '',
  aliases: [],
  url: null,
  problems: [],
  ...over,
});

const given = (siteId: number, uwsgiDefaultDomain: string | null = null) => ({ siteId, uwsgiDefaultDomain });

test('is the site of SITE_ID, else the first that is enabled', () => {
  expect(defaultSite([site(1), site(2)], 'single-process', given(2))?.id).toBe(2);
  expect(defaultSite([site(1, { isEnabled: false }), site(2)], 'single-process', given(1))?.id).toBe(2);
  expect(defaultSite([site(3)], 'multi-process', given(1))?.id).toBe(3);
  expect(defaultSite([site(1, { isEnabled: false })], 'multi-process', given(1))).toBeNull();
});

test.each([
  ['its domain', 's2.127.0.0.1.nip.io:8000'],
  ['its real domain', 'WWW.S2.example'],
  ['an alias', 'other.example'],
])('is the one that UWSGI_DEFAULT_DOMAIN names by %s, in multi-process mode only', (_, domain) => {
  const alias = { id: 1, domain: 'other.example', isCanonical: false, redirectsToCanonical: true };
  const sites = [site(1), site(2, { aliases: [alias] })];
  expect(defaultSite(sites, 'multi-process', given(1, domain))?.id).toBe(2);
  expect(defaultSite(sites, 'single-process', given(1, domain))?.id).toBe(1);
});

test('is that of SITE_ID where UWSGI_DEFAULT_DOMAIN names none', () => {
  expect(defaultSite([site(1), site(2)], 'multi-process', given(2, 'nobody.example'))?.id).toBe(2);
});
