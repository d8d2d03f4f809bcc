import { AppError, type Database, type SitePlan } from '../../../app/contract';
import { showError, showNotice } from '../../notices/show';
import { useStore } from '../../store/store';
import { counted } from '../../text/counted';
import { sizeOfPlan } from './plan-lines';
import { operationOf, type PlanOrder } from './plan-order';

/**
 * Applies a plan that was shown.
 *
 * @returns `stale` where something else would be done by now, so that nothing was
 */
export const applyOrder = async (
  { projectId, name }: Database,
  order: PlanOrder,
  plan: SitePlan,
): Promise<'applied' | 'stale' | 'failed'> => {
  const { client } = useStore.getState();
  if (client === null) return 'failed';
  try {
    const applied = await client.sites.apply({
      projectId,
      database: name,
      operation: operationOf(order),
      fingerprint: plan.fingerprint,
    });
    const { rows, sites } = sizeOfPlan(applied);
    showNotice(applied.title, `${counted(rows, 'row')} of ${counted(sites, 'site')} written.`);
    return 'applied';
  } catch (error) {
    if (error instanceof AppError && error.code === 'plan-stale') return 'stale';
    showError(error);
    return 'failed';
  }
};
