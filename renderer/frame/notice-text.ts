import type { Job, Notice, Server, State } from '../../app/contract';
import { serversOf } from '../store/selectors';
import { formatClockSeconds } from '../text/format';
import { serversSummary } from './servers-summary';

/** How far the servers of what was served are, e.g. `5 of 10 servers are ready again, 3 are starting.` */
const comebackText = (servers: readonly Server[]): string | null => {
  if (servers.length === 0) return null;
  const { ready, starting, failed } = serversSummary(servers);
  const parts = [
    servers.length === 1
      ? `Its server is ${ready === 1 ? 'ready again' : 'not ready yet'}`
      : `${ready} of ${servers.length} servers are ready again`,
    ...(starting === 0 || servers.length === 1
      ? []
      : [`${starting} ${starting === 1 ? 'is' : 'are'} starting`]),
    ...(failed === 0 ? [] : [`${failed} failed`]),
  ];
  return `${parts.join(', ')}.`;
};

/** What got no answer: from the last sign of life of the host that ended until a server was ready, while the last ones waited for it. */
const unansweredText = (endedAt: string, servers: readonly Server[]): string => {
  const [first] = servers.flatMap(({ status }) => (status.state === 'ready' ? [status.since] : [])).sort();
  return first === undefined
    ? `Requests since ${formatClockSeconds(endedAt)} got no answer, or wait for their server.`
    : `Requests between ${formatClockSeconds(endedAt)} and ${formatClockSeconds(first)} got no answer, or waited for their server.`;
};

/** A notice in whole sentences: what the engine says of it, then how far it is mended, and what got no answer. */
export const noticeSentences = (state: State, { about, details }: Notice): readonly string[] => {
  if (about.kind !== 'host-ended' || about.served.length === 0 || about.how === 'copied') return details;
  const servers = about.served.flatMap(({ id }) => serversOf(state, id));
  const now = about.comeBack === 'no' ? null : comebackText(servers);
  return [...details, ...(now === null ? [] : [now]), unansweredText(about.endedAt, servers)];
};

/** An import that a notice says was cut off, which can be done again; null for none. */
export const cutOffImport = (state: State, { about }: Notice): Job | null => {
  if (about.kind === 'router-ended') return null;
  const ids = new Set(about.cutOff.map(({ id }) => id));
  return state.jobs.find((job) => job.kind === 'import' && ids.has(job.id)) ?? null;
};
