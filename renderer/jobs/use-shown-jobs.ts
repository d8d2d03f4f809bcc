import { useEffect } from 'react';
import { useNavigation } from '../navigation/navigation';
import { shell } from '../shell/surroundings';
import { useStore } from '../store/store';
import { jobPlace } from './job-place';

/** A click on the notification of a job's end leads to where its outcome is seen. */
export const useShownJobs = (): void =>
  useEffect(
    () =>
      shell?.onShowJob((jobId) => {
        const job = useStore.getState().state?.jobs.find(({ id }) => id === jobId);
        const place = job === undefined ? null : jobPlace(job);
        if (place !== null) useNavigation.getState().go(place);
      }),
    [],
  );
