import type { Alias, Site } from '../../contract';
import { separateFormat } from '../format/separate-format';
import { toAsciiDomain } from '../names/host-name';
import { parseHost, patternKey } from './parse-host';
import type { Route, RouteTable, Upstream } from './route-table';

/** A running project as the router needs it. */
export interface RoutedProject {
  readonly projectId: string;
  readonly name: string;
  /** By which its local domains are made, for a proposal that keeps them apart from another's. */
  readonly domainFormat: string;
  /** The sites of the active database. */
  readonly sites: readonly Site[];
  /** Where IP addresses and localhost go. Null: nowhere. */
  readonly defaultSiteId: number | null;
  /** Which of `upstreams` serves a site: always the same one in single-process mode. */
  readonly upstreamOf: (siteId: number) => string;
  readonly upstreams: Readonly<Record<string, Upstream>>;
}

interface ProjectName {
  readonly projectId: string;
  readonly name: string;
}

/** Two running projects that want the same hosts; the first keeps them. */
export interface RouteConflict {
  readonly first: ProjectName;
  readonly second: ProjectName;
  /** Local domains of sites of either project. These make the conflict one that a user must solve. */
  readonly domains: readonly string[];
  /** Other aliases, which two databases of one live project share as a rule. */
  readonly aliases: readonly string[];
  /** The second project's domain format, changed so that it would keep it apart. */
  readonly suggestedFormat: string;
}

/**
 * How firmly a row claims a host, the lowest number first. Python compares lower-case hosts with the row's text, so a
 * row in lower case goes before one that only differs in case (multisite.md, trap 10). A row of `multisite_alias`
 * goes before a site's domain that has none. A domain with a port also answers without it, last of all, because the
 * router may listen elsewhere than the format says.
 */
const strengths = { exactAlias: 0, domain: 1, otherCaseAlias: 2, domainWithoutPort: 3 } as const;

interface Claim {
  readonly key: string;
  readonly strength: number;
  readonly isDomain: boolean;
  readonly route: Route;
}

/** Browsers send names outside ASCII as punycode. */
const keyOf = (domain: string): string | null => patternKey(toAsciiDomain(domain));

const hostOf = (domain: string): string | null => parseHost(toAsciiDomain(domain).trim())?.name ?? null;

const routeOfAlias = (alias: Alias, site: Site, siteRoute: Route): Route => {
  const target = hostOf(site.domain);
  if (siteRoute.kind === 'disabled' || alias.isCanonical || !alias.redirectsToCanonical || target === null) {
    return siteRoute;
  }
  // The router's port is kept, so this alias would redirect to itself for ever.
  return hostOf(alias.domain) === target ? siteRoute : { kind: 'redirect', domain: target };
};

const claimsOfSite = (project: RoutedProject, site: Site): Claim[] => {
  const siteRoute = routeOfSite(project, site);
  const claims: Claim[] = [];
  const claim = (key: string | null, strength: number, isDomain: boolean, route: Route): void => {
    if (key !== null) claims.push({ key, strength, isDomain, route });
  };
  const domainKey = keyOf(site.domain);
  for (const alias of site.aliases) {
    const key = keyOf(alias.domain);
    const strength = key === alias.domain ? strengths.exactAlias : strengths.otherCaseAlias;
    claim(key, strength, key === domainKey, routeOfAlias(alias, site, siteRoute));
  }
  claim(domainKey, strengths.domain, true, siteRoute);
  claim(hostOf(site.domain), strengths.domainWithoutPort, true, siteRoute);
  return claims;
};

const routeOfSite = (project: RoutedProject, site: Site): Route =>
  site.isEnabled
    ? {
        kind: 'site',
        projectId: project.projectId,
        siteId: site.id,
        siteName: site.name,
        upstream: project.upstreamOf(site.id),
      }
    : { kind: 'disabled', siteName: site.name };

/** The strongest claim for each host of one project; between equals the lower site id, whatever the order of rows. */
const claimsOfProject = (project: RoutedProject): Map<string, Claim> => {
  const claims = new Map<string, Claim>();
  for (const site of [...project.sites].sort((a, b) => a.id - b.id)) {
    for (const claim of claimsOfSite(project, site)) {
      const standing = claims.get(claim.key);
      if (standing === undefined || claim.strength < standing.strength) claims.set(claim.key, claim);
    }
  }
  return claims;
};

interface Holder {
  readonly project: RoutedProject;
  readonly claim: Claim;
}

const conflictOf = (
  first: RoutedProject,
  second: RoutedProject,
  pairs: readonly [Claim, Claim][],
): RouteConflict => {
  const isDomain = ([a, b]: readonly [Claim, Claim]): boolean => a.isDomain || b.isDomain;
  return {
    first: { projectId: first.projectId, name: first.name },
    second: { projectId: second.projectId, name: second.name },
    domains: pairs.filter(isDomain).map(([claim]) => claim.key),
    aliases: pairs.filter((pair) => !isDomain(pair)).map(([claim]) => claim.key),
    suggestedFormat: separateFormat(second.domainFormat, second.name),
  };
};

const defaultRouteOf = (projects: readonly RoutedProject[]): Route | null => {
  for (const project of projects) {
    const site = project.sites.find((candidate) => candidate.id === project.defaultSiteId);
    if (site !== undefined) return routeOfSite(project, site);
  }
  return null;
};

/**
 * The route table of all running projects (servers.md, "The router"; multisite.md, traps 9, 10 and 12).
 *
 * A host that two projects claim goes to the one that comes first, and so does the default route.
 *
 * @param projects in the order in which they were started; their ids of upstreams must not overlap
 * @param revision grows with each table
 * @returns the table, and one conflict for each pair of projects that share hosts
 */
export const buildRouteTable = (
  projects: readonly RoutedProject[],
  revision: number,
): { table: RouteTable; conflicts: readonly RouteConflict[] } => {
  const holders = new Map<string, Holder>();
  const conflicts: RouteConflict[] = [];
  for (const project of projects) {
    const shared = new Map<RoutedProject, [Claim, Claim][]>();
    for (const claim of claimsOfProject(project).values()) {
      const holder = holders.get(claim.key);
      if (holder === undefined) {
        holders.set(claim.key, { project, claim });
        continue;
      }
      const pairs = shared.get(holder.project) ?? [];
      pairs.push([holder.claim, claim]);
      shared.set(holder.project, pairs);
    }
    for (const [first, pairs] of shared) conflicts.push(conflictOf(first, project, pairs));
  }
  const hosts = Object.fromEntries([...holders].map(([key, holder]) => [key, holder.claim.route]));
  const upstreams = Object.assign(
    {},
    ...projects.map((project) => project.upstreams),
  ) as RouteTable['upstreams'];
  return { table: { revision, hosts, defaultRoute: defaultRouteOf(projects), upstreams }, conflicts };
};
