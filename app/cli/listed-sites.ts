import type { DatabaseSites, HandRoute, ListedSite, Server } from '../contract';

const answersOf = (server: Server, siteId: number): ListedSite['server'] => {
  const traffic = server.traffic.sites.find((site) => site.siteId === siteId);
  return {
    name: server.name,
    state: server.status.state,
    requests: traffic?.requests ?? 0,
    p50Ms: traffic?.p50Ms ?? null,
    p95Ms: traffic?.p95Ms ?? null,
  };
};

/** Sites of the active database with what serves each; what is of none of them is told with the first. */
export const listedSites = (
  { sites, problems }: Pick<DatabaseSites, 'sites' | 'problems'>,
  servers: readonly Server[],
  routes: readonly HandRoute[],
): ListedSite[] =>
  sites.map((site, index) => {
    const server = servers.find(({ isStandby, siteIds }) => !isStandby && siteIds.includes(site.id));
    const route = routes.find(({ siteId, isInUse }) => isInUse && siteId === site.id);
    return {
      ...site,
      problems: index === 0 ? [...problems, ...site.problems] : site.problems,
      server: server === undefined ? null : answersOf(server, site.id),
      routedToPort: route?.port ?? null,
    };
  });
