import { hostCandidates } from '../hosts/host-candidates';
import { hostKey, type ParsedHost, parseHost } from './parse-host';
import type { Route, RouteTable } from './route-table';

/** Own keys only: a Host such as `constructor` must not find what every object inherits. */
const routeAt = (table: RouteTable, key: string): Route | null =>
  Object.hasOwn(table.hosts, key) ? (table.hosts[key] ?? null) : null;

/** Rows that answer a host, best first. An IPv6 address is one piece too, which Python's splitting at colons is not made for. */
const patternsFor = (host: ParsedHost): readonly string[] => {
  const { kind, name, port } = host;
  if (kind !== 'ipv6') return hostCandidates(hostKey(host));
  return port === null ? [name, '*'] : [`${name}:${port}`, name, `*:${port}`, '*'];
};

/** A route with the row that led to it; null where it is the default route. */
interface FoundRoute {
  readonly route: Route;
  readonly pattern: string | null;
}

/**
 * The route of a request, by the order of multisite.md, "Which site answers a host": exact `host:port`, `host`, then
 * the wildcards from the longest to `*`; addresses are one piece, and a trailing dot is dropped.
 * IP addresses and localhost that no row names go to the table's default route.
 *
 * @param hostHeader the Host as the client sent it, never read as a pattern
 * @returns null where no site answers, which the router turns into 421
 */
export const findRoutePattern = (table: RouteTable, hostHeader: string): FoundRoute | null => {
  const host = parseHost(hostHeader);
  if (host === null) return null;
  for (const pattern of patternsFor(host)) {
    const route = routeAt(table, pattern);
    if (route !== null) return { route, pattern };
  }
  const isDefault = host.kind !== 'name' || host.name === 'localhost';
  return isDefault && table.defaultRoute !== null ? { route: table.defaultRoute, pattern: null } : null;
};

/** The same without the row: what the router needs. */
export const findRoute = (table: RouteTable, hostHeader: string): Route | null =>
  findRoutePattern(table, hostHeader)?.route ?? null;
