import type { Problem } from '../../contract';
import { domainOddity, isLocalName, splitPort } from '../names/host-name';
import type { AliasRow } from './rows';
import { isStillLive, type SiteGroup, siteLabel, siteLabelFirst } from './site-groups';

const warning = (code: Problem['code'], siteId: number, message: string): Problem => ({
  code,
  severity: 'warning',
  siteId,
  message,
  suggestion: null,
});

const nameOf = (domain: string): string => splitPort(domain).name.toLowerCase();

/**
 * Trap 9, as far as it is left behind our router, which answers redirects itself, keeps its port and lets no browser remember them.
 * Two cases remain: an alias that opens on this machine and leads to a live domain, and one that is the site's own host without
 * the port of its domain. The router hands the latter to Django, because its own redirect would lead to itself for ever.
 *
 * @returns what happens, continuing "the alias …"; null where the redirect ends at the site
 */
const redirectAway = (group: SiteGroup, alias: AliasRow, routerPort: number | null): string | null => {
  const { domain } = group.site;
  if (routerPort === null || alias.isCanonical === true || !alias.redirectToCanonical) return null;
  const { port } = splitPort(domain);
  if (nameOf(alias.domain) === nameOf(domain)) {
    return port === null || Number(port) === routerPort
      ? null
      : `is redirected by Django to http://${domain}/ for good (301), away from the router's port ${routerPort}`;
  }
  return isLocalName(alias.domain) && isStillLive(group)
    ? `opens on this machine and redirects to ${domain}, which is the live site`
    : null;
};

const warningsOfAlias = (
  group: SiteGroup,
  alias: AliasRow,
  routerPort: number | null,
): readonly Problem[] => {
  const { id } = group.site;
  const found: Problem[] = [];
  const isToldBySlug = alias.isCanonical === true && /[A-Z]/.test(group.identity?.slug ?? '');
  if (/[A-Z]/.test(alias.domain) && !isToldBySlug)
    found.push(
      warning(
        'alias-mixed-case',
        id,
        `The alias "${alias.domain}" of ${siteLabel(group.site)} has upper-case letters: django-multisite never finds it.`,
      ),
    );
  if (alias.isCanonical === false)
    found.push(
      warning(
        'alias-canonical-false',
        id,
        `The alias "${alias.domain}" of ${siteLabel(group.site)} has is_canonical = false, which must be true or null: Django's sync overlooks it.`,
      ),
    );
  const away = redirectAway(group, alias, routerPort);
  if (away !== null)
    found.push(
      warning('alias-redirects-away', id, `The alias "${alias.domain}" of ${siteLabel(group.site)} ${away}.`),
    );
  return found;
};

/** What is odd about the domain and the real domain of a site (trap 18); both may be alike. */
export const domainWarnings = (group: SiteGroup, routerPort: number | null): readonly Problem[] => {
  const { id, domain } = group.site;
  const found: Problem[] = [];
  const port = splitPort(domain).port;
  const oddity = domain === '' ? 'is blank' : domainOddity(domain);
  const isRouterPort = port !== null && Number(port) === routerPort && oddity === `carries the port ${port}`;
  if (oddity !== null && !isRouterPort)
    found.push(
      warning('domain-unusual', id, `The domain "${domain}" of ${siteLabel(group.site)} ${oddity}.`),
    );
  const realDomain = group.identity?.realDomain ?? '';
  const realOddity = realDomain === '' || realDomain === domain ? null : domainOddity(realDomain);
  if (realOddity !== null)
    found.push(
      warning(
        'domain-unusual',
        id,
        `The real domain "${realDomain}" of ${siteLabel(group.site)} ${realOddity}.`,
      ),
    );
  return found;
};

/** How many settings of an extra configuration a message names. */
const NAMED_SETTINGS = 4;

/**
 * Extra configuration is code for uWSGI (`exec-pre-app`, `attach-daemon`) and comes out of a dump, so it is shown before anything
 * might ever execute it; no backend here does (multisite.md, trap 15).
 */
const extraConfigWarnings = (group: SiteGroup): readonly Problem[] => {
  const lines = (group.plus?.extraUwsgiIni ?? '').split('\n').map((line) => line.trim());
  const settings = lines.filter((line) => line !== '' && !/^[;#[]/.test(line));
  if (lines.every((line) => line === '')) return [];
  const names = [...new Set(settings.map((line) => (line.split('=')[0] ?? '').trim().slice(0, 40)))];
  const named = names.slice(0, NAMED_SETTINGS).join(', ');
  const more = names.length > NAMED_SETTINGS ? ` and ${names.length - NAMED_SETTINGS} more` : '';
  const what = names.length === 0 ? 'only comments' : `${named}${more}`;
  return [
    warning(
      'extra-config',
      group.site.id,
      `${siteLabelFirst(group.site)} has extra uWSGI configuration (${what}): it is kept and shown, and nothing executes it here.`,
    ),
  ];
};

/**
 * What is odd about a site's rows as they stand (multisite.md, traps 9, 10, 15 and 18). Nothing of it keeps the site from being
 * rewritten.
 *
 * @param routerPort the port in URLs, null where it is not known: then nothing is said of redirects
 */
export const rowWarnings = (group: SiteGroup, routerPort: number | null): readonly Problem[] => [
  ...domainWarnings(group, routerPort),
  ...group.aliases.flatMap((alias) => warningsOfAlias(group, alias, routerPort)),
  ...extraConfigWarnings(group),
];
