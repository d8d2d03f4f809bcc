import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AliasEdit, AppError, siteEditSchema } from '../../contract';
import type { OperationInput, SiteOperation } from '../plans/operation';
import { planSites } from '../plans/plan-sites';
import { rowsAfter } from '../plans/rows-after';
import { repairSites } from '../repair/repair-sites';
import { alias, now, plus, settingsOf, site } from '../rewrite/testing/tables';
import type { SiteRows } from '../sites/rows';
import { editSite } from './edit-site';

const word = fc.constantFrom('a', 'b', 'c', 'A', 'B', 'bad_slug', '');
const domain = fc.oneof(
  word.map((slug) => `${slug}.test`),
  word.map((slug) => `${slug}.example`),
  fc.constantFrom('*.test', '*', 'a.test:80'),
);
const rows = fc
  .record({
    domains: fc.uniqueArray(domain, { minLength: 1, maxLength: 4 }),
    slugs: fc.uniqueArray(word, { maxLength: 4 }),
    aliases: fc.uniqueArray(
      fc.record({
        domain,
        siteId: fc.integer({ min: 1, max: 4 }),
        isCanonical: fc.constantFrom(true, null, false),
      }),
      { maxLength: 6, selector: (row) => row.domain },
    ),
  })
  .map(({ domains, slugs, aliases }): SiteRows => {
    const sites = domains.map((name, index) => site(index + 1, name));
    const canonical = new Set<number>();
    const kept = aliases
      .filter(({ siteId }) => siteId <= sites.length)
      .map((row, index) => {
        const isCanonical = row.isCanonical === true && canonical.has(row.siteId) ? null : row.isCanonical;
        if (isCanonical === true) canonical.add(row.siteId);
        return alias(index + 1, row.siteId, row.domain, isCanonical);
      });
    // Of is_canonical false, too, PostgreSQL allows one a site.
    const falses = new Set<number>();
    const legal = kept.filter(({ isCanonical, siteId }) => {
      if (isCanonical !== false) return true;
      if (falses.has(siteId)) return false;
      falses.add(siteId);
      return true;
    });
    return {
      tables: {
        sites,
        aliases: legal,
        plus: slugs
          .slice(0, sites.length)
          .map((slug, index) => plus(index + 1, slug, { realDomain: `${slug}.example` })),
      },
      identities: [],
    };
  });
const aliasEdit: fc.Arbitrary<AliasEdit> = fc.oneof(
  fc.record({ edit: fc.constant('add' as const), domain, redirects: fc.boolean() }),
  fc.record({ edit: fc.constant('change' as const), domain, to: domain }),
  fc.record({ edit: fc.constant('remove' as const), domain }),
  fc.record({ edit: fc.constant('redirect' as const), domain, redirects: fc.boolean() }),
  fc.record({ edit: fc.constant('make-canonical' as const), domain }),
);
const edit = fc
  .record({
    siteId: fc.integer({ min: 1, max: 4 }),
    name: fc.option(fc.constantFrom('New', '', 'n'.repeat(60))),
    slug: fc.option(word),
    realDomain: fc.option(domain),
    isEnabled: fc.option(fc.boolean()),
    aliases: fc.array(aliasEdit, { maxLength: 3 }),
  })
  .map((fields) => editSite(siteEditSchema.parse(fields)));
const settings = fc
  .record({ rewriteDomains: fc.boolean(), useRealDomain: fc.boolean() })
  .map((flags) => settingsOf('{}.test', flags));
const input = fc
  .tuple(rows, settings)
  .map(([before, chosen]): OperationInput => ({ ...before, settings: chosen, now, routerPort: 8000 }));

/** The plan; null where what is asked for makes no sense. A result that PostgreSQL would refuse is a bug of the operation. */
const planned = (operation: SiteOperation, of: OperationInput) => {
  try {
    return planSites(operation, of);
  } catch (error) {
    const isMistake =
      error instanceof AppError &&
      ['site-not-found', 'alias-not-found', 'site-edit-invalid'].includes(error.code);
    if (isMistake) return null;
    throw error;
  }
};
const runs = { numRuns: 500 };

describe('every edit', () => {
  it('is done as a whole or not at all, touches no other site, and gives nothing that PostgreSQL would refuse', () => {
    fc.assert(
      fc.property(input, edit, (of, operation) => {
        const plan = planned(operation, of);
        if (plan === null) return;
        if (plan.problems.some(({ severity }) => severity === 'error')) expect(plan.changes).toEqual([]);
        const touched = new Set(
          plan.changes.map((change) => {
            const row = change.row === 'delete' ? change.before : change.after;
            return 'siteId' in row ? row.siteId : row.id;
          }),
        );
        expect(touched.size).toBeLessThanOrEqual(1);
      }),
      runs,
    );
  });
});

describe('every repair', () => {
  it('gives nothing that PostgreSQL would refuse; what one frees another may mend, and soon nothing is left to do', () => {
    fc.assert(
      fc.property(input, (of) => {
        let rowsNow: SiteRows = { tables: of.tables, identities: of.identities };
        let changes = -1;
        for (let round = 0; round < 5 && changes !== 0; round += 1) {
          const plan = planned(repairSites, { ...of, ...rowsNow });
          changes = plan?.changes.length ?? 0;
          rowsNow = rowsAfter(rowsNow, plan?.changes ?? []);
        }
        expect(changes).toBe(0);
      }),
      runs,
    );
  });
});
