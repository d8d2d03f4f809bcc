import { AppError, type AppliedPlan, type Database, type SiteOperationInput } from '../../app/contract';
import { showError } from '../notices/show';
import { useStore } from '../store/store';

/**
 * Applies an operation as it was shown. What it fails with is shown, but for a plan that is stale: whoever showed it plans again.
 *
 * @param fingerprint of the plan that was shown
 * @returns what was applied; `stale` where something else would be done by now, so that nothing was
 */
export const applyPlan = async (
  { projectId, name }: Pick<Database, 'projectId' | 'name'>,
  operation: SiteOperationInput,
  fingerprint: string,
): Promise<AppliedPlan | 'stale' | 'failed'> => {
  const { client } = useStore.getState();
  if (client === null) return 'failed';
  try {
    return await client.sites.apply({ projectId, database: name, operation, fingerprint });
  } catch (error) {
    if (error instanceof AppError && error.code === 'plan-stale') return 'stale';
    showError(error);
    return 'failed';
  }
};
