import { useCallback, useEffect, useState } from 'react';
import { type Project, type Site, toErrorShape } from '../../../app/contract';
import { useEngine } from '../../store/current';
import { sitesOf } from '../../store/selectors';
import { useStore } from '../../store/store';

interface KnownSites {
  /** Null while they are not known. */
  readonly sites: readonly Site[] | null;
  /** Why they could not be read, in the engine's words; null where nothing went wrong. */
  readonly error: { readonly message: string; readonly hint: string | null } | null;
  readAgain(): void;
}

/**
 * The sites of a project's active database. The engine shows them by itself; where it could not read them it is asked once, so that
 * the reason is known.
 */
export const useKnownSites = ({ id, activeDatabaseId }: Project): KnownSites => {
  const sites = useEngine((state) => sitesOf(state, activeDatabaseId));
  const client = useStore((store) => (store.link === 'open' ? store.client : null));
  const [error, setError] = useState<KnownSites['error']>(null);
  const isMissing = sites === null && activeDatabaseId !== null;
  const read = useCallback(() => {
    setError(null);
    client?.sites.list({ projectId: id, database: activeDatabaseId }).then(
      () => setError(null),
      (reason: unknown) => setError(toErrorShape(reason)),
    );
  }, [client, id, activeDatabaseId]);
  useEffect(() => {
    if (isMissing) read();
  }, [isMissing, read]);
  return { sites, error, readAgain: read };
};
