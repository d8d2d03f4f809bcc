import { isIpv4, splitPort } from '../names/host-name';
import type { SiteRow } from './rows';

const looksLikeDomain = (text: string): boolean =>
  /^(?:[a-z]+:\/\/)?[^\s/]+(?:\.[^\s/]+|:\d+)+\/?/i.test(text);

const firstLabel = (domain: string): string => {
  const withoutScheme = domain.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/\/.*$/s, '');
  const { name } = splitPort(withoutScheme);
  if (isIpv4(name)) return name;
  return name.replace(/^www\d*\.(?=[^.]+\.)/i, '').split('.')[0] ?? '';
};

/**
 * The text that a site's slug is made of: its name, unless that is blank or itself a domain (Django names a site by its domain
 * when nobody did), else the first label of its domain without `www.` (multisite.md, "Tables").
 */
export const slugSource = (site: SiteRow): string => {
  const name = site.name.trim();
  if (name !== '' && !looksLikeDomain(name)) return name;
  return firstLabel(site.domain === '' ? name : site.domain);
};
