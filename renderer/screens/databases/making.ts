import type { JobKind, State } from '../../../app/contract';
import { isAtWork, servingKinds } from '../../store/selectors';

const importKinds: readonly JobKind[] = ['import', 'demo'];

/** Whether a dump is imported into a project just now; the demo's import begins before its project is there. */
export const isImporting = (state: State, projectId: string): boolean =>
  state.jobs.some(
    (job) =>
      importKinds.includes(job.kind) &&
      job.endedAt === null &&
      (job.projectId === projectId || job.projectId === null),
  );

/** Work that must be over before databases of a project are changed again. */
const changingKinds: readonly JobKind[] = [...servingKinds, 'snapshot', 'delete', 'after-import'];

/** Whether a database of a project is being changed, or servers of it are. */
export const isChanging = (state: State, projectId: string): boolean =>
  isAtWork(state, projectId, changingKinds);
