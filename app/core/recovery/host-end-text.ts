import type { HostEndedNotice } from '../../contract';

/** The texts of a notice about the end of the last host. */
export interface NoticeText {
  readonly severity: 'info' | 'warning';
  readonly title: string;
  readonly details: string[];
}

const titleOf = (how: HostEndedNotice['how'], endedAt: string): string => {
  switch (how) {
    case 'killed':
      return `The host was killed at ${endedAt} and was started again`;
    case 'failed':
      return `The host stopped because of an error at ${endedAt} and was started again`;
    case 'machine-restarted':
      return `The machine went down at ${endedAt} while Manysite ran`;
    case 'stopped':
      return 'What the last host could not finish was put right';
    case 'copied':
      return 'This data folder is a copy of one that was in use';
    default:
      return how satisfies never;
  }
};

const quoted = (names: readonly { readonly name: string }[]): string =>
  names.map(({ name }) => `“${name}”`).join(', ');

const plain = (names: readonly { readonly name: string }[]): string =>
  names.map(({ name }) => name).join(', ');

const recoveredText = ({ what, name, outcome }: HostEndedNotice['recovered'][number]): string =>
  outcome === 'undone'
    ? `The ${what} of ${name} was undone; nothing of it is left.`
    : `The ${what} of ${name} was finished.`;

const comebackText = (about: HostEndedNotice, delayMs: number): string[] => {
  const { served, comeBack, how } = about;
  if (served.length === 0) return [];
  const names = plain(served);
  const [is, its] = served.length === 1 ? ['is', 'its'] : ['are', 'their'];
  if (how === 'copied')
    return [`${names} ${is} not started here, since the original may serve ${its} sites.`];
  if (comeBack === 'now') return [`${names} ${is} started again.`];
  if (comeBack === 'later')
    return [`${names} ${is} started again in ${delayMs / 1000} s, since hosts have ended before just now.`];
  return [
    `${names} ${is} not started again, since hosts have ended too often within ten minutes. \`manysite start\` starts ${its} sites.`,
  ];
};

/**
 * What people are told about the end of the last host.
 *
 * @param endedAt as shown, e.g. `14:31:08`
 * @param facts.reason what a host said that could still say why; null otherwise
 * @param facts.endedServers how many servers of it were found running, and ended
 * @param facts.delayMs before what was served is started again
 */
export const hostEndText = (
  about: HostEndedNotice,
  endedAt: string,
  facts: { readonly reason: string | null; readonly endedServers: number; readonly delayMs: number },
): NoticeText => {
  const cutOff = about.cutOff.length === 0 ? [] : [`Cut off: ${quoted(about.cutOff)}.`];
  const servers =
    facts.endedServers === 0
      ? []
      : [
          facts.endedServers === 1
            ? 'One process of its servers still ran and was ended.'
            : `${facts.endedServers} processes of its servers still ran and were ended.`,
        ];
  const work = [...cutOff, ...about.recovered.map(recoveredText)];
  const isQuiet = work.length === 0 && about.how !== 'copied';
  return {
    severity: isQuiet && about.served.length === 0 ? 'info' : 'warning',
    title: titleOf(about.how, endedAt),
    details: [
      ...(facts.reason === null ? [] : [`It said: ${facts.reason.replace(/\.$/, '')}.`]),
      ...(isQuiet ? ['Nothing was under way; no database changed.'] : work),
      ...servers,
      ...comebackText(about, facts.delayMs),
    ],
  };
};
