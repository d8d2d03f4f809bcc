import { isIpv4 } from '../names/host-name';

/** What Django's `get_host` lets through (django/http/request.py, host_validation_re); the host is lower-cased before. */
const djangoHost = /^(?:[a-z0-9.-]+|\[[a-f0-9]*:[a-f0-9.:]+\])(?::[0-9]+)?$/;

/**
 * Whether Django answers a Host header at all, with ALLOWED_HOSTS open (the settings overlay sees to that): `_`, `*`, `[ab]` and
 * a lone dot are refused.
 */
export const isDjangoHost = (host: string): boolean => {
  const lowered = host.toLowerCase();
  return djangoHost.test(lowered) && !/^\.?(?::|$)/.test(lowered);
};

/**
 * The alias domains that answer a host, best first (multisite.md, "Which site answers a host"; AliasManager._expand_netloc).
 *
 * @param host a Host header such as `a.b.c:8000`, in any case
 * @returns lower-case patterns, e.g. `a.b.c:8000`, `a.b.c`, `*.b.c:8000`, ..., `*`; nothing for an empty host
 */
export const hostCandidates = (host: string): string[] => {
  const lowered = host.toLowerCase();
  const colon = lowered.lastIndexOf(':');
  const name = colon === -1 ? lowered : lowered.slice(0, colon);
  const port = colon === -1 ? '' : lowered.slice(colon + 1);
  if (name === '') return [];
  const bits = isIpv4(name) ? [name] : name.split('.');
  return Array.from({ length: bits.length + 1 }, (_, index) =>
    index === 0 ? name : ['*', ...bits.slice(index)].join('.'),
  ).flatMap((pattern) => (port === '' ? [pattern] : [`${pattern}:${port}`, pattern]));
};
