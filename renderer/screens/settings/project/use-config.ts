import { useCallback, useEffect, useState } from 'react';
import { AppError, type ConfigValue } from '../../../../app/contract';
import type { Client } from '../../../door/connect';
import { useStore } from '../../../store/store';

/** What an answer of the engine is while it is awaited, came, or failed. */
export type Answered<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'known'; readonly value: Value }
  | { readonly state: 'failed'; readonly message: string; readonly hint: string | null };

const failed = (
  error: unknown,
): { readonly state: 'failed'; readonly message: string; readonly hint: string | null } => ({
  state: 'failed',
  message: error instanceof Error ? error.message : String(error),
  hint: error instanceof AppError ? error.hint : null,
});

/**
 * What a call answers that is not in the state, asked when it is shown and again when the connection or `again` is another one.
 *
 * @param ask stable
 */
export const useAnswer = <Value>(
  ask: (client: Client, again: string | null) => Promise<Value>,
  again: string | null,
): readonly [Answered<Value>, (value: Value) => void] => {
  const client = useStore((store) => (store.link === 'open' ? store.client : null));
  const [answer, setAnswer] = useState<Answered<Value>>({ state: 'loading' });
  useEffect(() => {
    if (client === null) return;
    let isOver = false;
    ask(client, again)
      .then((value) => !isOver && setAnswer({ state: 'known', value }))
      .catch((error: unknown) => !isOver && setAnswer(failed(error)));
    return () => {
      isOver = true;
    };
  }, [client, ask, again]);
  return [answer, useCallback((value: Value) => setAnswer({ state: 'known', value }), [])];
};

/** The values of a project's configuration, and how one is changed. */
export const useConfig = (
  projectId: string,
  changedAt: string | null,
): {
  readonly config: Answered<readonly ConfigValue[]>;
  /** @returns why it was refused; null where it was taken */
  readonly change: (key: string, value: string | null) => Promise<string | null>;
} => {
  const ask = useCallback((client: Client) => client.projects.config({ projectId }), [projectId]);
  const [config, setConfig] = useAnswer<readonly ConfigValue[]>(ask, changedAt);
  const change = async (key: string, value: string | null): Promise<string | null> => {
    const { client } = useStore.getState();
    if (client === null) return 'The host does not answer.';
    try {
      const { values } = await client.projects.configure({
        projectId,
        changes: [{ key, value }],
        file: null,
      });
      setConfig(values);
      return null;
    } catch (error) {
      const { message, hint } = failed(error);
      return hint === null ? message : `${message} ${hint}`;
    }
  };
  return { config, change };
};
