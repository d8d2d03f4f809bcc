import type { HandRoute, ListedSite, Server, Site } from '../contract';

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

/** Sites of the active database with what serves each. */
export const listedSites = (
  sites: readonly Site[],
  servers: readonly Server[],
  routes: readonly HandRoute[],
): ListedSite[] =>
  sites.map((site) => {
    const server = servers.find(({ isStandby, siteIds }) => !isStandby && siteIds.includes(site.id));
    const route = routes.find(({ siteId, isInUse }) => isInUse && siteId === site.id);
    return {
      ...site,
      server: server === undefined ? null : answersOf(server, site.id),
      routedToPort: route?.port ?? null,
    };
  });
