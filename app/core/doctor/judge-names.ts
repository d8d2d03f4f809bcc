/** What a resolver said of a name. */
export type NameAnswer =
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] }
  /** It answered, and with no address: NXDOMAIN, no data, refused. */
  | { readonly kind: 'nothing' }
  /** It did not answer in time, or cannot be reached. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'not-asked' };

/** All that was found out about one name. */
export interface NameFacts {
  readonly name: string;
  /** Its addresses in the hosts file, which win over every resolver. */
  readonly hosts: readonly string[];
  /** As programs of this machine get it. */
  readonly system: NameAnswer;
  /** The resolver that this machine is set to, asked directly. */
  readonly configured: NameAnswer;
  /** A public resolver, asked where the configured one does not help. */
  readonly other: NameAnswer;
}

export type NameVerdict =
  | { readonly kind: 'here'; readonly by: 'hosts-file' | 'resolver' | 'browser' }
  /** It leads to another machine. */
  | { readonly kind: 'elsewhere'; readonly addresses: readonly string[] }
  /** The configured resolver drops answers that lead to this machine: others have them. */
  | { readonly kind: 'rebinding-protection' }
  /** The configured resolver knows the name, but programs of this machine do not get it. */
  | { readonly kind: 'system-differs' }
  /** No resolver knows the name. */
  | { readonly kind: 'unknown-name' }
  /** The resolver says nothing for the name, and no other could be asked. */
  | { readonly kind: 'no-answer' }
  | { readonly kind: 'offline' };

const isLoopback = (address: string): boolean => /^127\.\d+\.\d+\.\d+$/.test(address) || address === '::1';

/** Browsers answer these themselves (RFC 6761, 6.3), whatever a resolver says. */
export const isLocalhostName = (name: string): boolean =>
  name === 'localhost' || name.toLowerCase().endsWith('.localhost');

const byAddresses = (addresses: readonly string[], by: 'hosts-file' | 'resolver'): NameVerdict =>
  addresses.every(isLoopback) ? { kind: 'here', by } : { kind: 'elsewhere', addresses };

/** Where a browser on this machine gets to by a name, and why. */
export const judgeName = ({ name, hosts, system, configured, other }: NameFacts): NameVerdict => {
  if (hosts.length > 0) return byAddresses(hosts, 'hosts-file');
  if (isLocalhostName(name)) return { kind: 'here', by: 'browser' };
  if (system.kind === 'addresses') return byAddresses(system.addresses, 'resolver');
  switch (configured.kind) {
    case 'addresses': {
      const verdict = byAddresses(configured.addresses, 'resolver');
      return verdict.kind === 'here' && system.kind !== 'not-asked' ? { kind: 'system-differs' } : verdict;
    }
    case 'nothing':
    case 'unreachable':
    case 'not-asked':
      return judgeByOther(configured, other);
    default:
      return configured satisfies never;
  }
};

const judgeByOther = (configured: NameAnswer, other: NameAnswer): NameVerdict => {
  switch (other.kind) {
    case 'addresses':
      return other.addresses.every(isLoopback)
        ? { kind: 'rebinding-protection' }
        : { kind: 'elsewhere', addresses: other.addresses };
    case 'nothing':
      return { kind: 'unknown-name' };
    case 'unreachable':
    case 'not-asked':
      return { kind: configured.kind === 'nothing' ? 'no-answer' : 'offline' };
    default:
      return other satisfies never;
  }
};

/** Lines of a hosts file: name in lower case -> its addresses. Comments and broken lines count for nothing. */
export const parseHostsFile = (text: string): ReadonlyMap<string, readonly string[]> => {
  const names = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [address, ...aliases] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (address === undefined || address === '') continue;
    for (const alias of aliases) {
      const name = alias.toLowerCase();
      names.set(name, [...(names.get(name) ?? []), address]);
    }
  }
  return names;
};
