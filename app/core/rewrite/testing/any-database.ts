import fc from 'fast-check';
import type { SiteTables } from '../../sites/rows';
import { alias, plus, settingsOf, site } from './tables';

/** Few words, so that slugs, domains and aliases meet often, in either case and with bad ones among them. */
const word = fc.constantFrom('a', 'b', 'c', 'd', 'A', 'B', 'shop', 'bad_slug', '', 'x'.repeat(70));
const domain = fc.oneof(
  word.map((slug) => `${slug}.test`),
  word.map((slug) => `${slug}.example`),
  fc.constant('c.test:80'),
);
const distinct = <Value>(value: fc.Arbitrary<Value>) => fc.uniqueArray(value, { maxLength: 8 });
export const database: fc.Arbitrary<SiteTables> = fc
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
    const taken = new Set<string>();
    const kept = aliases
      .filter(({ siteId }) => siteId <= sites.length)
      .map((row, index) => {
        const key = `${row.siteId} ${row.isCanonical}`;
        const isCanonical = taken.has(key) ? null : row.isCanonical;
        taken.add(key);
        return alias(index + 1, row.siteId, row.domain, isCanonical);
      });
    const rows = slugs
      .filter((_slug, index) => index < sites.length && managed[index] === true)
      .map((slug, index) => plus(index + 1, slug, { realDomain: realDomains[index] ?? '' }));
    return { sites, aliases: hasAliases ? kept : null, plus: rows };
  });
export const anySettings = fc
  .record({
    format: fc.constantFrom('{}.test', '{0}.{0}.test', '{:.1}.test', '{}.test:80'),
    rewriteDomains: fc.boolean(),
    useRealDomain: fc.boolean(),
  })
  .map(({ format, ...flags }) => settingsOf(format, flags));
