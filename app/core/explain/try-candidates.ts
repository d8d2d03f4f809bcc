import type { Candidate } from '../../contract';
import { hostCandidates } from '../hosts/host-candidates';
import type { AliasRow } from '../sites/rows';

const tried = (patterns: readonly string[], aliases: readonly AliasRow[]): Candidate[] => {
  const byDomain = new Map(aliases.map((alias) => [alias.domain, alias]));
  const hit = patterns.findIndex((pattern) => byDomain.has(pattern));
  return patterns.map((pattern, index) => {
    if (hit !== -1 && index > hit) return { pattern, found: 'not-tried', alias: null };
    const alias = byDomain.get(pattern);
    if (alias === undefined) return { pattern, found: 'none', alias: null };
    return {
      pattern,
      found: 'alias',
      alias: {
        id: alias.id,
        siteId: alias.siteId,
        isCanonical: alias.isCanonical === true,
        redirectsToCanonical: alias.redirectToCanonical,
      },
    };
  });
};

/** The aliases that django-multisite tries for a host, best first, with what each is; what follows the first hit is not tried. */
export const tryCandidates = (aliases: readonly AliasRow[], host: string): Candidate[] =>
  tried(hostCandidates(host), aliases);

/** What the fastrouter looks up: the host as it came, port and case included, then its default domain. */
export const tryExactly = (
  aliases: readonly AliasRow[],
  host: string,
  defaultDomain: string | null,
): Candidate[] =>
  tried(defaultDomain === null || defaultDomain === host ? [host] : [host, defaultDomain], aliases);
