import { useEffect, useState } from 'react';
import type { Explanation } from '../../../../app/contract';
import { useStore } from '../../../store/store';

type Explained =
  | { readonly state: 'asking' }
  | { readonly state: 'known'; readonly explanation: Explanation }
  | { readonly state: 'failed'; readonly message: string };

/**
 * Why a host is answered as it is, asked again whenever what is behind it changes; what was known stays until then.
 *
 * @param basis what the answer is made of, such as the sites as they are now
 */
export const useExplanation = (
  projectId: string,
  databaseId: string,
  host: string,
  basis: string,
): Explained => {
  const client = useStore((store) => store.client);
  const [found, setFound] = useState<{ host: string; explained: Explained }>({
    host,
    explained: { state: 'asking' },
  });
  const key = JSON.stringify({ host, basis });
  useEffect(() => {
    if (client === null) return;
    const { host: asked } = JSON.parse(key) as { host: string };
    let isOver = false;
    const keep = (explained: Explained): void => {
      if (!isOver) setFound({ host: asked, explained });
    };
    client.sites.explain({ projectId, database: databaseId, host: asked }).then(
      (explanation) => keep({ state: 'known', explanation }),
      (error: unknown) =>
        keep({ state: 'failed', message: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      isOver = true;
    };
  }, [client, projectId, databaseId, key]);
  return found.host === host ? found.explained : { state: 'asking' };
};
