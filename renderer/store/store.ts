import { create } from 'zustand';
import { project, type State, type WatchEvent } from '../../app/contract';
import type { Client, Ended } from '../door/connect';

export type Link = 'connecting' | 'open' | Ended | 'no-token';

/** When a host that does not answer is tried again, and how it is tried at once. */
export interface Retry {
  /** In ms since 1970. */
  readonly atMs: number;
  now(): void;
}

interface Store {
  readonly link: Link;
  readonly state: State | null;
  readonly client: Client | null;
  /** Null while it is tried, and while it answers. */
  readonly retry: Retry | null;
  setRetry(retry: Retry | null): void;
  setLink(link: Link): void;
  setClient(client: Client): void;
  take(event: WatchEvent): void;
}

/** A projection of the engine's state: it holds no truth of its own. */
export const useStore = create<Store>()((set) => ({
  link: 'connecting',
  state: null,
  client: null,
  retry: null,
  setRetry: (retry) => set({ retry }),
  setLink: (link) => set({ link }),
  setClient: (client) => set({ client, link: 'open' }),
  take: (event) => set(({ state }) => ({ state: project(state, event) })),
}));
