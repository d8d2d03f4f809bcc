import type { PostgresEndedNotice } from '../../contract';
import type { NoticeText } from './host-end-text';

const causeText = (
  { how }: PostgresEndedNotice,
  exit: { code: number | null; signal: string | null } | null,
) => {
  if (how === 'sessions' || exit === null) return 'One of its processes crashed or was killed.';
  return exit.signal === null ? `It ended with code ${exit.code}.` : `It was ended by ${exit.signal}.`;
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/**
 * What people are told when PostgreSQL ended by itself and is back.
 *
 * @param endedAt as shown, e.g. `14:31:08`
 * @param exit of its process; null where only its sessions ended
 */
export const postgresEndText = (
  about: PostgresEndedNotice,
  endedAt: string,
  exit: { readonly code: number | null; readonly signal: string | null } | null,
): NoticeText => {
  const { how, backAfterMs, cutOff, restarted } = about;
  return {
    severity: cutOff.length + restarted.length === 0 ? 'info' : 'warning',
    title:
      how === 'ended'
        ? `PostgreSQL ended at ${endedAt} and was started again`
        : `PostgreSQL ended every session at ${endedAt} and recovered`,
    details: [
      causeText(about, exit),
      `It was back after ${seconds(backAfterMs)}. Requests waited meanwhile; those that it was answering may have failed.`,
      ...(cutOff.length === 0
        ? []
        : [`Cut off and undone: ${cutOff.map(({ name }) => `“${name}”`).join(', ')}.`]),
      ...(restarted.length === 0
        ? []
        : [`Restarted, since they no longer answered: ${restarted.join(', ')}.`]),
    ],
  };
};
