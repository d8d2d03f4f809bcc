import { AppError, type ErrorShape, toErrorShape, type WatchEvent } from '../../app/contract';
import { type Attached, attach, type HostLaunch } from '../../app/host/attach/attach';
import { mayStartAgain, wasOrdered } from './ends';

/** The window's way to the host. */
export type LinkState =
  | { readonly state: 'looking' }
  | { readonly state: 'open'; readonly host: Attached }
  /** Somebody stopped it; it is not started again unasked. */
  | { readonly state: 'stopped' }
  | { readonly state: 'failed'; readonly error: ErrorShape };

interface LinkOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly launch: () => Promise<HostLaunch>;
  readonly onState: (state: LinkState) => void;
  readonly onEvent: (event: WatchEvent, host: Attached) => void;
  readonly now: () => number;
}

export interface Link {
  readonly state: LinkState;
  /** Whether a host was started by this app, so that it is stopped with it. */
  readonly isOurs: boolean;
  /** Looks for the host again, or starts one. */
  retry(): void;
  /** Resolves when it is known whether there is a host: what was started to be one may not be yet. */
  settled(): Promise<void>;
  /** From now on an end of the host is no news. */
  release(): void;
}

const again = (ends: readonly number[], reason: string): ErrorShape =>
  new AppError('host-unreachable', `The engine ended ${ends.length} times within a minute.`, {
    hint: 'Its last lines are below. Try again, or run `manysite doctor`.',
    data: { reason },
  }).toShape();

/** The end of a stream with its connection is told by that; an engine that does not open is told by the page. */
const tellStreamEnd = (error: unknown): void => {
  if (!(error instanceof Error) || error.name !== 'AbortError')
    console.warn('The watch stream ended:', error);
};

/** Finds or starts the host, follows its state, and starts it again when it dies. */
export const openLink = (options: LinkOptions): Link => {
  let state: LinkState = { state: 'looking' };
  let isOurs = false;
  let isReleased = false;
  let ends: readonly number[] = [];
  let looking: Promise<void> = Promise.resolve();

  const tell = (next: LinkState): void => {
    state = next;
    if (!isReleased) options.onState(next);
  };

  const follow = async (host: Attached): Promise<void> => {
    for await (const event of await host.client.watch()) options.onEvent(event, host);
  };

  const lost = (reason: string): void => {
    if (isReleased) return;
    if (wasOrdered(reason)) {
      tell({ state: 'stopped' });
      return;
    }
    ends = [...ends, options.now()];
    if (!mayStartAgain(ends)) {
      const error = again(ends, reason);
      ends = [];
      tell({ state: 'failed', error });
    } else void look();
  };

  const find = async (): Promise<void> => {
    tell({ state: 'looking' });
    try {
      const host = await attach({ start: true, environment: options.environment, launch: options.launch });
      if (host === null) throw new Error('a host is found or started');
      if (host.info.startedByUs) isOurs = true;
      tell({ state: 'open', host });
      void follow(host).catch(tellStreamEnd);
      void host.closed.then(lost);
    } catch (error) {
      tell({ state: 'failed', error: toErrorShape(error) });
    }
  };

  const look = (): Promise<void> => {
    looking = find();
    return looking;
  };

  // Not before the caller has this link: it is told of each state.
  looking = Promise.resolve().then(look);
  return {
    get state() {
      return state;
    },
    get isOurs() {
      return isOurs;
    },
    retry: () => {
      if (state.state === 'failed' || state.state === 'stopped') void look();
    },
    settled: () => looking,
    release: () => {
      isReleased = true;
    },
  };
};
