import type { Client } from '../door/connect';
import { showError } from '../notices/show';
import { useStore } from './store';

/**
 * Runs a call of the door. Its error is shown, not thrown.
 *
 * @returns what the call answers; null where it failed or no host is there
 */
export const call = async <Answer>(action: (client: Client) => Promise<Answer>): Promise<Answer | null> => {
  const { client, link } = useStore.getState();
  if (client === null || link !== 'open') return null;
  try {
    return await action(client);
  } catch (error) {
    showError(error);
    return null;
  }
};
