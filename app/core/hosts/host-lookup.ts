import type { PythonAnswer } from '../../contract';
import { splitPort } from '../names/host-name';
import type { AliasRow, SiteTables } from '../sites/rows';
import { hostCandidates, isDjangoHost } from './host-candidates';

export { hostCandidates } from './host-candidates';

/** How the project is served, as far as it decides who answers a host. */
export type HostSetup =
  | {
      readonly mode: 'single-process';
      /** `none`: only django.contrib.sites, which knows no aliases. */
      readonly middleware: 'django-multisite' | 'django-multisite-plus' | 'none';
      readonly isDebug: boolean;
      /** SITE_ID, or null for a SiteID without default. */
      readonly defaultSiteId: number | null;
      /** Whether MULTISITE_FALLBACK is set. */
      readonly hasFallback: boolean;
    }
  | {
      readonly mode: 'multi-process';
      /** Whether the project has django-multisite-plus, whose fastrouter the mode is. */
      readonly hasFastrouter: boolean;
      /** UWSGI_DEFAULT_DOMAIN. */
      readonly defaultDomain: string | null;
    };

type Rule = Extract<PythonAnswer, { kind: 'site' }>['rule'];
type SingleProcess = Extract<HostSetup, { mode: 'single-process' }>;

const canonicalOf = (aliases: readonly AliasRow[], siteId: number): AliasRow | null =>
  aliases.find((alias) => alias.siteId === siteId && alias.isCanonical === true) ?? null;

const served = (alias: AliasRow, rule: Rule): PythonAnswer => ({
  kind: 'site',
  siteId: alias.siteId,
  rule,
  alias: alias.domain,
});

/** The default site's canonical alias, or the first one of all: both packages fall back in this way, at different times. */
const defaultAnswer = (aliases: readonly AliasRow[], defaultSiteId: number | null): PythonAnswer => {
  if (defaultSiteId !== null) {
    const alias = canonicalOf(aliases, defaultSiteId);
    if (alias !== null) return served(alias, 'default-site');
    return { kind: 'error', reason: `the default site ${defaultSiteId} has no canonical alias` };
  }
  const [first] = aliases
    .filter(({ isCanonical }) => isCanonical === true)
    .sort((a, b) => a.siteId - b.siteId);
  return first === undefined
    ? { kind: 'error', reason: 'there is no default site and no canonical alias' }
    : served(first, 'first-site');
};

const unanswered = (setup: SingleProcess, reason: string): PythonAnswer =>
  setup.hasFallback ? { kind: 'fallback-view', reason } : { kind: 'not-found', reason };

/** django.contrib.sites: the site of SITE_ID whatever the host, else the one whose domain the host is, with or without its port. */
const answerWithoutAliases = (tables: SiteTables, host: string, siteId: number | null): PythonAnswer => {
  const sites = tables.sites ?? [];
  const named = siteId === null ? undefined : sites.find(({ id }) => id === siteId);
  if (named !== undefined) return { kind: 'site', siteId: named.id, rule: 'site-id', alias: named.domain };
  if (siteId !== null) return { kind: 'error', reason: `there is no site with the SITE_ID ${siteId}` };
  const lowered = host.toLowerCase();
  const found =
    sites.find(({ domain }) => domain.toLowerCase() === lowered) ??
    sites.find(({ domain }) => domain.toLowerCase() === splitPort(lowered).name);
  return found === undefined
    ? { kind: 'error', reason: `no site has the domain "${host}", and there is no SITE_ID` }
    : { kind: 'site', siteId: found.id, rule: 'domain', alias: found.domain };
};

const answerSingle = (tables: SiteTables, host: string, setup: SingleProcess): PythonAnswer => {
  const aliases = tables.aliases ?? [];
  if (!isDjangoHost(host)) return unanswered(setup, `Django refuses "${host}" as a host`);
  if (setup.middleware === 'none') return answerWithoutAliases(tables, host, setup.defaultSiteId);
  const byDomain = new Map(aliases.map((alias) => [alias.domain, alias]));
  const pattern = hostCandidates(host).find((candidate) => byDomain.has(candidate));
  const alias = pattern === undefined ? undefined : byDomain.get(pattern);
  if (alias === undefined) {
    if (setup.middleware === 'django-multisite-plus') return defaultAnswer(aliases, setup.defaultSiteId);
    if (setup.isDebug && !host.includes('.')) return defaultAnswer(aliases, setup.defaultSiteId);
    return unanswered(setup, `no alias answers "${host}"`);
  }
  if (alias.isCanonical === true || !alias.redirectToCanonical)
    return served(alias, alias.domain.startsWith('*') ? 'wildcard' : 'alias');
  const domain = tables.sites?.find((site) => site.id === alias.siteId)?.domain ?? '';
  return { kind: 'redirect', siteId: alias.siteId, alias: alias.domain, domain };
};

/** The fastrouter's key is the Host header as it came; never globbed here (trap 13), and never matched without case. */
const answerMulti = (tables: SiteTables, host: string, defaultDomain: string | null): PythonAnswer => {
  const exactly = (key: string): AliasRow | undefined => tables.aliases?.find(({ domain }) => domain === key);
  const alias = exactly(host);
  if (alias !== undefined) return served(alias, 'alias');
  if (defaultDomain === null) return { kind: 'closed', reason: `no alias is exactly "${host}"` };
  const fallback = exactly(defaultDomain);
  return fallback === undefined
    ? { kind: 'closed', reason: `no alias is exactly "${host}", nor the default domain "${defaultDomain}"` }
    : served(fallback, 'default-domain');
};

/**
 * Who answers a host in Python, in either mode (multisite.md, "Which site answers a host"): what `explain` tells. Our router differs
 * where a trap says so: it drops a trailing dot, keeps its port in redirects, and serves no host that is not local.
 *
 * @param input.host the Host header as the client sent it
 * @param input.tables rows as they stand; `is_enabled` is ignored, as Python does (trap 12)
 */
export const answerHost = (input: { tables: SiteTables; host: string; setup: HostSetup }): PythonAnswer => {
  const { tables, host, setup } = input;
  switch (setup.mode) {
    case 'single-process':
      return answerSingle(tables, host, setup);
    case 'multi-process':
      return setup.hasFastrouter
        ? answerMulti(tables, host, setup.defaultDomain)
        : {
            kind: 'no-such-mode',
            reason: 'it is that of django-multisite-plus, which the project does not use',
          };
    default:
      return setup satisfies never;
  }
};
