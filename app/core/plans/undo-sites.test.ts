import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rewriteSites } from '../rewrite/rewrite-sites';
import { anySettings, database } from '../rewrite/testing/any-database';
import { alias, now, plus, settings, site } from '../rewrite/testing/tables';
import type { SiteRows } from '../sites/rows';
import { diffRows } from './diff-rows';
import type { OperationInput, SiteOperation } from './operation';
import { planSites } from './plan-sites';
import { rowsAfter } from './rows-after';
import { undoSites } from './undo-sites';

const rows: SiteRows = {
  tables: {
    sites: [site(1, 'a.test'), site(2, 'b.test')],
    aliases: [alias(1, 1, 'a.test'), alias(2, 2, 'b.test'), alias(3, 1, 'm.test', null)],
    plus: [plus(1, 'a'), plus(2, 'b')],
  },
  identities: [],
};
const inputOf = (of: SiteRows): OperationInput => ({ ...of, settings, now, routerPort: null });

/** Applies an operation as the database would: its new rows have ids of their own afterwards. */
const applied = (before: SiteRows, operation: SiteOperation) => {
  const { title, changes } = planSites(operation, inputOf(before));
  const after = rowsAfter(before, changes);
  return { after, plan: { title, changes: diffRows(before, after, now) } };
};

const to =
  (after: SiteRows): SiteOperation =>
  () => ({ after, problems: [], title: 'Test' });

/** Rows without what an undo does not look at: their order, and when uWSGI was last told. */
const compared = ({ tables, identities }: SiteRows) => ({
  sites: tables.sites?.toSorted((a, b) => a.id - b.id) ?? null,
  aliases: tables.aliases?.toSorted((a, b) => a.id - b.id) ?? null,
  plus:
    tables.plus?.toSorted((a, b) => a.siteId - b.siteId).map(({ lastUpdatedAt: _, ...row }) => row) ?? null,
  identities: identities.toSorted((a, b) => a.siteId - b.siteId),
});

const undone = (after: SiteRows, plan: Parameters<typeof undoSites>[0]): SiteRows =>
  rowsAfter(after, planSites(undoSites(plan), inputOf(after)).changes);

/** Some rows of a database, so that others are deleted on the way there and inserted on the way back. */
const someOf = <Row>(list: readonly Row[] | null, kept: (index: number) => boolean) =>
  list?.filter((_, index) => kept(index)) ?? null;

