import type { Problem } from '../../contract';
import { domainOddity, splitPort } from '../names/host-name';
import type { AliasRow } from './rows';
import { type SiteGroup, siteLabel } from './site-groups';

const warning = (code: Problem['code'], siteId: number, message: string): Problem => ({
  code,
  severity: 'warning',
  siteId,
  message,
  suggestion: null,
});

/** Trap 9: Django's own redirect goes to the site's domain without the router's port, and browsers remember it for good. */
const redirectsAway = (group: SiteGroup, alias: AliasRow, routerPort: number | null): boolean =>
  routerPort !== null &&
  routerPort !== 80 &&
  alias.isCanonical !== true &&
  alias.redirectToCanonical &&
  Number(splitPort(group.site.domain).port) !== routerPort;

const warningsOfAlias = (
  group: SiteGroup,
  alias: AliasRow,
  routerPort: number | null,
): readonly Problem[] => {
  const { id, domain } = group.site;
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
  if (redirectsAway(group, alias, routerPort))
    found.push(
      warning(
        'alias-redirects-away',
        id,
        `Django redirects the alias "${alias.domain}" to http://${domain}/ for good (301), away from port ${routerPort}.`,
      ),
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

/**
 * What is odd about a site's rows as they stand (multisite.md, traps 9, 10 and 18). Nothing of it keeps the site from being rewritten.
 *
 * @param routerPort the port in URLs, null where it is not known: then nothing is said of redirects
 */
export const rowWarnings = (group: SiteGroup, routerPort: number | null): readonly Problem[] => [
  ...domainWarnings(group, routerPort),
  ...group.aliases.flatMap((alias) => warningsOfAlias(group, alias, routerPort)),
];
