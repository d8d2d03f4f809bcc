import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anySettings, database } from './testing/any-database';
import { alias, plan, plus, site } from './testing/tables';

const counted = (values: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value.toLowerCase(), (counts.get(value.toLowerCase()) ?? 0) + 1);
  return counts;
};

describe('every plan', () => {
  const runs = { numRuns: 1000 };

  it('changes nothing when it is made again after it was applied', () => {
    fc.assert(
      fc.property(database, anySettings, (tables, chosen) => {
        const first = plan(tables, { settings: chosen });
        const second = plan(first.after, { settings: chosen });
        expect(second.changes).toEqual([]);
      }),
      runs,
    );
  });

  it('writes no domain twice, not even in another case, into either table', () => {
    fc.assert(
      fc.property(database, anySettings, (tables, chosen) => {
        const { changes, after } = plan(tables, { settings: chosen });
        const sites = counted((after.sites ?? []).map((row) => row.domain));
        const aliases = counted((after.aliases ?? []).map((row) => row.domain));
        for (const { table, column, to } of changes) {
          if (column !== 'domain' || to === null) continue;
          if (table === 'django_site') expect(sites.get(to.toLowerCase())).toBe(1);
          if (table === 'multisite_alias') expect(aliases.get(to.toLowerCase())).toBe(1);
        }
      }),
      runs,
    );
  });

  it('leaves a site with an error as it is', () => {
    fc.assert(
      fc.property(database, anySettings, (tables, chosen) => {
        const { changes, problems } = plan(tables, { settings: chosen });
        const errors = new Set(
          problems.filter(({ severity }) => severity === 'error').map(({ siteId }) => siteId),
        );
        expect(changes.filter(({ siteId }) => errors.has(siteId))).toEqual([]);
      }),
      runs,
    );
  });

  it('gives every other managed site its own canonical alias', () => {
    fc.assert(
      fc.property(database, anySettings, (tables, chosen) => {
        const { after, problems } = plan(tables, { settings: chosen });
        const errors = new Set(
          problems.filter(({ severity }) => severity === 'error').map(({ siteId }) => siteId),
        );
        for (const row of after.sites ?? []) {
          if (errors.has(row.id) || after.aliases === null || row.domain === '') continue;
          expect(
            after.aliases.filter((a) => a.siteId === row.id && a.isCanonical === true).map((a) => a.domain),
          ).toEqual([row.domain]);
        }
      }),
      runs,
    );
  });

  it('reaches any order of the same domains', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f'], { minLength: 6 }), (slugs) => {
        const letters = ['a', 'b', 'c', 'd', 'e', 'f'];
        const tables = {
          sites: letters.map((letter, index) => site(index + 1, `${letter}.test`)),
          aliases: letters.map((letter, index) => alias(index + 1, index + 1, `${letter}.test`)),
          plus: slugs.map((slug, index) => plus(index + 1, slug)),
        };
        const found = plan(tables);
        expect(found.problems).toEqual([]);
        expect(found.after.sites?.map((row) => row.domain)).toEqual(slugs.map((slug) => `${slug}.test`));
      }),
    );
  });
});
