import type { Server } from '../../app/contract';

/** Servers that became ready or failed between two states; those that are kept warm are no news. */
export const stateChanges = (before: readonly Server[], after: readonly Server[]): readonly Server[] => {
  const known = new Map(before.map(({ id, status }) => [id, status.state]));
  return after.filter(
    ({ id, status, isStandby }) =>
      !isStandby && (status.state === 'ready' || status.state === 'failed') && known.get(id) !== status.state,
  );
};

/** `7 servers ready, werkstatt failed`; null for none. */
export const siteNews = (servers: readonly Server[]): string | null => {
  // Of a server that did both only the last counts.
  const last = [...new Map(servers.map((server) => [server.id, server])).values()];
  const ready = last.filter(({ status }) => status.state === 'ready');
  const failed = last.filter(({ status }) => status.state === 'failed');
  const parts = [
    ...(ready.length === 0
      ? []
      : [ready.length === 1 ? `${ready[0]?.name} ready` : `${ready.length} servers ready`]),
    ...(failed.length === 0
      ? []
      : [
          failed.length > 3
            ? `${failed.length} servers failed`
            : `${failed.map(({ name }) => name).join(', ')} failed`,
        ]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
};
