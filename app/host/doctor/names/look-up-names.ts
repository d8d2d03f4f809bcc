import {
  isLocalhostName,
  judgeName,
  type NameAnswer,
  type NameFacts,
  type NameVerdict,
  parseHostsFile,
} from '../../../core/doctor/judge-names';
import { askResolver, type Resolvers } from './resolvers';

export interface JudgedName extends NameFacts {
  readonly verdict: NameVerdict;
}

export interface LookUpInput {
  readonly names: readonly string[];
  readonly hostsFile: string;
  readonly resolvers: Resolvers;
  /** Of each question to a resolver, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const notAsked: NameAnswer = { kind: 'not-asked' };
const unreachable: NameAnswer = { kind: 'unreachable' };

/**
 * The system's resolver occupies a thread of the host for as long as it pleases, and cannot be told to stop: it is asked one name
 * after the other, and never again once it did not know one.
 */
const askSystemInTurn = async ({
  names,
  resolvers,
  signal,
}: LookUpInput): Promise<ReadonlyMap<string, NameAnswer>> => {
  const answers = new Map<string, NameAnswer>();
  for (const name of names) {
    if (signal.aborted) break;
    const aborted = new Promise<NameAnswer>((resolve) => {
      signal.addEventListener('abort', () => resolve(unreachable), { once: true });
    });
    const answer = await Promise.race([resolvers.system(name), aborted]);
    answers.set(name, answer);
    if (answer.kind !== 'addresses') break;
  }
  return answers;
};

const helps = (answer: NameAnswer): boolean => answer.kind === 'addresses';

const askFirst = async (
  servers: readonly string[],
  name: string,
  { timeoutMs, signal }: LookUpInput,
): Promise<NameAnswer> => {
  const answers = await Promise.all(servers.map((server) => askResolver(server, name, timeoutMs, signal)));
  return answers.find(helps) ?? answers.find(({ kind }) => kind === 'nothing') ?? answers[0] ?? notAsked;
};

/** Finds out where names lead, by the hosts file and by all resolvers at once. */
export const lookUpNames = async (input: LookUpInput): Promise<JudgedName[]> => {
  const hosts = parseHostsFile(input.hostsFile);
  const { configured, others } = input.resolvers;
  const toAsk = input.names.filter((name) => !hosts.has(name.toLowerCase()) && !isLocalhostName(name));
  const system = askSystemInTurn({ ...input, names: toAsk });
  const direct = new Map(
    await Promise.all(
      toAsk.map(async (name) => {
        const answer = await askFirst(configured.slice(0, 1), name, input);
        return [
          name,
          { configured: answer, other: helps(answer) ? notAsked : await askFirst(others, name, input) },
        ] as const;
      }),
    ),
  );
  const ofSystem = await system;
  return input.names.map((name) => {
    const facts: NameFacts = {
      name,
      hosts: hosts.get(name.toLowerCase()) ?? [],
      system: ofSystem.get(name) ?? notAsked,
      configured: direct.get(name)?.configured ?? notAsked,
      other: direct.get(name)?.other ?? notAsked,
    };
    return { ...facts, verdict: judgeName(facts) };
  });
};
