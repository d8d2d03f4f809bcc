import type { RouterAnswer } from '../../contract';
import { findRoutePattern } from '../routes/find-route';
import { parseHost } from '../routes/parse-host';
import type { RouteTable } from '../routes/route-table';

/**
 * What our router does with a host, by the table that it has or would have.
 *
 * @param projectId whose sites are asked about
 * @param port of the router, which redirects keep
 */
export const routerAnswer = (
  table: RouteTable,
  host: string,
  about: { readonly projectId: string; readonly port: number },
): RouterAnswer => {
  const found = findRoutePattern(table, host);
  if (found === null) {
    const reason =
      parseHost(host) === null
        ? 'it is no host name'
        : 'no site that is served has this domain or alias, and the router serves no other';
    return { kind: 'refused', reason };
  }
  const { route, pattern } = found;
  switch (route.kind) {
    case 'site':
      return route.projectId === about.projectId
        ? { kind: 'site', siteId: route.siteId, pattern }
        : { kind: 'other-project', projectId: route.projectId, pattern };
    case 'redirect': {
      const port = about.port === 80 ? '' : `:${about.port}`;
      return { kind: 'redirect', pattern: pattern ?? host, url: `http://${route.domain}${port}/` };
    }
    case 'disabled':
      return { kind: 'disabled', siteName: route.siteName, pattern };
    default:
      return route satisfies never;
  }
};
