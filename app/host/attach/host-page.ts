import { AppError, version } from '../../contract';
import { foldersOf } from './folders';
import { readLiveLock } from './lock';
import { readSecret } from './secret';

/**
 * Where the page of the host is that runs now, without asking it; who attaches finds out whether it answers.
 *
 * @param environment decides the data folder
 * @returns null where none of this version listens, or where it cannot be told
 */
export const hostPageNow = (
  environment: NodeJS.ProcessEnv,
): { readonly uiUrl: string; readonly token: string } | null => {
  const { data } = foldersOf(environment);
  try {
    const lock = readLiveLock(data);
    const secret = readSecret(data);
    if (lock === null || lock.port === null || lock.version !== version || secret === null) return null;
    return { uiUrl: `http://127.0.0.1:${lock.port}/`, token: secret.token };
  } catch (error) {
    // Who attaches is told the same, and tells people.
    if (error instanceof AppError) return null;
    throw error;
  }
};
