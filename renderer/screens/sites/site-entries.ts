import type { HandRoute, Server, Site, SiteTraffic } from '../../../app/contract';
import { placeOfMatch } from '../../text/match';
import { type SiteStatus, siteStatusOf } from './site-status';

/** A site as the sheet and the table show it. */
export interface SiteEntry {
  readonly site: Site;
  /** What answers for it; null for none. */
  readonly server: Server | null;
  readonly status: SiteStatus;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  /** p50 within the last hour, oldest first; see `trendOf`. */
  readonly trendMs: readonly number[];
  /** Since its server was made; null without one. */
  readonly requests: number | null;
  /** Of the server that it has for itself; null where it has none, or shares it. */
  readonly memoryBytes: number | null;
}

/** All that answers for the sites of a project, or is about to. */
export interface ServingAll {
  readonly servers: readonly Server[];
  readonly routes: readonly HandRoute[];
  /** See `Serving`. */
  readonly startingSince: string | null;
}

const noTrend: readonly number[] = [];

/** The last hour by two minutes; where all its requests came within two, by the half. */
export const trendOf = (
  traffic: Pick<SiteTraffic, 'p50Hour' | 'p50Trend'> | undefined,
): readonly number[] => {
  if (traffic === undefined || traffic.p50Hour.length === 0) return noTrend;
  return traffic.p50Hour.length > 1 ? traffic.p50Hour : traffic.p50Trend;
};

/** Sites in the engine's order, each with its state and figures. */
export const entriesOf = (
  sites: readonly Site[],
  { servers, routes, startingSince }: ServingAll,
): readonly SiteEntry[] => {
  const serverBySite = new Map(servers.flatMap((server) => server.siteIds.map((id) => [id, server])));
  const trafficBySite = new Map(
    servers.map((server) => [
      server,
      new Map(server.traffic.sites.map((traffic) => [traffic.siteId, traffic])),
    ]),
  );
  const routeBySite = new Map(routes.map((route) => [route.siteId, route]));
  return sites.map((site) => {
    const server = serverBySite.get(site.id) ?? null;
    const traffic = server === null ? undefined : trafficBySite.get(server)?.get(site.id);
    return {
      site,
      server,
      status: siteStatusOf(site, { server, route: routeBySite.get(site.id) ?? null, startingSince }),
      p50Ms: traffic?.p50Ms ?? null,
      p95Ms: traffic?.p95Ms ?? null,
      trendMs: trendOf(traffic),
      requests: server === null ? null : (traffic?.requests ?? 0),
      memoryBytes: server?.siteIds.length === 1 ? server.memoryBytes : null,
    };
  });
};

export const siteFilters = ['all', 'ready', 'problems'] as const;
export type SiteFilter = (typeof siteFilters)[number];

const passes = ({ status }: SiteEntry, filter: SiteFilter): boolean => {
  switch (filter) {
    case 'all':
      return true;
    case 'ready':
      return status.kind === 'ready';
    case 'problems':
      return ['failed', 'backing-off', 'conflict', 'unmanaged'].includes(status.kind);
    default:
      return filter satisfies never;
  }
};

export const countOf = (entries: readonly SiteEntry[], filter: SiteFilter): number =>
  entries.filter((entry) => passes(entry, filter)).length;

const textsOf = ({ name, slug, domain, realDomain }: Site): readonly string[] => [
  name,
  slug,
  domain,
  realDomain,
];

/** The alias for which a site is found, where nothing else of it is; null otherwise. */
export const matchingAlias = (site: Site, search: string): string | null =>
  search === '' || textsOf(site).some((text) => placeOfMatch(text, search) !== -1)
    ? null
    : (site.aliases.find(({ domain }) => placeOfMatch(domain, search) !== -1)?.domain ?? null);

/** Entries in a state whose name, slug, domains or aliases hold what is searched; neither accents nor case count. */
export const foundOf = (
  entries: readonly SiteEntry[],
  filter: SiteFilter,
  search: string,
): readonly SiteEntry[] =>
  entries.filter(
    (entry) =>
      passes(entry, filter) &&
      (textsOf(entry.site).some((text) => placeOfMatch(text, search) !== -1) ||
        matchingAlias(entry.site, search) !== null),
  );
