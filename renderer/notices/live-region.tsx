import { VisuallyHidden } from '@mantine/core';
import { useEffect } from 'react';
import { useAnnouncement } from './announce';
import { tellOfJobs } from './tell-jobs';
import { tellOfSites } from './tell-sites';

/** The one polite live region, and what is told in it. */
export const LiveRegion = () => {
  const text = useAnnouncement((announcement) => announcement.text);
  useEffect(() => tellOfJobs(), []);
  useEffect(() => tellOfSites(), []);
  return (
    <VisuallyHidden role="status" aria-live="polite" aria-label="Status">
      {text}
    </VisuallyHidden>
  );
};
