import type { Job } from '../../app/contract';
import { useStore } from './store';

const endedJob = (jobId: string): Job | null =>
  useStore.getState().state?.jobs.find(({ id, endedAt }) => id === jobId && endedAt !== null) ?? null;

/** Waits until a job has ended, however it did; for ever where it is forgotten before. */
export const jobEnd = (jobId: string): Promise<Job> =>
  new Promise((resolve) => {
    const look = (): boolean => {
      const job = endedJob(jobId);
      if (job !== null) resolve(job);
      return job !== null;
    };
    if (look()) return;
    const end = useStore.subscribe(() => {
      if (look()) end();
    });
  });
