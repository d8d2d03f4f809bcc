import { describe, expect, it } from 'vitest';
import { diffRows } from '../plans/diff-rows';
import { alias, now, plus, settings, site } from '../rewrite/testing/tables';
import type { SiteRows } from '../sites/rows';
import { type Adoption, adoptSites } from './adopt-sites';

const rows: SiteRows = {
  tables: {
    sites: [
      site(1, 'portal.test'),
      { id: 2, domain: 'www.velo.example', name: 'Velo & Werk' },
      { id: 3, domain: 'shop.example', name: 'shop.example' },
    ],
    aliases: [alias(1, 1, 'portal.test'), alias(2, 2, 'www.velo.example')],
    plus: [plus(1, 'portal')],
  },
  identities: [],
};
const withoutPlus: SiteRows = {
  tables: { ...rows.tables, aliases: null, plus: null },
  identities: [{ siteId: 1, slug: 'portal', realDomain: 'portal.example' }],
};

const adopt = (before: SiteRows, siteIds: Adoption['siteIds'], slugs: Record<number, string> = {}) => {
  const operation = adoptSites({
    siteIds,
    slugs: new Map(Object.entries(slugs).map(([id, slug]) => [Number(id), slug])),
  });
  const input = { settings, now, routerPort: null };
  const outcome = operation({ ...before, ...input });
  return {
    ...outcome,
    changes: diffRows(before, outcome.after, now),
    again: diffRows(outcome.after, operation({ ...outcome.after, ...input }).after, now),
    domains: outcome.after.tables.sites?.map(({ domain }) => domain),
  };
};

describe('trap 14: sites that are not managed', () => {
  it('trap 14: are all adopted with proposed slugs, their domains as real domains, and get local domains', () => {
    const found = adopt(rows, null);
    expect(found.problems).toEqual([]);
    expect(found.title).toBe('Adopt 2 sites');
    expect(found.after.tables.plus?.slice(1)).toEqual([
      plus(2, 'velo-werk', { realDomain: 'www.velo.example', lastUpdatedAt: '' }),
      plus(3, 'shop', { realDomain: 'shop.example', lastUpdatedAt: '' }),
    ]);
    expect(found.domains).toEqual(['portal.test', 'velo-werk.test', 'shop.test']);
    expect(found.after.tables.aliases?.map(({ domain }) => domain)).toEqual([
      'portal.test',
      'velo-werk.test',
      'shop.test',
    ]);
    expect(found.again).toEqual([]);
  });

  it('are adopted one by one, by slugs that are chosen', () => {
    const found = adopt(rows, [2], { 2: 'velos-ch' });
    expect(found.title).toBe('Adopt site 2 as velos-ch');
    expect(found.domains).toEqual(['portal.test', 'velos-ch.test', 'shop.example']);
  });

  it('get identities in a database without the plus table', () => {
    const found = adopt(withoutPlus, null);
    expect(found.after.identities.slice(1)).toEqual([
      { siteId: 2, slug: 'velo-werk', realDomain: 'www.velo.example' },
      { siteId: 3, slug: 'shop', realDomain: 'shop.example' },
    ]);
    expect(found.domains).toEqual(['portal.test', 'velo-werk.test', 'shop.test']);
    expect(found.again).toEqual([]);
  });

  it.each([
    [{ 2: 'my_shop' }, 'error slug-invalid my-shop'],
    [{ 2: 'Portal' }, 'error slug-upper-case portal-2'],
    [{ 2: 'portal' }, 'error slug-duplicate portal-2'],
    [{ 2: 'same', 3: 'same' }, 'error slug-duplicate same-2'],
    [{ 1: 'other' }, 'warning plus-row-exists null'],
  ])('with the slugs %j: %s, and what is fine is done', (slugs, expected) => {
    const found = adopt(rows, Object.keys(slugs).map(Number), slugs);
    const problems = found.problems.map(
      ({ severity, code, suggestion }) => `${severity} ${code} ${suggestion}`,
    );
    expect(problems).toContain(expected);
    expect(found.changes).toEqual([]);
    expect(adopt(rows, null, slugs).after.tables.plus?.[0]).toEqual(plus(1, 'portal'));
  });

  it('are named where there is no such site', () => {
    expect(() => adopt(rows, [7])).toThrowError(expect.objectContaining({ code: 'site-not-found' }));
  });
});
