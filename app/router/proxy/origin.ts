import { hostKey, type ParsedHost, parseHost } from '../../core/routes/parse-host';
import type { RouteTable } from '../../core/routes/route-table';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

const parseOrigin = (origin: string): ParsedHost | null =>
  origin.toLowerCase().startsWith('http://') ? parseHost(origin.slice('http://'.length)) : null;

const withPort = (host: ParsedHost): string => hostKey({ name: host.name, port: host.port ?? 80 });

/** The page and the request have the same host, port included. */
export const isSameOrigin = (origin: string, requestHost: string): boolean => {
  const [page, host] = [parseOrigin(origin), parseHost(requestHost)];
  return page !== null && host !== null && withPort(page) === withPort(host);
};

const servesPages = (table: RouteTable, key: string): boolean =>
  Object.hasOwn(table.hosts, key) && table.hosts[key]?.kind === 'site';

/** One of the local sites, reached through the router's port. Patterns do not count: anybody may have a name below one. */
const isLocalOrigin = (origin: string, table: RouteTable, routerPort: number): boolean => {
  const page = parseOrigin(origin);
  if (page === null || (page.port ?? 80) !== routerPort) return false;
  if (loopbackNames.has(page.name)) return table.defaultRoute !== null;
  return servesPages(table, page.name) || servesPages(table, hostKey({ name: page.name, port: routerPort }));
};

interface Asked {
  readonly method: string;
  readonly upgrade: string | null;
  readonly host: string;
  readonly origins: readonly string[];
}

/**
 * The origin for which a request is refused (multisite.md, trap 19): for a browser all of nip.io is one site, so
 * SameSite cookies do not keep foreign pages from posting to a local one. An upgrade counts as unsafe, since
 * no browser asks a server before it opens a WebSocket.
 *
 * @returns null where the request may go on: it is safe, or has no Origin, or that of a local site
 */
export const foreignOrigin = (request: Asked, table: RouteTable, routerPort: number): string | null => {
  if (safeMethods.has(request.method) && request.upgrade === null) return null;
  const isOurs = (origin: string): boolean =>
    isSameOrigin(origin, request.host) || isLocalOrigin(origin, table, routerPort);
  return request.origins.find((origin) => !isOurs(origin)) ?? null;
};
