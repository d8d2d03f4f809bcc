import { causeOf } from '../../core/logs/line-level';
import type { Upstream } from '../../core/routes/route-table';
import type { Answer } from './answer';
import { renderPage } from './page';

/** How a page offers to start its server; the path holds a nonce. */
interface StartOffer {
  readonly path: string;
}

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

/** The time for which a request is held is over. `reloadPath`: null where a repetition could do harm. */
export const startingPage = (
  siteName: string,
  upstream: Extract<Upstream, { state: 'starting' }>,
  reloadPath: string | null,
): Answer => ({
  status: 503,
  headers: { 'Retry-After': '3' },
  html: renderPage({
    title: `${siteName} is still starting`,
    paragraphs: [
      `Its server was not ready within ${seconds(upstream.holdMs)}.`,
      reloadPath === null ? 'Send the request again in a moment.' : 'This page loads again every 3 s.',
    ],
    lastLines: upstream.lastLines,
    ...(reloadPath === null ? {} : { reload: { seconds: 3, path: reloadPath } }),
  }),
});

export const failedPage = (
  siteName: string,
  upstream: Extract<Upstream, { state: 'failed' }>,
  offer: StartOffer,
): Answer => ({
  status: 502,
  headers: {},
  html: renderPage({
    title: `The server of ${siteName} has failed`,
    paragraphs: [
      [causeOf(upstream.lastLines), upstream.reason].filter((part) => part !== null).join('. '),
      'Mend that, then restart it; a change to a Python file of the project does so by itself where files are watched.',
    ],
    button: { label: `Restart ${siteName}`, action: offer.path },
    lastLines: upstream.lastLines,
  }),
});

/** `offer` is null where the table does not name the server at all. */
export const stoppedPage = (siteName: string, offer: StartOffer | null): Answer => ({
  status: 503,
  headers: {},
  html: renderPage({
    title: `${siteName} is stopped`,
    paragraphs: ['No server runs for it. Start the project with: manysite start'],
    ...(offer === null ? {} : { button: { label: `Start ${siteName}`, action: offer.path } }),
  }),
});

export const disabledPage = (siteName: string): Answer => ({
  status: 503,
  headers: {},
  html: renderPage({
    title: `${siteName} is disabled`,
    paragraphs: [
      'Its is_enabled is off in this database, so it is not served, in either mode.',
      'Enable the site in Manysite to serve it.',
    ],
  }),
});

/** A server that the table calls ready did not answer. */
export const noAnswerPage = (siteName: string, reason: string): Answer => ({
  status: 502,
  headers: {},
  html: renderPage({
    title: `The server of ${siteName} did not answer`,
    paragraphs: [`The router asked it, and ${reason}.`, 'Its log says more: manysite logs'],
  }),
});

/** Nobody listens where the user sends the site's requests. */
export const handRoutePage = (
  siteName: string,
  route: { readonly port: number; readonly undo: string; readonly reason: string },
): Answer => ({
  status: 502,
  headers: {},
  html: renderPage({
    title: `Nobody answers for ${siteName} on port ${route.port}`,
    paragraphs: [
      `Its requests go to port ${route.port} by hand, and ${route.reason}.`,
      'Start your server there, and load this page again.',
      `Or give the site back to its own server: ${route.undo}`,
    ],
  }),
});

export const restartingPage = (returnTo: string): Answer => ({
  status: 202,
  headers: { 'Retry-After': '1' },
  html: renderPage({
    title: 'The server is being restarted',
    paragraphs: ['The page that you came from loads again in 1 s, and waits until the server is ready.'],
    reload: { seconds: 1, path: returnTo },
  }),
});
