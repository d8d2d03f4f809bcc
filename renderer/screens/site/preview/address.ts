import type { Site } from '../../../../app/contract';

/** What a preview shows: one of the site's local domains with the router's port, or its real domain, and the rest of the address. */
export interface Address {
  readonly side: 'local' | 'real';
  readonly host: string;
  /** From its slash on, with query and fragment. */
  readonly path: string;
}

interface SiteHosts {
  /** The site's own domain first, then its aliases, all with the router's port; wildcards are no hosts. */
  readonly local: readonly string[];
  readonly real: string | null;
}

const withoutPort = (domain: string): string => domain.replace(/:\d+$/, '');

export const hostsOf = (site: Site): SiteHosts => {
  const own = site.url === null ? site.domain : new URL(site.url).host;
  const port = own.slice(withoutPort(own).length);
  const others = site.aliases
    .filter(({ domain, isCanonical }) => !isCanonical && !domain.includes('*'))
    .map(({ domain }) => `${withoutPort(domain)}${port}`);
  return {
    local: [...new Set([own, ...others])],
    real: site.realDomain === '' ? null : site.realDomain,
  };
};

export const ownAddress = (site: Site, path = '/'): Address => ({
  side: 'local',
  host: hostsOf(site).local[0] ?? site.domain,
  path,
});

/** The same page of the live site; null where the site has no real domain. */
export const realAddress = (site: Site, path: string): Address | null => {
  const { real } = hostsOf(site);
  return real === null ? null : { side: 'real', host: real, path };
};

export const urlOf = ({ side, host, path }: Address): string =>
  `${side === 'real' ? 'https' : 'http'}://${host}${path}`;

const parsed = (text: string): URL | null => {
  try {
    return new URL(text);
  } catch {
    return null;
  }
};

/**
 * What somebody typed into the address bar.
 *
 * @param text a path, or an address with or without scheme
 * @returns null where it leads to no domain of this site
 */
export const parseAddress = (text: string, site: Site, current: Address): Address | null => {
  const typed = text.trim();
  if (typed === '') return ownAddress(site);
  if (/^[/?#]/.test(typed) && !typed.startsWith('//')) {
    const url = parsed(`http://x${typed.startsWith('/') ? '' : '/'}${typed}`);
    return url === null ? null : { ...current, path: `${url.pathname}${url.search}${url.hash}` };
  }
  const url = parsed(/^[a-z]+:\/\//i.test(typed) ? typed : `http://${typed}`);
  return url === null ? null : addressOf(url.href, site);
};

/** The address of a page that a preview went to by itself; null where that is no domain of this site. */
export const addressOf = (href: string, site: Site): Address | null => {
  const url = parsed(href);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    return null;
  const path = `${url.pathname}${url.search}${url.hash}`;
  const { local, real } = hostsOf(site);
  const host = local.find((one) => one === url.host) ?? local.find((one) => withoutPort(one) === url.host);
  if (host !== undefined && url.protocol === 'http:') return { side: 'local', host, path };
  return real !== null && url.host === withoutPort(real).toLowerCase()
    ? { side: 'real', host: real, path }
    : null;
};
