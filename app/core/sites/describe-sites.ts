import type { InspectedSite, Problem, Site } from '../../contract';
import { hostFaults, splitPort } from '../names/host-name';
import { rewriteSites } from '../rewrite/rewrite-sites';
import { type RewriteInput, settleSites } from '../rewrite/settle-sites';
import { domainWarnings, rowWarnings } from './row-warnings';
import { isStillLive, type SiteGroup } from './site-groups';
import { noSurroundings, repeatedNames, type Surroundings, templateWarnings } from './surroundings';

const canonicalFirst = (group: SiteGroup): Site['aliases'] =>
  [...group.aliases]
    .sort((a, b) => Number(b.isCanonical === true) - Number(a.isCanonical === true) || a.id - b.id)
    .map((alias) => ({
      id: alias.id,
      domain: alias.domain,
      isCanonical: alias.isCanonical === true,
      redirectsToCanonical: alias.redirectToCanonical,
    }));

/**
 * The address of a site behind the router; null where its domain cannot be asked for, or is the live one, so that a link would
 * lead out of this machine.
 */
const urlOf = (group: SiteGroup, routerUrlPort: number | null): string | null => {
  const { domain } = group.site;
  if (routerUrlPort === null || hostFaults(domain).length > 0) return null;
  if (isStillLive(group)) return null;
  const hasPort = splitPort(domain).port !== null || routerUrlPort === 80;
  return hasPort ? `http://${domain}/` : `http://${domain}:${routerUrlPort}/`;
};

const fieldsOf = (group: SiteGroup) => ({
  id: group.site.id,
  slug: group.identity?.slug ?? '',
  name: group.site.name,
  domain: group.site.domain,
  realDomain: group.identity?.realDomain ?? '',
  isEnabled: group.plus?.isEnabled ?? true,
  isManaged: group.identity !== null,
  extraConfig: group.plus?.extraUwsgiIni ?? '',
  aliases: canonicalFirst(group),
});

/**
 * The sites of a database as they stand, by id, with the address of each and everything that is wrong with it or would be after
 * a rewrite. A site without a plus row has a blank slug and counts as enabled (it is served in single-process mode).
 *
 * @param input.routerUrlPort the port in URLs, null while the router is down
 * @param input.surroundings template folders; left out: not looked at. For the domains of other tables see `databaseProblems`
 */
export const describeSites = (
  input: RewriteInput & { routerUrlPort: number | null; surroundings?: Surroundings },
): Site[] => {
  const { routerUrlPort, surroundings = noSurroundings } = input;
  const settled = settleSites(input);
  const names = repeatedNames(settled);
  return settled.map((site) => ({
    ...fieldsOf(site),
    url: urlOf(site, routerUrlPort),
    problems: [
      ...site.problems,
      ...rowWarnings(site, routerUrlPort),
      ...(names.get(site.site.id) ?? []),
      ...templateWarnings(site, surroundings.templateFolders),
    ],
  }));
};

const bySite = (problems: readonly Problem[]): ReadonlyMap<number | null, readonly Problem[]> => {
  const groups = new Map<number | null, Problem[]>();
  for (const problem of problems) {
    const group = groups.get(problem.siteId);
    if (group === undefined) groups.set(problem.siteId, [problem]);
    else group.push(problem);
  }
  return groups;
};

/**
 * The sites of a dump, by id, with the domain that each would get and the problems of the plan, and with what is odd about the
 * domains as the dump has them (trap 18). The local domain is null where an error keeps the site out of the rewrite, and for a
 * site that is not managed (it keeps its domain).
 *
 * @param input as for `rewriteSites`
 */
export const inspectSites = (
  input: RewriteInput & { now: string; routerPort?: number | null; surroundings?: Surroundings },
): InspectedSite[] => {
  const problems = bySite(rewriteSites()({ routerPort: null, ...input }).problems);
  return settleSites(input).map((site) => {
    const planned = problems.get(site.site.id) ?? [];
    const told = new Set(planned.map(({ message }) => message));
    // A domain that is the real domain as well is told of once, by the plan.
    const isTold = site.site.domain === site.identity?.realDomain && site.target !== site.site.domain;
    const found = isTold
      ? []
      : domainWarnings(site, input.routerPort ?? null).filter(({ message }) => !told.has(message));
    return {
      ...fieldsOf(site),
      localDomain: site.identity === null ? null : site.target,
      problems: [...planned, ...found],
    };
  });
};
