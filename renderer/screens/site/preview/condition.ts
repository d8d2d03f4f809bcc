import type { HandRoute, Server, Site } from '../../../../app/contract';

/** What there is to show of a site. */
export type Condition =
  /** `key` is another one whenever what answers is another: what is shown is then loaded again. */
  | { readonly kind: 'live'; readonly key: string }
  | { readonly kind: 'starting'; readonly text: string }
  | {
      readonly kind: 'failed';
      readonly server: Server;
      readonly status: Extract<Server['status'], { state: 'failed' | 'backing-off' }>;
    }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'disabled' };

/**
 * Whether a site's page can be shown, and which one.
 *
 * @param server that answers for it, of the active database
 * @param routes sites that servers of the user's own answer
 */
export const conditionOf = (site: Site, server: Server | null, routes: readonly HandRoute[]): Condition => {
  if (!site.isEnabled) return { kind: 'disabled' };
  const route = routes.find(({ siteId, isInUse }) => siteId === site.id && isInUse);
  if (route !== undefined) return { kind: 'live', key: `port ${route.port} since ${route.since}` };
  if (server === null) return { kind: 'stopped' };
  const { status } = server;
  switch (status.state) {
    case 'ready':
      return { kind: 'live', key: `${server.id} ${status.pid} ${status.since}` };
    case 'starting':
      return { kind: 'starting', text: 'Starting' };
    case 'draining':
      return { kind: 'starting', text: 'Stopping' };
    case 'backing-off':
    case 'failed':
      return { kind: 'failed', server, status };
    case 'stopped':
      return { kind: 'stopped' };
    default:
      return status satisfies never;
  }
};
