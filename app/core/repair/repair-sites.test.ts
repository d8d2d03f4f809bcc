import { describe, expect, it } from 'vitest';
import { diffRows } from '../plans/diff-rows';
import { alias, now, plan, plus, settings, site } from '../rewrite/testing/tables';
import type { AliasRow, SiteRows, SiteTables } from '../sites/rows';
import { repairSites } from './repair-sites';

const input = { settings, now, routerPort: 8000 };

const repair = (tables: SiteTables, identities: SiteRows['identities'] = []) => {
  const before: SiteRows = { tables, identities };
  const outcome = repairSites({ ...before, ...input });
  return {
    ...outcome,
    changes: diffRows(before, outcome.after, now),
    again: diffRows(outcome.after, repairSites({ ...outcome.after, ...input }).after, now),
  };
};
const shown = (rows: readonly AliasRow[] | null) =>
  rows?.map(({ id, domain, isCanonical }) => `${id} ${domain} ${isCanonical}`);
const codes = ({ problems }: ReturnType<typeof repair>) =>
  problems.map(({ siteId, severity, code }) => `${siteId} ${severity} ${code}`);

describe('trap 10: rows that no host ever finds', () => {
  it('trap 10: slugs, domains and aliases with upper-case letters are mended, and is_canonical false', () => {
    const tables: SiteTables = {
      sites: [site(1, 'Shop.test'), site(2, 'WWW.Velo.example'), site(3, 'c.test')],
      aliases: [
        alias(1, 1, 'Shop.test'),
        alias(2, 1, 'M.Shop.example', null),
        alias(3, 2, 'WWW.Velo.example'),
        alias(4, 3, 'c.test', false),
        alias(5, 3, 'old.c.test', false),
      ],
      plus: [plus(1, 'Shop'), plus(3, 'c')],
    };
    expect(plan(tables).problems.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['slug-upper-case', 'alias-mixed-case', 'alias-canonical-false']),
    );
    const found = repair(tables);
    expect(found.problems).toEqual([]);
    expect(found.title).toBe('Repair 5 aliases, 1 slug');
    expect(found.after.tables.sites?.map(({ domain }) => domain)).toEqual([
      'shop.test',
      'www.velo.example',
      'c.test',
    ]);
    expect(shown(found.after.tables.aliases)).toEqual([
      '1 shop.test true',
      '2 m.shop.example null',
      '3 www.velo.example true',
      '4 c.test true',
      '5 old.c.test null',
    ]);
    expect(found.after.tables.plus?.map(({ slug }) => slug)).toEqual(['shop', 'c']);
    expect(plan(found.after.tables)).toMatchObject({ changes: [], problems: [{ code: 'plus-row-missing' }] });
    expect(found.again).toEqual([]);
  });

  it('the spelling that never matched goes where the site has the alias in lower case', () => {
    const found = repair({
      sites: [site(1, 'a.test')],
      aliases: [alias(1, 1, 'a.test'), alias(2, 1, 'WWW.a.test', null), alias(3, 1, 'www.a.test', null)],
      plus: [plus(1, 'a')],
    });
    expect(shown(found.after.tables.aliases)).toEqual(['1 a.test true', '3 www.a.test null']);
    expect(found.changes).toEqual([expect.objectContaining({ row: 'delete', table: 'multisite_alias' })]);
  });

  it('what needs a choice is named and stays', () => {
    const found = repair({
      sites: [site(1, 'shop.test'), site(2, 'SHOP.test')],
      aliases: [
        alias(1, 1, 'shop.test'),
        alias(2, 2, 'SHOP.test'),
        alias(3, 1, 'www.test', null),
        alias(4, 2, 'WWW.test', null),
      ],
      plus: [plus(1, 'shop'), plus(2, 'SHOP')],
    });
    expect(found.changes).toEqual([]);
    expect(codes(found)).toEqual([
      '2 error domain-taken',
      '2 error alias-in-the-way',
      '2 error alias-in-the-way',
      '2 error slug-duplicate',
    ]);
    expect(found.problems.at(-1)?.suggestion).toBe('shop-2');
  });

  it('mends the slugs of a database without the plus table', () => {
    const found = repair({ sites: [site(1, 'Shop.test')], aliases: null, plus: null }, [
      { siteId: 1, slug: 'Shop', realDomain: 'x' },
    ]);
    expect(found.after.identities).toEqual([{ siteId: 1, slug: 'shop', realDomain: 'x' }]);
    expect(found.after.tables.sites).toEqual([site(1, 'shop.test')]);
  });

  it('trap 7: an alias of the site itself that has the domain that it should have becomes canonical', () => {
    const tables: SiteTables = {
      sites: [site(1, 'live.example')],
      aliases: [alias(1, 1, 'live.example'), alias(2, 1, 'a.test', null)],
      plus: [plus(1, 'a')],
    };
    expect(plan(tables).problems.map(({ code }) => code)).toEqual(['alias-in-the-way']);
    const found = repair(tables);
    expect(found.title).toBe('Repair 1 canonical alias');
    expect(shown(found.after.tables.aliases)).toEqual(['1 live.example null', '2 a.test true']);
    expect(found.after.tables.sites).toEqual([site(1, 'a.test')]);
    expect(plan(found.after.tables).changes).toEqual([]);
    expect(found.again).toEqual([]);
  });
});
