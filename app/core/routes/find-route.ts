import { type ParsedHost, parseHost } from './parse-host';
import type { Route, RouteTable } from './route-table';

/** Own keys only: a Host such as `constructor` must not find what every object inherits. */
const routeAt = (table: RouteTable, key: string): Route | null =>
  Object.hasOwn(table.hosts, key) ? (table.hosts[key] ?? null) : null;

const withAndWithoutPort = (table: RouteTable, name: string, port: number | null): Route | null =>
  (port === null ? null : routeAt(table, `${name}:${port}`)) ?? routeAt(table, name);

const underWildcards = (table: RouteTable, host: ParsedHost): Route | null => {
  if (host.kind === 'name') {
    for (let dot = host.name.indexOf('.'); dot !== -1; dot = host.name.indexOf('.', dot + 1)) {
      const route = withAndWithoutPort(table, `*${host.name.slice(dot)}`, host.port);
      if (route !== null) return route;
    }
  }
  return withAndWithoutPort(table, '*', host.port);
};

/**
 * The route of a request, by the order of multisite.md, "Which site answers a host": exact `host:port`, `host`, then
 * the wildcards from the longest to `*`; addresses are one piece, and a trailing dot is dropped.
 * IP addresses and localhost that no row names go to the table's default route.
 *
 * @param hostHeader the Host as the client sent it, never read as a pattern
 * @returns null where no site answers, which the router turns into 421
 */
export const findRoute = (table: RouteTable, hostHeader: string): Route | null => {
  const host = parseHost(hostHeader);
  if (host === null) return null;
  const route = withAndWithoutPort(table, host.name, host.port) ?? underWildcards(table, host);
  if (route !== null) return route;
  return host.kind !== 'name' || host.name === 'localhost' ? table.defaultRoute : null;
};
