import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffRows } from '../plans/diff-rows';
import type { OperationInput } from '../plans/operation';
import { alias, now, plus, settingsOf, site } from '../rewrite/testing/tables';
import type { SiteRows } from '../sites/rows';
import { configuredSites } from './configured-site';
import { populateSites } from './populate-sites';

/** Few words, so that slugs, domains and ids meet often. */
const word = fc.constantFrom('a', 'b', 'c', 'd', 'A', 'bad_slug', 'x'.repeat(70));
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const configured = fc.dictionary(
  word,
  fc.record({
    id: optional(fc.integer({ min: 0, max: 6 })),
    realDomain: optional(word.map((slug) => `${slug}.example`)),
    name: optional(fc.constantFrom('Name', '', 'n'.repeat(60))),
  }),
);
const rows = fc
  .record({
    domains: fc.uniqueArray(word, { maxLength: 5 }),
    slugs: fc.uniqueArray(word, { maxLength: 5 }),
    others: fc.uniqueArray(word, { maxLength: 3 }),
    shape: fc.constantFrom('sites', 'aliases', 'plus'),
  })
  .map(({ domains, slugs, others, shape }): SiteRows => {
    const sites = domains.map((slug, index) => site(index + 1, `${slug}.test`));
    const aliases = [
      ...sites.map(({ id, domain }) => alias(id, id, domain)),
      ...others
        .filter((slug) => sites.length > 0 && !domains.includes(slug))
        .map((slug, index) => alias(index + 100, 1, `${slug}.test`, null)),
    ];
    const rowsOfPlus = slugs
      .slice(0, sites.length)
      .map((slug, index) => plus(index + 1, slug, { realDomain: `${slug}.example` }));
    return {
      tables: {
        sites,
        aliases: shape === 'sites' ? null : aliases,
        plus: shape === 'plus' ? rowsOfPlus : null,
      },
      identities:
        shape === 'plus'
          ? []
          : rowsOfPlus.map(({ siteId, slug, realDomain }) => ({ siteId, slug, realDomain })),
    };
  });
const settings = fc
  .record({ format: fc.constantFrom('{}.test', '{:.1}.test'), rewriteDomains: fc.boolean() })
  .map(({ format, rewriteDomains }) => settingsOf(format, { rewriteDomains }));

const runs = { numRuns: 1000 };
const anyRun = fc.tuple(rows, settings, configured).map(([before, chosen, sites]) => {
  const operation = populateSites(configuredSites(sites));
  const input: OperationInput = { ...before, settings: chosen, now, routerPort: null };
  return { before, input, operation, outcome: operation(input), sites };
});

describe('every run of populate', () => {
  it('changes nothing when it is run again', () => {
    fc.assert(
      fc.property(anyRun, ({ input, operation, outcome }) => {
        const again = operation({ ...input, ...outcome.after });
        expect(diffRows(outcome.after, again.after, now)).toEqual([]);
      }),
      runs,
    );
  });

  it('gives no two sites one slug or domain that they did not have, deletes nothing, and disables nothing', () => {
    fc.assert(
      fc.property(anyRun, ({ before, outcome }) => {
        const changes = diffRows(before, outcome.after, now);
        expect(changes.filter(({ row }) => row === 'delete')).toEqual([]);
        const { sites, aliases, plus: plusRows } = outcome.after.tables;
        for (const change of changes) {
          if (change.row === 'delete') continue;
          if (change.table === 'django_site') {
            const same = sites?.filter(
              ({ domain }) => domain.toLowerCase() === change.after.domain.toLowerCase(),
            );
            if (change.row === 'insert' || change.before.domain !== change.after.domain)
              expect(same).toHaveLength(1);
            expect(change.after.domain).not.toBe('');
          }
          if (change.table === 'multisite_alias') {
            const same = aliases?.filter(
              ({ domain }) => domain.toLowerCase() === change.after.domain.toLowerCase(),
            );
            expect(same).toHaveLength(1);
          }
          if (change.table === 'django_multisite_plus_site') expect(change.after.isEnabled).toBe(true);
        }
        const exact = (plusRows ?? outcome.after.identities).map(({ slug }) => slug);
        expect(new Set(exact).size).toBe(exact.length);
      }),
      runs,
    );
  });

  it('writes nothing without a configuration', () => {
    fc.assert(
      fc.property(rows, settings, (before, chosen) => {
        const { after } = populateSites([])({ ...before, settings: chosen, now, routerPort: null });
        expect(diffRows(before, after, now)).toEqual([]);
      }),
    );
  });
});
