import { getServers, lookup, Resolver } from 'node:dns/promises';
import type { NameAnswer } from '../../../core/doctor/judge-names';

/** Who is asked for names. */
export interface Resolvers {
  /** Addresses, with a port where it is not 53. Of the first only. */
  readonly configured: readonly string[];
  /** Asked where the configured one does not help. */
  readonly others: readonly string[];
  /** As programs of this machine resolve a name. */
  readonly system: (name: string) => Promise<NameAnswer>;
}

/** Codes of resolvers that answered without an address; everything else is no answer at all. */
const answered = new Set(['ENOTFOUND', 'ENODATA', 'EREFUSED', 'ESERVFAIL', 'ENONAME']);

const answerOfError = (error: unknown): NameAnswer => {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  return { kind: answered.has(String(error.code)) ? 'nothing' : 'unreachable' };
};

/**
 * Asks one resolver for the IPv4 addresses of a name.
 *
 * @param server address, with a port where it is not 53
 * @param timeoutMs of the one try that is made
 */
export const askResolver = async (
  server: string,
  name: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<NameAnswer> => {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  resolver.setServers([server]);
  const cancel = (): void => resolver.cancel();
  signal.addEventListener('abort', cancel);
  try {
    return { kind: 'addresses', addresses: await resolver.resolve4(name) };
  } catch (error) {
    return answerOfError(error);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};

const askSystem = async (name: string): Promise<NameAnswer> => {
  try {
    const found = await lookup(name, { all: true, family: 4 });
    return { kind: 'addresses', addresses: found.map(({ address }) => address) };
  } catch (error) {
    // getaddrinfo says EAI_AGAIN where no resolver answers.
    return answerOfError(error);
  }
};

/** Well known and run by different companies; asked only where the configured resolver does not help. */
const publicResolvers = ['1.1.1.1', '9.9.9.9'];

/**
 * The resolvers of this machine. MANYSITE_RESOLVERS (addresses, comma between them) takes their place: its first one is the
 * configured one, further ones are the others, and the system is not asked.
 */
export const resolversOf = (environment: Readonly<Record<string, string | undefined>>): Resolvers => {
  const given = (environment.MANYSITE_RESOLVERS ?? '').split(',').filter((server) => server !== '');
  if (given.length === 0) return { configured: getServers(), others: publicResolvers, system: askSystem };
  const [first, ...others] = given;
  return {
    configured: first === undefined ? [] : [first],
    others,
    system: () => Promise.resolve({ kind: 'not-asked' }),
  };
};
