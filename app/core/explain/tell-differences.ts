import type { Mode, PythonAnswer, RouterAnswer } from '../../contract';
import { splitPort } from '../names/host-name';

const pythonText = (answer: PythonAnswer): string => {
  switch (answer.kind) {
    case 'site':
      return `Python answers with site ${answer.siteId}`;
    case 'redirect':
      return `Python redirects to http://${answer.domain}/`;
    case 'fallback-view':
      return 'Python answers with the view of MULTISITE_FALLBACK';
    case 'not-found':
      return 'Python answers 404';
    case 'error':
      return 'Python fails with an error (500)';
    case 'closed':
      return 'the fastrouter closes the connection without an answer';
    case 'no-such-mode':
      return answer.reason;
    default:
      return answer satisfies never;
  }
};

const fallbacks: Readonly<Record<string, string>> = {
  'default-site': 'the default site',
  'first-site': 'the first site',
  'default-domain': 'the site of UWSGI_DEFAULT_DOMAIN',
  'site-id': 'the site of SITE_ID, whatever the host',
};

const againstSite = (
  answer: PythonAnswer,
  router: RouterAnswer & { kind: 'site' },
  host: string,
): string[] => {
  if (answer.kind === 'site' && answer.siteId === router.siteId && fallbacks[answer.rule] === undefined)
    return [];
  const told = pythonText(answer);
  if (router.pattern === null)
    return answer.kind === 'site' && answer.siteId === router.siteId
      ? []
      : [`${told}; the router gives addresses and localhost the project's default site.`];
  if (answer.kind === 'site' && answer.rule === 'site-id')
    return [`${told}, the site of SITE_ID, whatever the host; the router goes by "${router.pattern}".`];
  const isDotted = splitPort(host).name.endsWith('.');
  if (isDotted) return [`${told}, since it keeps the dot at the end of the host; the router drops it.`];
  if (answer.kind === 'redirect')
    return [
      `${told}, which is this host without its port or in another case; the router passes the request on, since its own redirect would lead to itself.`,
    ];
  return [
    `${told}, since it compares the alias with case and port; the router finds "${router.pattern}" without regard to case, and a domain with a port without it, too.`,
  ];
};

const againstRedirect = (answer: PythonAnswer, url: string): string[] => {
  if (answer.kind !== 'redirect') return [`${pythonText(answer)}; the router redirects to ${url}.`];
  return url === `http://${answer.domain}/`
    ? []
    : [
        `${pythonText(answer)}, without the port and for good (301 that browsers remember); the router redirects to ${url}, and lets nobody remember it.`,
      ];
};

/**
 * Why the router does something else with a host than Python would (multisite.md, traps 9, 10, 12 and 13; servers.md, "The router").
 *
 * @returns whole sentences; none where both do the same
 */
export const tellDifferences = (
  mode: Mode,
  answer: PythonAnswer,
  router: RouterAnswer,
  host: string,
): string[] => {
  if (answer.kind === 'no-such-mode') return [];
  const told = pythonText(answer);
  const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  const differences = (): string[] => {
    switch (router.kind) {
      case 'site':
        return againstSite(answer, router, host);
      case 'redirect':
        return againstRedirect(answer, router.url);
      case 'disabled':
        return [
          mode === 'single-process'
            ? `${told}, since is_enabled is ignored in single-process mode; the router says that ${router.siteName} is disabled.`
            : `${told}, which has no process, so that the request fails; the router says that ${router.siteName} is disabled.`,
        ];
      case 'other-project':
        return [`${told}; another project that runs has this host, and its sites answer.`];
      case 'refused': {
        const fallback = answer.kind === 'site' ? fallbacks[answer.rule] : undefined;
        const why =
          'otherwise any web page could let its own name point at this machine and read the copy of live data';
        if (fallback !== undefined)
          return [`${told}, ${fallback}; the router refuses hosts that are not its own (421): ${why}.`];
        return answer.kind === 'site' || answer.kind === 'redirect'
          ? [`${told}; the router does not serve this host (421).`]
          : [];
      }
      default:
        return router satisfies never;
    }
  };
  return differences().map(sentence);
};
