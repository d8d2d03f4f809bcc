import { useCallback, useEffect, useState } from 'react';
import { useStore } from '../../store/store';
import { type Trouble, troubleOf } from '../../store/trouble';

/** Has the doctor look at a project, when it is opened and whenever `run` says so. Its report comes with the state. */
export const useExamination = (
  projectId: string,
): { readonly isRunning: boolean; readonly error: Trouble | null; readonly run: () => void } => {
  const client = useStore((store) => (store.link === 'open' ? store.client : null));
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<Trouble | null>(null);
  const run = useCallback(() => {
    if (client === null) return;
    setRunning(true);
    setError(null);
    client.host
      .doctor({ projectId })
      .catch((reason: unknown) => setError(troubleOf(reason)))
      .finally(() => setRunning(false));
  }, [client, projectId]);
  useEffect(run, [run]);
  return { isRunning, error, run };
};
