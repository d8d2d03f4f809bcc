import { isIpv4 } from '../names/host-name';

/** A host as it stands in a Host header, an Origin or an alias, in one spelling. */
export interface ParsedHost {
  /** Lower-case, without a trailing dot; an IPv6 address keeps its brackets. */
  readonly name: string;
  readonly port: number | null;
  readonly kind: 'name' | 'ipv4' | 'ipv6';
}

const hostSyntax = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::([0-9]{1,5}))?$/;
const longestName = 253;

const parsePort = (digits: string | undefined): number | null | 'bad' => {
  if (digits === undefined) return null;
  const port = Number(digits);
  return port >= 1 && port <= 65_535 ? port : 'bad';
};

/**
 * Reads `host` or `host:port`.
 *
 * Only characters of DNS names, and the underscore, are taken: `*` and `[ab]` are no hosts, so that nothing that
 * a client sends can stand for a pattern (multisite.md, trap 13).
 *
 * @param text a Host header's value, at most what a request head holds
 * @returns null where the text is no host
 */
export const parseHost = (text: string): ParsedHost | null => {
  const match = hostSyntax.exec(text.toLowerCase());
  const spelled = match?.[1];
  if (spelled === undefined) return null;
  const port = parsePort(match?.[2]);
  if (port === 'bad') return null;
  if (spelled.startsWith('[')) return spelled.includes(':') ? { name: spelled, port, kind: 'ipv6' } : null;
  const name = spelled.endsWith('.') ? spelled.slice(0, -1) : spelled;
  if (name === '' || name.length > longestName || name.startsWith('.') || name.includes('..')) return null;
  return { name, port, kind: isIpv4(name) ? 'ipv4' : 'name' };
};

/** The host as a key of a route table: `a.b.c` or `a.b.c:8000`. */
export const hostKey = (host: Pick<ParsedHost, 'name' | 'port'>): string =>
  host.port === null ? host.name : `${host.name}:${host.port}`;

/**
 * An alias' domain as a key of a route table; besides hosts these may be `*`, `*:8000`, `*.b.c` and `*.b.c:8000`.
 *
 * @param domain as stored in `multisite_alias` or `django_site`, so any text
 * @returns null where the text can answer no host
 */
export const patternKey = (domain: string): string | null => {
  const trimmed = domain.trim();
  if (!trimmed.startsWith('*')) {
    const host = parseHost(trimmed);
    return host === null ? null : hostKey(host);
  }
  const rest = trimmed.slice(1);
  if (rest === '') return '*';
  // The star stands for at least one label: a name in its place tells whether the rest is well-formed.
  if (!/^(?:\.[^.:]|:)/.test(rest)) return null;
  const host = parseHost(`x${rest}`);
  return host === null || host.kind !== 'name' ? null : hostKey(host).replace(/^x/, '*');
};
