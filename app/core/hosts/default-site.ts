import type { Mode, Site } from '../../contract';

/** What a project says of the site that answers where no alias does. */
export interface DefaultSiteSettings {
  /** SITE_ID. */
  readonly siteId: number;
  /** UWSGI_DEFAULT_DOMAIN: counts in multi-process mode only, as it is the fastrouter's (multisite.md, "Which site answers a host"). */
  readonly uwsgiDefaultDomain: string | null;
}

const domainsOf = (site: Site): string[] => [
  site.domain,
  site.realDomain,
  ...site.aliases.map(({ domain }) => domain),
];

const without = (domain: string): string => domain.toLowerCase().replace(/:\d+$/, '');

/**
 * The site that IP addresses and localhost get: in multi-process mode the one with UWSGI_DEFAULT_DOMAIN, by its domain, an alias or
 * its real domain (the variable may come from the live server); else the one with SITE_ID; else the first. Disabled ones do not count.
 *
 * @returns null where no site is enabled
 */
export const defaultSite = (
  sites: readonly Site[],
  mode: Mode,
  { siteId, uwsgiDefaultDomain }: DefaultSiteSettings,
): Site | null => {
  const enabled = sites.filter(({ isEnabled }) => isEnabled);
  const wanted = mode === 'multi-process' && uwsgiDefaultDomain !== null ? without(uwsgiDefaultDomain) : null;
  const byDomain =
    wanted === null ? undefined : enabled.find((site) => domainsOf(site).map(without).includes(wanted));
  return byDomain ?? enabled.find(({ id }) => id === siteId) ?? enabled[0] ?? null;
};
