import type { State, WatchEvent } from '../../app/contract';
import { type Attached, attach } from '../../app/host/attach/attach';
import { project } from '../../renderer/store/projection';
import type { Sandbox } from './sandbox';

/** A client that only looks: it holds what the watch stream says, and never asks. */
export interface Watcher {
  readonly state: () => State;
  readonly events: () => number;
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
  const take = (event: WatchEvent): void => {
    state = project(state, event);
    events += 1;
  };
  const first = await stream.next();
  if (first.done === true) throw new Error('the stream ended before its snapshot');
  take(first.value);
  const reading = (async () => {
    for await (const event of stream) take(event);
  })();
  return {
    state: () => {
      if (state === null) throw new Error('there was a snapshot');
      return state;
    },
    events: () => events,
    close: async () => {
      leaving.abort();
      await Promise.allSettled([reading]);
      await attached.close();
    },
  };
};