describe('undo', () => {
  it('brings every row back to what it was, whatever a rewrite did', () => {
    fc.assert(
      fc.property(database, anySettings, fc.boolean(), (tables, chosen, asRealDomains) => {
        const before = { tables, identities: [] };
        const slugs = new Map((tables.plus ?? []).slice(0, 2).map(({ siteId }) => [siteId, `new-${siteId}`]));
        const operation: SiteOperation = (input) =>
          rewriteSites({ slugs, asRealDomains })({ ...input, settings: chosen });
        const { after, plan } = applied(before, operation);
        expect(compared(undone(after, plan))).toEqual(compared(before));
      }),
      { numRuns: 500 },
    );
  });

  it('brings deleted rows back with their ids, and takes inserted ones away', () => {
    fc.assert(
      fc.property(database, fc.integer({ min: 0, max: 255 }), fc.boolean(), (tables, mask, isForward) => {
        const kept = (index: number): boolean => ((mask >> (index % 8)) & 1) === 1;
        const sites = someOf(tables.sites, kept);
        const isThere = ({ siteId }: { siteId: number }): boolean =>
          sites?.some(({ id }) => id === siteId) ?? false;
        const fewer: SiteRows = {
          tables: {
            sites,
            aliases: someOf(tables.aliases, kept)?.filter(isThere) ?? null,
            plus: tables.plus?.filter(isThere) ?? null,
          },
          identities: [],
        };
        const all = { tables, identities: [] };
        const [before, wanted] = isForward ? [all, fewer] : [fewer, all];
        const { after, plan } = applied(before, to(wanted));
        expect(compared(after)).toEqual(compared(wanted));
        expect(compared(undone(after, plan))).toEqual(compared(before));
      }),
      { numRuns: 500 },
    );
  });

  it('bumps last_updated_at once more, since uWSGI reloads only when it grows (trap 6)', () => {
    const { after, plan } = applied(
      rows,
      to({ ...rows, tables: { ...rows.tables, plus: [plus(1, 'x'), plus(2, 'b')] } }),
    );
    const back = undone(after, plan);
    expect(back.tables.plus).toEqual([
      plus(1, 'a', { lastUpdatedAt: '2026-11-01T12:00:01.000Z' }),
      plus(2, 'b'),
    ]);
  });

  const renamed: SiteRows = {
    ...rows,
    tables: { ...rows.tables, sites: [site(1, 'a.test'), site(2, 'new.test')] },
  };

  it('names each value that somebody else has changed since', () => {
    const { after, plan } = applied(rows, to(renamed));
    const later: SiteRows = {
      ...after,
      tables: { ...after.tables, sites: [site(1, 'a.test'), { ...site(2, 'hand.test'), name: 'Hand' }] },
    };
    expect(() => undone(later, plan)).toThrowError(
      expect.objectContaining({
        code: 'plan-stale',
        message:
          '“Test” cannot be undone, since its rows changed afterwards: domain of site 2 (Hand) is "hand.test", and was left as "new.test"; name of site 2 (Hand) is "Hand", and was left as "N2".',
        data: {
          changed: [
            {
              table: 'django_site',
              id: 2,
              siteId: 2,
              column: 'domain',
              expected: 'new.test',
              found: 'hand.test',
            },
            { table: 'django_site', id: 2, siteId: 2, column: 'name', expected: 'N2', found: 'Hand' },
          ],
        },
      }),
    );
  });

  it('does not mind a timestamp that the project itself has moved', () => {
    const { after, plan } = applied(rows, to(renamed));
    const touched = after.tables.plus?.map((row) => ({ ...row, lastUpdatedAt: '2030-01-01 00:00:00+00' }));
    const later = { ...after, tables: { ...after.tables, plus: touched ?? null } };
    expect(undone(later, plan).tables.sites).toEqual(rows.tables.sites);
  });

  it.each<[string, SiteRows, string]>([
    [
      'the old domain went to another site',
      {
        ...renamed,
        tables: { ...renamed.tables, sites: [site(1, 'b.test'), site(2, 'new.test')] },
      },
      'would have the domain "b.test", which site 1 (N1) has',
    ],
    [
      'the row is gone',
      { ...renamed, tables: { ...renamed.tables, sites: [site(1, 'a.test')] } },
      'domain of site 2 is nothing, and was left as "new.test"',
    ],
    [
      'the table is gone',
      { ...renamed, tables: { ...renamed.tables, sites: null } },
      'the table django_site is gone',
    ],
  ])('is refused when %s', (_what, later, message) => {
    const { plan } = applied(rows, to(renamed));
    expect(() => undone(later, plan)).toThrowError(
      expect.objectContaining({ code: 'plan-stale', message: expect.stringContaining(message) }),
    );
  });

  it('does not take away a new site to which rows were added since', () => {
    const withNew: SiteRows = {
      ...rows,
      tables: { ...rows.tables, sites: [...(rows.tables.sites ?? []), site(-1, 'c.test')] },
    };
    const { after, plan } = applied(rows, to(withNew));
    expect(after.tables.sites?.at(-1)).toEqual({ id: 3, domain: 'c.test', name: 'N-1' });
    const aliases = [...(after.tables.aliases ?? []), alias(4, 3, 'm.c.test', null)];
    expect(() => undone({ ...after, tables: { ...after.tables, aliases } }, plan)).toThrowError(
      expect.objectContaining({
        code: 'plan-stale',
        message: expect.stringContaining('The alias "m.c.test" belongs to site 3, which would not be there.'),
      }),
    );
    expect(compared(undone(after, plan))).toEqual(compared(rows));
  });

  it('works on slugs and real domains that the catalog keeps', () => {
    const before: SiteRows = {
      tables: { sites: [site(1, 'a.test')], aliases: null, plus: null },
      identities: [{ siteId: 1, slug: 'a', realDomain: 'a.example' }],
    };
    const { after, plan } = applied(before, rewriteSites({ slugs: new Map([[1, 'b']]) }));
    expect(plan.title).toBe('Slug of N1: a → b');
    expect(after).toMatchObject({
      tables: { sites: [site(1, 'b.test')] },
      identities: [{ siteId: 1, slug: 'b', realDomain: 'a.example' }],
    });
    expect(undone(after, plan)).toEqual(before);
    const later = { ...after, identities: [{ siteId: 1, slug: 'c', realDomain: 'a.example' }] };
    expect(() => undone(later, plan)).toThrowError(/slug of site 1 \(N1\) is "c", and was left as "b"/);
  });
});
