import { counted, type Problem } from '../../contract';
import type { SiteTables } from './rows';
import { type SiteGroup, siteLabel } from './site-groups';
import { incompleteRows } from './sound-rows';

/** Domains that a table besides those of the sites holds, e.g. `wagtailcore_site`. */
export interface DomainsElsewhere {
  /** With its schema, unless that is public. */
  readonly table: string;
  readonly domains: readonly string[];
}

/** What is around the sites of a database: it decides nothing, and should be known. */
export interface Surroundings {
  /** Folders of the project's templates that are named like hosts, relative to the project, with slashes. */
  readonly templateFolders: readonly string[];
  readonly domainsElsewhere: readonly DomainsElsewhere[];
}

export const noSurroundings: Surroundings = { templateFolders: [], domainsElsewhere: [] };

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * Template folders named after a site's live domain (multisite.md, trap 16): django-multisite's loader looks for `Site.domain`, so they
 * are not found once the domain is rewritten.
 */
export const templateWarnings = (
  { site, identity }: SiteGroup,
  templateFolders: readonly string[],
): readonly Problem[] => {
  const realDomain = identity?.realDomain.toLowerCase() ?? '';
  if (realDomain === '' || realDomain === site.domain.toLowerCase()) return [];
  return templateFolders
    .filter((path) => lastPart(path).toLowerCase() === realDomain)
    .map((path) => ({
      code: 'template-folder-unmatched',
      severity: 'warning',
      siteId: site.id,
      message: `The template folder ${path} is named after the real domain of ${siteLabel(site)}, whose domain is "${site.domain}" here, so its templates are not found; a link of that name beside it would do.`,
      suggestion: null,
    }));
};

/** How many domains a message names before it only counts. */
const NAMED_DOMAINS = 10;

/**
 * Domains of other tables that no site has (multisite.md, trap 18): a dump often keeps its real domains in Wagtail's or a tenant
 * table, while `django_site` says example.com, so the sites must not be taken for all that there is.
 */
export const elsewhereProblems = (
  tables: SiteTables,
  elsewhere: readonly DomainsElsewhere[],
): readonly Problem[] => {
  if (elsewhere.length === 0) return [];
  const known = new Set(
    [
      ...(tables.sites ?? []).map(({ domain }) => domain),
      ...(tables.aliases ?? []).map(({ domain }) => domain),
      ...(tables.plus ?? []).map(({ realDomain }) => realDomain),
    ].map((domain) => domain.toLowerCase()),
  );
  const count = tables.sites?.length ?? 0;
  const sites = count === 0 ? 'no sites' : counted(count, 'site');
  return elsewhere.flatMap(({ table, domains }) => {
    const others = [...new Set(domains)].filter((domain) => !known.has(domain.toLowerCase()));
    if (others.length === 0) return [];
    const named = others.slice(0, NAMED_DOMAINS).join(', ');
    const more = others.length > NAMED_DOMAINS ? ` and ${others.length - NAMED_DOMAINS} more` : '';
    return [
      {
        code: 'real-domains-elsewhere',
        severity: 'warning',
        siteId: null,
        message: `django_site has ${sites}, and the table ${table} holds other domains, which are not rewritten: ${named}${more}.`,
        suggestion: null,
      },
    ];
  });
};

const tableMissing: Problem = {
  code: 'sites-table-missing',
  severity: 'warning',
  siteId: null,
  message: 'This database has no table django_site.',
  suggestion: null,
};

/** What is to be known of a database and is of none of its sites, which may be none at all. */
export const databaseProblems = (
  tables: SiteTables,
  { domainsElsewhere }: Surroundings = noSurroundings,
): readonly Problem[] => [
  ...(tables.sites === null ? [tableMissing] : []),
  ...elsewhereProblems(tables, domainsElsewhere),
  ...incompleteRows(tables),
];

/** How many other sites a message names before it only counts. */
const NAMED_SITES = 3;

/** Sites that share their name with others (trap 18), by site id: they can be told apart only by their domains. */
export const repeatedNames = (groups: readonly SiteGroup[]): ReadonlyMap<number, readonly Problem[]> => {
  const byName = new Map<string, SiteGroup[]>();
  for (const group of groups) {
    const name = group.site.name.trim().toLowerCase();
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [group]);
    else same.push(group);
  }
  const found = new Map<number, readonly Problem[]>();
  for (const [name, same] of byName) {
    if (name === '' || same.length === 1) continue;
    const first = same.slice(0, NAMED_SITES + 1);
    for (const group of same) {
      const others = first.filter((one) => one !== group).slice(0, NAMED_SITES);
      const more = same.length - 1 - others.length;
      const named = `${others.map(({ site }) => site.id).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
      const problem: Problem = {
        code: 'name-repeated',
        severity: 'warning',
        siteId: group.site.id,
        message: `The name of ${siteLabel(group.site)} is that of site ${named}, too.`,
        suggestion: null,
      };
      found.set(group.site.id, [problem]);
    }
  }
  return found;
};
