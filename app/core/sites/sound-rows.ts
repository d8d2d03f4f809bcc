import { counted, type Problem, plural } from '../../contract';
import type { AliasRow, PlusRow, RowOddities, SiteRow, SiteTables } from './rows';
import { siteLabelFirst } from './site-groups';

/** A key that several rows have. */
interface Doubled {
  readonly table: string;
  readonly key: string;
  readonly count: number;
  readonly siteIds: readonly number[];
}

const grouped = <Row>(rows: readonly Row[], keyOf: (row: Row) => number | string): Map<unknown, Row[]> => {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const same = groups.get(keyOf(row));
    if (same === undefined) groups.set(keyOf(row), [row]);
    else same.push(row);
  }
  return groups;
};

const doubledIn = <Row>(
  table: string,
  rows: readonly Row[] | null,
  key: { readonly name: string; readonly of: (row: Row) => number; readonly siteOf: (row: Row) => number },
): Doubled[] =>
  [...grouped(rows ?? [], key.of)].flatMap(([value, same]) =>
    same.length === 1
      ? []
      : [
          {
            table,
            key: `${key.name} ${value}`,
            count: same.length,
            siteIds: [...new Set(same.map(key.siteOf))],
          },
        ],
  );

const firstOfEach = <Row>(rows: readonly Row[] | null, keyOf: (row: Row) => number): readonly Row[] | null =>
  rows === null ? null : [...grouped(rows, keyOf).values()].flatMap(([first]) => first ?? []);

const byId = ({ id }: { readonly id: number }): number => id;
const bySite = ({ siteId }: { readonly siteId: number }): number => siteId;

const isWhole = (row: object): boolean =>
  Object.entries(row).every(([column, value]) => value !== null || column === 'isCanonical');

/** The rows that have all values which Django always writes; how many have not is kept by their table. */
const wholeRows = <Row extends object>(
  table: string,
  rows: readonly Row[] | null,
  incomplete: Map<string, number>,
): readonly Row[] | null => {
  if (rows === null) return null;
  const whole = rows.filter(isWhole);
  if (whole.length < rows.length) incomplete.set(table, rows.length - whole.length);
  return whole;
};

const error = (site: SiteRow, code: Problem['code'], told: string): Problem => ({
  code,
  severity: 'error',
  siteId: site.id,
  message: `${siteLabelFirst(site)} ${told}`,
  suggestion: null,
});

const oddSites = (
  sites: readonly SiteRow[] | null,
  aliases: readonly AliasRow[] | null,
  doubled: readonly Doubled[],
): RowOddities['ofSites'] => {
  const siteById = new Map((firstOfEach(sites, byId) ?? []).map((site) => [site.id, site]));
  const labelOf = (id: number): SiteRow => siteById.get(id) ?? { id, domain: '', name: '' };
  const found = new Map<number, Problem>();
  const canonical = (aliases ?? []).filter(({ isCanonical }) => isCanonical === true);
  for (const [siteId, rivals] of grouped(canonical, bySite)) {
    const [first] = rivals;
    if (first === undefined || rivals.length === 1) continue;
    const told = `has ${rivals.length} canonical aliases, where one was expected: ${rivals.map(({ domain }) => domain).join(', ')}.`;
    found.set(Number(siteId), error(labelOf(first.siteId), 'canonical-twice', told));
  }
  for (const { table, key, count, siteIds } of doubled) {
    const told = `stays as it is: ${table} has ${count} rows with the ${key}, which nothing can tell apart.`;
    for (const id of siteIds) found.set(id, error(labelOf(id), 'rows-alike', told));
  }
  return found;
};

/**
 * The rows of a database as the rules can work with them. A dump made by hand, and one whose broken constraints were left out, may
 * hold rows with one key, or rows without values that Django always writes: of the former the first stands for all, the latter
 * are passed over, and what was found is kept with the tables.
 */
export const soundRows = (tables: SiteTables): SiteTables => {
  const incomplete = new Map<string, number>();
  const sites = wholeRows<SiteRow>('django_site', tables.sites, incomplete);
  const aliases = wholeRows<AliasRow>('multisite_alias', tables.aliases, incomplete);
  const plus = wholeRows<PlusRow>('django_multisite_plus_site', tables.plus, incomplete);
  const doubled = [
    ...doubledIn('django_site', sites, { name: 'id', of: byId, siteOf: byId }),
    ...doubledIn('multisite_alias', aliases, { name: 'id', of: byId, siteOf: bySite }),
    ...doubledIn('django_multisite_plus_site', plus, { name: 'site_id', of: bySite, siteOf: bySite }),
  ];
  const ofSites = oddSites(sites, aliases, doubled);
  if (ofSites.size === 0 && incomplete.size === 0) return tables;
  return {
    sites: firstOfEach(sites, byId),
    aliases: firstOfEach(aliases, byId),
    plus: firstOfEach(plus, bySite),
    oddities: { ofSites, incomplete },
  };
};

/** What is to be said of rows that are passed over. */
export const incompleteRows = ({ oddities }: SiteTables): readonly Problem[] =>
  [...(oddities?.incomplete ?? [])].map(([table, count]) => ({
    code: 'rows-incomplete',
    severity: 'warning',
    siteId: null,
    message: `${counted(count, 'row')} of ${table} ${plural(count, 'lacks a value', 'lack values')} that Django always writes, and ${plural(count, 'is', 'are')} passed over.`,
    suggestion: null,
  }));
