import { describe, expect, it } from 'vitest';
import { rewriteSites } from '../rewrite/rewrite-sites';
import { alias, now, plus, settings, site } from '../rewrite/testing/tables';
import type { SiteRows } from '../sites/rows';
import { concernsServers } from './concerns-servers';
import type { OperationInput, SiteOperation } from './operation';
import { planSites } from './plan-sites';
import { fingerprintText, showChanges } from './show-changes';

const rows: SiteRows = {
  tables: {
    sites: [site(1, 'a.test'), site(2, 'b.test')],
    aliases: [alias(1, 1, 'a.test'), alias(2, 2, 'b.test')],
    plus: [plus(1, 'a'), plus(2, 'b')],
  },
  identities: [],
};
const input: OperationInput = { ...rows, settings, now, routerPort: null };
const to =
  (tables: Partial<SiteRows['tables']>, identities: SiteRows['identities'] = []): SiteOperation =>
  () => ({ after: { tables: { ...rows.tables, ...tables }, identities }, problems: [], title: 'Test' });
const plan = (operation: SiteOperation, over: Partial<OperationInput> = {}) =>
  planSites(operation, { ...input, ...over });

describe('a plan', () => {
  it.each<[string, Partial<SiteRows['tables']>, string]>([
    [
      'two sites with one domain',
      { sites: [site(1, 'a.test'), site(2, 'a.test')] },
      'Site 2 (N2) would have the domain "a.test", which site 1 (N1) has.',
    ],
    [
      'two aliases with one domain',
      { aliases: [alias(1, 1, 'a.test'), alias(2, 2, 'a.test')] },
      'Site 2 (N2) would have the alias "a.test", which site 1 (N1) has.',
    ],
    [
      'two canonical aliases of a site',
      { aliases: [alias(1, 1, 'a.test'), alias(2, 2, 'b.test'), alias(-1, 1, 'c.test')] },
      'Site 1 (N1) would have two canonical aliases, "a.test" and "c.test".',
    ],
    [
      'two equal slugs',
      { plus: [plus(1, 'b'), plus(2, 'b')] },
      'Site 1 (N1) would have the slug "b", which site 2 (N2) has.',
    ],
    [
      'a row of a site that is deleted',
      { sites: [site(1, 'a.test')], aliases: [alias(1, 1, 'a.test')] },
      'The slug "b" belongs to site 2, which would not be there.',
    ],
    [
      'a row of a site that never was',
      { aliases: [alias(1, 1, 'a.test'), alias(2, 2, 'b.test'), alias(-1, 9, 'c.test')] },
      'The alias "c.test" belongs to site 9, which would not be there.',
    ],
  ])('is refused when its result has %s', (_what, tables, message) => {
    expect(() => plan(to(tables))).toThrowError(
      expect.objectContaining({ code: 'domain-conflict', message }),
    );
  });

  it('may leave odd rows as they are', () => {
    const odd = { ...rows.tables, aliases: [...(rows.tables.aliases ?? []), alias(3, 9, 'stray.test')] };
    const { changes } = plan(to({ ...odd, sites: [site(1, 'x.test'), site(2, 'b.test')] }), { tables: odd });
    expect(changes).toHaveLength(2);
  });

  it('compares exactly, as PostgreSQL does', () => {
    expect(plan(to({ sites: [site(1, 'a.test'), site(2, 'A.test')] })).changes).toHaveLength(2);
  });
});

describe('the fingerprint of a plan', () => {
  const textOf = (operation: SiteOperation, over: Partial<OperationInput> = {}) =>
    fingerprintText(plan(operation, over).changes);
  const renamed = to({ sites: [site(1, 'x.test'), site(2, 'b.test')] });

  it('does not depend on the time, neither on ours nor on that in the rows', () => {
    const text = textOf(renamed);
    expect(textOf(renamed, { now: '2027-01-01T00:00:00.000Z' })).toBe(text);
    const moved = [plus(1, 'a', { lastUpdatedAt: '2026-10-10 00:00:00+00' }), plus(2, 'b')];
    expect(textOf(renamed, { tables: { ...rows.tables, plus: moved } })).toBe(text);
  });

  it.each<[string, SiteOperation, Partial<OperationInput>]>([
    ['another value is written', to({ sites: [site(1, 'y.test'), site(2, 'b.test')] }), {}],
    ['another row is written', to({ sites: [site(1, 'a.test'), site(2, 'x.test')] }), {}],
    [
      'another value is replaced',
      renamed,
      { tables: { ...rows.tables, sites: [site(1, 'z.test'), site(2, 'b.test')] } },
    ],
    ['a row is added', to({ sites: [site(1, 'x.test'), site(2, 'b.test'), site(-1, 'n.test')] }), {}],
  ])('is another one when %s', (_what, operation, over) => {
    expect(textOf(operation, over)).not.toBe(textOf(renamed));
  });
});

describe('what is shown of a plan', () => {
  it('has all cells of new and deleted rows, and of others those that differ', () => {
    const { changes } = plan(
      to({
        sites: [site(2, 'b.test'), { id: -1, domain: 'n.test', name: 'New' }],
        aliases: [alias(1, 2, 'a.test', null), alias(2, 2, 'b.test')],
        plus: [plus(2, 'b'), plus(-1, 'n', { isEnabled: false })],
      }),
    );
    const shown = showChanges(changes).map(
      ({ table, row, id, siteId, column, from, to: value }) =>
        `${table} ${row} ${id} of ${siteId}: ${column} ${from} → ${value}`,
    );
    expect(shown).toEqual([
      'django_site delete 1 of 1: domain a.test → null',
      'django_site delete 1 of 1: name N1 → null',
      'django_multisite_plus_site delete 1 of 1: slug a → null',
      'django_multisite_plus_site delete 1 of 1: real_domain  → null',
      'django_multisite_plus_site delete 1 of 1: is_enabled true → null',
      'django_multisite_plus_site delete 1 of 1: extra_uwsgi_ini  → null',
      'django_multisite_plus_site delete 1 of 1: last_updated_at 2001-01-01 00:00:00+00 → null',
      'multisite_alias update 1 of 2: site_id 1 → 2',
      'multisite_alias update 1 of 2: is_canonical true → null',
      'django_site insert null of -1: domain null → n.test',
      'django_site insert null of -1: name null → New',
      'django_multisite_plus_site insert null of -1: slug null → n',
      'django_multisite_plus_site insert null of -1: real_domain null → ',
      'django_multisite_plus_site insert null of -1: is_enabled null → false',
      'django_multisite_plus_site insert null of -1: extra_uwsgi_ini null → ',
      `django_multisite_plus_site insert null of -1: last_updated_at null → ${now}`,
    ]);
  });
});

describe('whether servers are to be replaced', () => {
  it.each<[string, SiteOperation, boolean]>([
    ['domains', rewriteSites({ slugs: new Map([[1, 'x']]) }), true],
    [
      'a name, which SITE_CACHE keeps',
      to({ sites: [{ ...site(1, 'a.test'), name: 'X' }, site(2, 'b.test')] }),
      true,
    ],
    ['whether a site is enabled', to({ plus: [plus(1, 'a', { isEnabled: false }), plus(2, 'b')] }), true],
    ['aliases', to({ aliases: [alias(1, 1, 'a.test')] }), true],
    ['real domains only', to({ plus: [plus(1, 'a', { realDomain: 'a.example' }), plus(2, 'b')] }), false],
  ])('follows from a change of %s', (_what, operation, expected) => {
    expect(concernsServers(plan(operation).changes)).toBe(expected);
  });
});
