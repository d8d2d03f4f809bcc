import { useEffect, useState } from 'react';
import type { Job } from '../../app/contract';
import { useEngine } from '../store/current';
import { useStore } from '../store/store';

/**
 * A job by its id: from the state, or from the history where it ended long ago.
 *
 * @returns null while it is looked for; `unknown` where nobody knows it
 */
export const useJob = (jobId: string): Job | 'unknown' | null => {
  const current = useEngine((state) => state.jobs.find(({ id }) => id === jobId) ?? null);
  const client = useStore((store) => store.client);
  const [past, setPast] = useState<Job | 'unknown' | null>(null);
  const isMissing = current === null;
  useEffect(() => {
    if (!isMissing || client === null) return;
    let isOver = false;
    const take = (job: Job | 'unknown'): void => {
      if (!isOver) setPast(job);
    };
    client.jobs.get({ jobId }).then(take, () => take('unknown'));
    return () => {
      isOver = true;
    };
  }, [client, isMissing, jobId]);
  return current ?? past;
};
