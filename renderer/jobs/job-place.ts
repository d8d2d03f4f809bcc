import type { Job } from '../../app/contract';
import type { Place } from '../navigation/place';

/** Where the outcome of a job is seen; null for one that is of no project. */
export const jobPlace = ({ id, kind, projectId }: Pick<Job, 'id' | 'kind' | 'projectId'>): Place | null => {
  if (projectId === null) return null;
  switch (kind) {
    case 'import':
      return { screen: 'import', project: projectId, job: id };
    case 'snapshot':
    case 'reset':
    case 'delete':
    case 'export':
      return { screen: 'databases', project: projectId };
    default:
      return { screen: 'sites', project: projectId };
  }
};
