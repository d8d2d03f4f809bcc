import { useCallback, useEffect, useState } from 'react';
import type { Client } from '../door/connect';
import { useStore } from './store';
import { type Trouble, troubleOf } from './trouble';

/** What an answer of the engine is while it is awaited, came, or failed. */
export type Answered<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'known'; readonly value: Value }
  | ({ readonly state: 'failed' } & Trouble);

/**
 * What a call answers that is not in the state, asked when it is shown and again when the connection or `again` is another one.
 *
 * @param ask stable
 * @param again compared by identity
 */
export const useAnswer = <Value>(
  ask: (client: Client, again: unknown) => Promise<Value>,
  again: unknown,
): readonly [Answered<Value>, (value: Value) => void] => {
  const client = useStore((store) => (store.link === 'open' ? store.client : null));
  const [answer, setAnswer] = useState<Answered<Value>>({ state: 'loading' });
  useEffect(() => {
    if (client === null) return;
    let isOver = false;
    ask(client, again)
      .then((value) => !isOver && setAnswer({ state: 'known', value }))
      .catch((error: unknown) => !isOver && setAnswer({ state: 'failed', ...troubleOf(error) }));
    return () => {
      isOver = true;
    };
  }, [client, ask, again]);
  return [answer, useCallback((value: Value) => setAnswer({ state: 'known', value }), [])];
};
