import type { Site, State } from '../../app/contract';

const parsed = (address: string): URL | null => {
  try {
    return new URL(address);
  } catch {
    return null;
  }
};

/** Whether an address may be handed to the system's browser. */
export const isForBrowser = (address: string): boolean => {
  const url = parsed(address);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:');
};

/** The origin of an address; null for what is none, such as `about:blank`. */
export const originOf = (address: string): string | null => {
  const origin = parsed(address)?.origin;
  return origin === undefined || origin === 'null' ? null : origin;
};

/** Hosts that previews may show: those that the router answers, and the live ones. */
export interface PreviewHosts {
  /** Local domains with the router's port, e.g. `shop.127.0.0.1.nip.io:8000`. */
  readonly local: ReadonlySet<string>;
  /** Real domains, without port. */
  readonly real: ReadonlySet<string>;
}

const withoutPort = (domain: string): string => domain.toLowerCase().replace(/:\d+$/, '');

const localHosts = (site: Site, port: number): string[] => {
  const names = [site.domain, ...site.aliases.map(({ domain }) => domain)].map(withoutPort);
  const own = site.url === null ? null : parsed(site.url);
  return [...names.map((name) => (port === 80 ? name : `${name}:${port}`)), ...(own ? [own.host] : [])];
};

/** A live site often answers with and without `www.`. */
const realHosts = ({ realDomain }: Site): string[] => {
  const name = withoutPort(realDomain);
  if (name === '') return [];
  return name.startsWith('www.') ? [name, name.slice(4)] : [name, `www.${name}`];
};

export const previewHosts = ({ sites, router }: Pick<State, 'sites' | 'router'>): PreviewHosts => {
  const all = sites.flatMap((ofDatabase) => ofDatabase.sites);
  const { port } = router;
  return {
    local: new Set(port === null ? [] : all.flatMap((site) => localHosts(site, port))),
    real: new Set(all.flatMap(realHosts)),
  };
};

/** Whether a preview may show an address: a local domain at the router, or a site's real one. */
export const isForPreview = (address: string, hosts: PreviewHosts): boolean => {
  if (address === 'about:blank') return true;
  const url = parsed(address);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return false;
  if (url.username !== '' || url.password !== '') return false;
  return (url.protocol === 'http:' && hosts.local.has(url.host)) || hosts.real.has(url.hostname);
};

const partitionPattern = /^persist:preview-[0-9a-f-]{36}$/;

/** Whether it is what `previewPartition` gives for a database. */
export const isPreviewPartition = (partition: string): boolean => partitionPattern.test(partition);
