import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SiteTables } from '../sites/rows';
import { alias, plan, plus, settingsOf, site } from './testing/tables';

/** Few words, so that slugs, domains and aliases meet often, in either case and with bad ones among them. */
const word = fc.constantFrom('a', 'b', 'c', 'd', 'A', 'B', 'shop', 'bad_slug', '', 'x'.repeat(70));
const domain = fc.oneof(
  word.map((slug) => `${slug}.test`),
  word.map((slug) => `${slug}.example`),
  fc.constant('c.test:80'),
);
const distinct = <Value>(value: fc.Arbitrary<Value>) => fc.uniqueArray(value, { maxLength: 8 });
const database: fc.Arbitrary<SiteTables> = fc
  .record({
    domains: distinct(domain),
    aliases: fc.uniqueArray(
      fc.record({
        domain,
        siteId: fc.integer({ min: 1, max: 8 }),
        isCanonical: fc.constantFrom(true, true, null, false),
      }),
      { maxLength: 10, selector: (row) => row.domain },
    ),
    slugs: distinct(word),
    managed: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    realDomains: fc.array(domain, { minLength: 8, maxLength: 8 }),
    hasAliases: fc.boolean(),
  })
  .map(({ domains, aliases, slugs, managed, realDomains, hasAliases }) => {
    const sites = domains.map((name, index) => site(index + 1, name));
    const canonical = new Set<number>();
    const kept = aliases
      .filter(({ siteId }) => siteId <= sites.length)
      .map((row, index) => {
        const isCanonical = row.isCanonical === true && canonical.has(row.siteId) ? null : row.isCanonical;
        if (isCanonical === true) canonical.add(row.siteId);
        return alias(index + 1, row.siteId, row.domain, isCanonical);
      });
    const rows = slugs
      .filter((_slug, index) => index < sites.length && managed[index] === true)
      .map((slug, index) => plus(index + 1, slug, { realDomain: realDomains[index] ?? '' }));
    return { sites, aliases: hasAliases ? kept : null, plus: rows };
  });
const anySettings = fc
  .record({
    format: fc.constantFrom('{}.test', '{0}.{0}.test', '{:.1}.test', '{}.test:80'),
    rewriteDomains: fc.boolean(),
    useRealDomain: fc.boolean(),
  })
  .map(({ format, ...flags }) => settingsOf(format, flags));

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
