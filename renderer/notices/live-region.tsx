import { VisuallyHidden } from '@mantine/core';
import { useEffect } from 'react';
import { useAnnouncement } from './announce';
import { tellOfJobs } from './tell-jobs';
import { tellOfSites } from './tell-sites';

/** The one polite live region, the one for failures, and what is told in them. */
export const LiveRegion = () => {
  const { text, failure } = useAnnouncement();
  useEffect(() => tellOfJobs(), []);
  useEffect(() => tellOfSites(), []);
  return (
    <>
      <VisuallyHidden role="status" aria-live="polite" aria-label="Status">
        {text}
      </VisuallyHidden>
      <VisuallyHidden role="alert" aria-label="Failures">
        {failure}
      </VisuallyHidden>
    </>
  );
};
