import type { Database, SitePlan } from '../../../app/contract';
import { showNotice } from '../../notices/show';
import { applyPlan } from '../../plans/apply-plan';
import { counted } from '../../text/counted';
import { sizeOfPlan } from './plan-lines';
import { operationOf, type PlanOrder } from './plan-order';

/**
 * Applies a plan that was shown, and tells what was written.
 *
 * @returns `stale` where something else would be done by now, so that nothing was
 */
export const applyOrder = async (
  database: Database,
  order: PlanOrder,
  plan: SitePlan,
): Promise<'applied' | 'stale' | 'failed'> => {
  const applied = await applyPlan(database, operationOf(order), plan.fingerprint);
  if (typeof applied === 'string') return applied;
  const { rows, sites } = sizeOfPlan(applied);
  showNotice(applied.title, `${counted(rows, 'row')} of ${counted(sites, 'site')} written.`);
  return 'applied';
};
