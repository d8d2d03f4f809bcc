import { readFile } from 'node:fs/promises';
import type { Fix } from '../../../contract';
import { isLocalhostName } from '../../../core/doctor/judge-names';
import { type CheckDefinition, type DoctorContext, type Finding, fix } from '../check';
import { localhostFix, localNamesOf } from '../local-names';
import { type JudgedName, lookUpNames } from '../names/look-up-names';

/** A wildcard answers all names alike, so that more would only cost time. */
const maxNames = 50;
const questionTimeoutMs = 700;

const hostsTextOf = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
};

const hostsFix = (file: string, bad: readonly JudgedName[]): Fix =>
  fix('Write the names to the hosts file', `Add these lines to ${file}, as its administrator.`, {
    lines: bad.map(({ name }) => `127.0.0.1 ${name}`),
  });

const wrongHostsFix = (file: string): Fix =>
  fix('Correct the hosts file', `${file} leads these names elsewhere. Delete their lines.`);

const resolverFix = (others: readonly string[]): Fix =>
  fix(
    'Use another resolver',
    `${others.join(' or ')} answers correctly. Change it in the network settings of this machine, or of its router.`,
  );

const shown = (names: readonly JudgedName[]): string => {
  const [first] = names;
  if (first === undefined) return '';
  return names.length === 1 ? first.name : `${first.name} and ${names.length - 1} more`;
};

/** What is wrong, for the worst kind first. */
const explain = (bad: readonly JudgedName[], resolver: string): string => {
  const [first] = bad;
  const verdict = first?.verdict;
  if (verdict === undefined) return '';
  const names = shown(bad);
  switch (verdict.kind) {
    case 'elsewhere':
      return `Browsers on this machine do not get here. ${names} leads to ${verdict.addresses.join(', ')}.`;
    case 'rebinding-protection':
      return `Browsers on this machine cannot open the local domains. The resolver ${resolver} answers ${names} with nothing, while another one knows it: it drops answers that lead to this machine (rebinding protection).`;
    case 'system-differs':
      return `Browsers on this machine may not open the local domains. The resolver ${resolver} knows ${names}, but programs of this machine do not get it: something between them drops it.`;
    case 'unknown-name':
      return `Browsers on this machine cannot open the local domains. No resolver knows ${names}.`;
    case 'no-answer':
      return `Browsers on this machine cannot open the local domains. The resolver ${resolver} answers ${names} with nothing, and no other one can be asked: rebinding protection, or a name that does not exist.`;
    case 'offline':
      return `Browsers on this machine cannot open the local domains. It is offline: no resolver answers for ${names}.`;
    case 'here':
      return '';
    default:
      return verdict satisfies never;
  }
};

const kindsInOrder = [
  'elsewhere',
  'rebinding-protection',
  'unknown-name',
  'no-answer',
  'offline',
  'system-differs',
] as const;

/** Of one kind: other names may have another reason, and are told after this one is mended. */
const worstOf = (names: readonly JudgedName[]): JudgedName[] => {
  for (const kind of kindsInOrder) {
    const found = names.filter(({ verdict }) => verdict.kind === kind);
    if (found.length > 0) return found;
  }
  return [];
};

const fine = (context: DoctorContext, judged: readonly JudgedName[], total: number): Finding => {
  const count = judged.length < total ? `${judged.length} of ${total} local domains were asked for` : null;
  if (judged.every(({ name }) => isLocalhostName(name))) {
    return {
      state: 'ok',
      message:
        'Browsers answer *.localhost themselves (RFC 6761), also offline. Other programs, such as curl or Node, ask the system, which may not know these names.',
    };
  }
  const byHosts = judged.filter(({ verdict }) => verdict.kind === 'here' && verdict.by === 'hosts-file');
  const how = [byHosts.length > 0 ? `${byHosts.length} by ${context.hostsFile}` : null, count].filter(
    (part) => part !== null,
  );
  const which = judged.length === 1 ? 'leads' : 'all lead';
  return {
    state: 'ok',
    message: `${shown(judged)} ${which} to this machine${how.length === 0 ? '' : ` (${how.join('; ')})`}.`,
  };
};

const examine = async (context: DoctorContext, signal: AbortSignal): Promise<Finding | null> => {
  const { names } = localNamesOf(context);
  if (names.length === 0) return null;
  const { resolvers, hostsFile } = context;
  const judged = await lookUpNames({
    names: names.slice(0, maxNames),
    hostsFile: await hostsTextOf(hostsFile),
    resolvers,
    timeoutMs: questionTimeoutMs,
    signal,
  });
  const bad = judged.filter(({ verdict }) => verdict.kind !== 'here');
  const worst = worstOf(bad);
  if (worst.length === 0) return fine(context, judged, names.length);
  const isInHosts = worst.some(({ hosts }) => hosts.length > 0);
  const otherKnows = worst.some(({ verdict }) => verdict.kind === 'rebinding-protection');
  return {
    state: worst[0]?.verdict.kind === 'system-differs' ? 'warning' : 'failed',
    message: explain(worst, resolvers.configured[0] ?? 'of this machine'),
    fixes: [
      localhostFix(context, true),
      isInHosts ? wrongHostsFix(hostsFile) : hostsFix(hostsFile, bad),
      ...(otherKnows ? [resolverFix(resolvers.others)] : []),
    ],
  };
};

export const localDomains: CheckDefinition = {
  id: 'local-domains',
  group: 'Ports and names',
  title: 'Local domains',
  run: examine,
};
