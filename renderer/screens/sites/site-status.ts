import type { Exit, HandRoute, Problem, Server, Site } from '../../../app/contract';
import type { MarkKind } from '../../marks/mark';

interface Shape {
  /** Shape of the mark; state is never told by colour alone, so `text` goes with it. */
  readonly mark: MarkKind;
  readonly text: string;
}

/** State of a site with what a person can do about it. */
export type SiteStatus = Shape &
  (
    | { readonly kind: 'ready' | 'stopped' | 'draining' | 'disabled' | 'unmanaged' }
    | { readonly kind: 'starting'; readonly since: string }
    | { readonly kind: 'routed'; readonly port: number }
    | { readonly kind: 'backing-off'; readonly failures: readonly Exit[]; readonly retryAt: string }
    | { readonly kind: 'failed'; readonly failures: readonly Exit[]; readonly lastLines: readonly string[] }
    | { readonly kind: 'conflict'; readonly problem: Problem }
  );

/** What keeps a site from having the local domain that it should have; null for none. */
const errorOf = (site: Site): Problem | null =>
  site.problems.find(({ severity, siteId }) => severity === 'error' && siteId === site.id) ?? null;

const isAboutSlug = ({ code }: Problem): boolean => code.startsWith('slug-');

const starting = (since: string): SiteStatus => ({
  kind: 'starting',
  mark: 'starting',
  text: 'Starting',
  since,
});

const serverStatus = ({ status }: Server): SiteStatus => {
  switch (status.state) {
    case 'ready':
      return { kind: 'ready', mark: 'ready', text: 'Ready' };
    case 'starting':
      return starting(status.since);
    case 'draining':
      return { kind: 'draining', mark: 'draining', text: 'Stopping' };
    case 'stopped':
      return { kind: 'stopped', mark: 'stopped', text: 'Stopped' };
    case 'backing-off':
      return {
        kind: 'backing-off',
        mark: 'backing-off',
        text: 'Starting again',
        failures: status.failures,
        retryAt: status.retryAt,
      };
    case 'failed':
      return {
        kind: 'failed',
        mark: 'failed',
        text: 'Failed',
        failures: status.failures,
        lastLines: status.lastLines,
      };
    default:
      return status satisfies never;
  }
};

/** What answers for a site, or is about to. */
export interface Serving {
  /** The one that has the site; null for none. */
  readonly server: Server | null;
  /** The user's own server that has taken its place; null for none. */
  readonly route: HandRoute | null;
  /** Since when the project is being started, whose servers are told of once they are in use; null: it is not. */
  readonly startingSince: string | null;
}

/** State of a site, seen from what answers for it. */
export const siteStatusOf = (site: Site, { server, route, startingSince }: Serving): SiteStatus => {
  const problem = errorOf(site);
  if (problem !== null)
    return {
      kind: 'conflict',
      mark: 'conflict',
      text: isAboutSlug(problem) ? 'Slug conflict' : 'Conflict',
      problem,
    };
  if (!site.isEnabled) return { kind: 'disabled', mark: 'disabled', text: 'Disabled' };
  if (route?.isInUse === true)
    return { kind: 'routed', mark: 'warm', text: `Your server, port ${route.port}`, port: route.port };
  if (!site.isManaged) return { kind: 'unmanaged', mark: 'stopped', text: 'No slug' };
  if (server !== null) return serverStatus(server);
  return startingSince === null
    ? { kind: 'stopped', mark: 'stopped', text: 'Stopped' }
    : starting(startingSince);
};

/** The same, found among the servers of a project. */
export const siteStatus = (
  site: Site,
  servers: readonly Server[],
  routes: readonly HandRoute[] = [],
): SiteStatus =>
  siteStatusOf(site, {
    server: servers.find(({ siteIds }) => siteIds.includes(site.id)) ?? null,
    route: routes.find(({ siteId }) => siteId === site.id) ?? null,
    startingSince: null,
  });
