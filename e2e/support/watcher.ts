import { type Change, project, type State, type WatchEvent } from '../../app/contract';
import { type Attached, attach } from '../../app/host/attach/attach';
import type { Sandbox } from './sandbox';

/** A client that only looks: it holds what the watch stream says, and never asks. */
export interface Watcher {
  readonly state: () => State;
  readonly events: () => number;
  /** What came after the snapshot, in the order in which it came. */
  readonly changes: readonly Change[];
  /** Resolves at the event that makes it true, or at once. */
  until(isSo: (state: State) => boolean): Promise<void>;
  close(): Promise<void>;
}

/** Another client of the sandbox's host. */
export const attachTo = async (sandbox: Sandbox): Promise<Attached> => {
  const attached = await attach({ start: true, environment: sandbox.environment });
  if (attached === null) throw new Error('the host was to be started');
  return attached;
};

export const openWatcher = async (sandbox: Sandbox): Promise<Watcher> => {
  const attached = await attachTo(sandbox);
  const leaving = new AbortController();
  const stream = await attached.client.watch(undefined, { signal: leaving.signal });
  let state: State | null = null;
  let events = 0;
  const changes: Change[] = [];
  const waiting = new Set<() => void>();
  const take = (event: WatchEvent): void => {
    state = project(state, event);
    events += 1;
    if (event.type === 'changes') changes.push(...event.changes);
    for (const look of waiting) look();
  };
  const first = await stream.next();
  if (first.done === true) throw new Error('the stream ended before its snapshot');
  take(first.value);
  const reading = (async () => {
    for await (const event of stream) take(event);
  })();
  const current = (): State => {
    if (state === null) throw new Error('there was a snapshot');
    return state;
  };
  return {
    state: current,
    events: () => events,
    changes,
    until: (isSo) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!isSo(current())) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: async () => {
      leaving.abort();
      await Promise.allSettled([reading]);
      await attached.close();
    },
  };
};
