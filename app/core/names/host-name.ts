/** Longest `django_site.domain` and `multisite_alias.domain`, in characters (varchar(100)). */
export const DOMAIN_LIMIT = 100;
/** Longest DNS label, in characters (RFC 1035). */
export const LABEL_LIMIT = 63;

interface HostParts {
  readonly name: string;
  /** As written; null where there is none. */
  readonly port: string | null;
}

/** Splits `host:port`; an IPv6 address keeps its brackets and colons. */
export const splitPort = (domain: string): HostParts => {
  const match = /^(?<name>\[[^\]]*\]|[^:]*):(?<port>[^:]*)$/.exec(domain);
  return match?.groups === undefined
    ? { name: domain, port: null }
    : { name: match.groups.name ?? '', port: match.groups.port ?? '' };
};

/** Four decimal numbers without leading zeros: what Django's validate_ipv4_address accepts. */
export const isIpv4 = (host: string): boolean =>
  /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(host);

const isIpv6 = (host: string): boolean => /^\[[a-f0-9]*:[a-f0-9.:]+\]$/i.test(host);

const isAscii = (text: string): boolean => /^\p{ASCII}*$/u.test(text);

/**
 * One label as punycode, by the URL standard's own host parser. A result with a dot comes from characters that IDNA reads as dots
 * or as numbers, and is no label.
 */
const toAsciiLabel = (label: string): string => {
  const url = `http://${label}/`;
  if (isAscii(label) || /[^\p{L}\p{M}\p{N}\p{S}_-]/u.test(label) || !URL.canParse(url)) return label;
  const { hostname } = new URL(url);
  return hostname.includes('.') ? label : hostname;
};

/**
 * A domain as a browser sends it in the Host header: labels outside ASCII as punycode, all others untouched
 * (case too: that an upper-case domain never matches is told by a problem, not hidden).
 * A label that IDNA refuses stays as it is, for `hostFaults` to name.
 */
export const toAsciiDomain = (domain: string): string => {
  if (isAscii(domain)) return domain;
  const { name, port } = splitPort(domain);
  const ascii = name.split('.').map(toAsciiLabel).join('.');
  return port === null ? ascii : `${ascii}:${port}`;
};

/** A domain as it is compared with hosts: as browsers send it, in lower case, without blanks around it. */
export const spelled = (domain: string): string => toAsciiDomain(domain.trim()).toLowerCase();

/** Something that makes a domain unusable: Django answers 400, PostgreSQL refuses it, or DNS cannot hold it. */
export interface HostFault {
  readonly code: 'domain-too-long' | 'label-too-long' | 'domain-unusual';
  /** Continues "the domain …". */
  readonly reason: string;
}

/** A host name in lower case with nothing odd about it, as nearly all are: told at once, since thousands are looked at. */
const isPlainHost = (domain: string): boolean =>
  domain.length <= DOMAIN_LIMIT &&
  /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/.test(domain);

const labelFault = (label: string): string | null => {
  if (label === '') return 'has an empty label (a dot too many)';
  const odd = /[^A-Za-z0-9-]/u.exec(label)?.[0];
  if (odd !== undefined)
    return /\s/.test(odd) ? 'holds a blank' : `holds "${odd}", which Django refuses in a host`;
  if (label.startsWith('-') || label.endsWith('-'))
    return `has a label that starts or ends with "-" ("${label}")`;
  return null;
};

/**
 * Why a domain must not be written into `django_site` (multisite.md, traps 2 and 3): empty when it is fine.
 * The characters are those of Django's `host_validation_re`, with DNS's rules for labels on top.
 */
export const hostFaults = (domain: string): readonly HostFault[] => {
  if (isPlainHost(domain)) return [];
  const faults: HostFault[] = [];
  const { name, port } = splitPort(domain);
  if (port !== null && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535))
    faults.push({ code: 'domain-unusual', reason: `has "${port}" where a port from 1 to 65535 belongs` });
  const length = [...domain].length;
  if (length > DOMAIN_LIMIT)
    faults.push({ code: 'domain-too-long', reason: `has ${length} characters; at most ${DOMAIN_LIMIT} fit` });
  if (isIpv6(name)) return faults;
  const labels = name.split('.');
  const longest = Math.max(...labels.map((label) => label.length));
  if (longest > LABEL_LIMIT)
    faults.push({
      code: 'label-too-long',
      reason: `has a label of ${longest} characters; DNS allows ${LABEL_LIMIT}`,
    });
  const reason = labels.map(labelFault).find((fault) => fault !== null);
  if (reason !== undefined && reason !== null) faults.push({ code: 'domain-unusual', reason });
  return faults;
};

/** Names that stand for this machine or are reserved for private use, so that a link to them cannot reach a live site (RFC 6761). */
export const isLocalName = (domain: string): boolean => {
  const name = splitPort(domain).name.toLowerCase().replace(/\.$/, '');
  return (
    name === '[::1]' ||
    (isIpv4(name) && name.startsWith('127.')) ||
    /(?:^|\.)(?:localhost|test|local|internal|home\.arpa)$/.test(name) ||
    /(?:^|[.-])127[.-]\d{1,3}[.-]\d{1,3}[.-]\d{1,3}\.(?:nip|sslip)\.io$/.test(name)
  );
};

/**
 * What is odd about a domain found in a database, in words (trap 18: ports, addresses, localhost, schemes and paths occur in
 * real dumps); null when it is a plain host name. Odd is not always wrong: a port in a local domain is fine.
 */
export const domainOddity = (domain: string): string | null => {
  if (isPlainHost(domain) && !isIpv4(domain) && domain !== 'localhost') return null;
  const { name, port } = splitPort(domain);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(domain)) return 'has a scheme';
  if (domain.includes('/')) return 'has a path';
  if (isIpv4(name) || isIpv6(name)) return 'is an IP address';
  if (/^localhost$/i.test(name)) return 'is localhost';
  if (name.endsWith('.')) return 'ends with a dot';
  if (name.includes('*')) return 'holds a wildcard, which only an alias may';
  if (!isAscii(name))
    return `is not ASCII; browsers send it as ${toAsciiDomain(domain)}, so Django never finds it`;
  const [fault] = hostFaults(domain);
  if (fault !== undefined) return fault.reason;
  if (port !== null) return `carries the port ${port}`;
  return null;
};
