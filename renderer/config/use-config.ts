import { useCallback } from 'react';
import type { ConfigValue } from '../../app/contract';
import type { Client } from '../door/connect';
import { useStore } from '../store/store';
import { troubleOf } from '../store/trouble';
import { type Answered, useAnswer } from '../store/use-answer';

/**
 * The values of a project's configuration, and how one is changed.
 *
 * @param again another value whenever they may be others
 */
export const useConfig = (
  projectId: string,
  again: unknown,
): {
  readonly config: Answered<readonly ConfigValue[]>;
  /** @returns why it was refused; null where it was taken */
  readonly change: (key: string, value: string | null) => Promise<string | null>;
} => {
  const ask = useCallback((client: Client) => client.projects.config({ projectId }), [projectId]);
  const [config, setConfig] = useAnswer<readonly ConfigValue[]>(ask, again);
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
      const { message, hint } = troubleOf(error);
      return hint === null ? message : `${message} ${hint}`;
    }
  };
  return { config, change };
};
