import { findRoute } from '../../core/routes/find-route';
import type { Route, RouteTable, Upstream } from '../../core/routes/route-table';
import type { RequestHead } from '../http/request-head';
import type { Answer } from '../pages/answer';
import {
  foreignOriginPage,
  noSuchPage,
  redirectAnswer,
  spentOfferPage,
  unknownHostPage,
} from '../pages/refusal-pages';
import { disabledPage, failedPage, restartingPage, startingPage, stoppedPage } from '../pages/site-pages';
import { foreignOrigin, isSameOrigin } from './origin';
import type { RestartNonces } from './restart-nonces';
import { locationOn, samePath } from './target';

export type SiteRoute = Extract<Route, { kind: 'site' }>;

/** What to do with a request, by the table of this moment. */
export type Decision =
  | {
      readonly kind: 'proxy';
      readonly site: SiteRoute;
      readonly upstream: Extract<Upstream, { state: 'ready' }>;
    }
  /** Wait for the next table, at most until `holdMs` after the request's arrival; then give the answer. */
  | { readonly kind: 'hold'; readonly site: SiteRoute; readonly holdMs: number; readonly answer: Answer }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'restart'; readonly serverId: string; readonly answer: Answer };

interface Facts {
  readonly table: RouteTable;
  readonly routerPort: number;
  readonly nonces: RestartNonces;
}

const ownPaths = '/.manysite/';
const restartPath = `${ownPaths}restart`;

const answer = (value: Answer): Decision => ({ kind: 'answer', answer: value });

const decideOwnPath = (request: RequestHead, { nonces }: Facts): Decision => {
  const [path, query = ''] = request.target.split('?', 2);
  if (path !== restartPath || request.method !== 'POST') return answer(noSuchPage());
  const [origin] = request.origins;
  const isOwnPage = origin !== undefined && isSameOrigin(origin, request.host);
  const offer = isOwnPage ? nonces.take(new URLSearchParams(query).get('nonce') ?? '') : null;
  if (offer === null) return answer(spentOfferPage());
  return { kind: 'restart', serverId: offer.serverId, answer: restartingPage(offer.returnTo) };
};

const decideSite = (site: SiteRoute, request: RequestHead, { table, nonces }: Facts): Decision => {
  const upstream = Object.hasOwn(table.upstreams, site.upstream) ? table.upstreams[site.upstream] : undefined;
  const returnTo = samePath(request.method === 'GET' ? request.target : '/');
  const offerStart = (serverId: string): { path: string } => ({
    path: `${restartPath}?nonce=${nonces.offer({ serverId, returnTo })}`,
  });
  if (upstream === undefined) return answer(stoppedPage(site.siteName, null));
  switch (upstream.state) {
    case 'ready':
      return { kind: 'proxy', site, upstream };
    case 'starting': {
      const reloadPath = request.method === 'GET' ? returnTo : null;
      return {
        kind: 'hold',
        site,
        holdMs: upstream.holdMs,
        answer: startingPage(site.siteName, upstream, reloadPath),
      };
    }
    case 'failed':
      return answer(failedPage(site.siteName, upstream, offerStart(upstream.serverId)));
    case 'stopped':
      return answer(stoppedPage(site.siteName, offerStart(upstream.serverId)));
    default:
      return upstream satisfies never;
  }
};

/**
 * Decides what becomes of a well-formed request: host, origin, the router's own paths, then the site's state.
 *
 * @param facts.routerPort the port that clients use, 1 to 65535
 */
export const decide = (request: RequestHead, facts: Facts): Decision => {
  const route = findRoute(facts.table, request.host);
  if (route === null) return answer(unknownHostPage(request.host));
  const foreign = foreignOrigin(request, facts.table, facts.routerPort);
  if (foreign !== null) return answer(foreignOriginPage(request.method, foreign));
  if (request.target.startsWith(ownPaths)) return decideOwnPath(request, facts);
  switch (route.kind) {
    case 'redirect':
      return answer(redirectAnswer(locationOn(route.domain, facts.routerPort, request.target)));
    case 'disabled':
      return answer(disabledPage(route.siteName));
    case 'site':
      return decideSite(route, request, facts);
    default:
      return route satisfies never;
  }
};
