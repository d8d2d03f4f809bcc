import { create } from 'zustand';
import { AppError, type State, type WatchEvent } from '../../app/contract';
import type { Client, Ended } from '../door/connect';
import { project } from './projection';

type Link = 'connecting' | 'open' | Ended | 'no-token';

interface Store {
  readonly link: Link;
  readonly state: State | null;
  readonly client: Client | null;
  /** What the last call of this page, or its watch stream, ran into. */
  readonly error: { readonly message: string; readonly hint: string | null } | null;
  setLink(link: Link): void;
  setClient(client: Client): void;
  take(event: WatchEvent): void;
  fail(error: unknown): void;
  /** Runs a call; its error is shown, not thrown. */
  call(action: (client: Client) => Promise<unknown>): Promise<void>;
}

/** A projection of the engine's state: it holds no truth of its own. */
export const useStore = create<Store>()((set, get) => ({
  link: 'connecting',
  state: null,
  client: null,
  error: null,
  setLink: (link) => set({ link }),
  setClient: (client) => set({ client, link: 'open' }),
  take: (event) => set(({ state }) => ({ state: project(state, event) })),
  fail: (error) =>
    set({
      error:
        error instanceof AppError
          ? { message: error.message, hint: error.hint }
          : { message: error instanceof Error ? error.message : String(error), hint: null },
    }),
  call: async (action) => {
    const { client, fail } = get();
    if (client === null) return;
    set({ error: null });
    try {
      await action(client);
    } catch (error) {
      fail(error);
    }
  },
}));
