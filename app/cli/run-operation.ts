import type { SiteOperationInput } from '../contract';
import { renderPlan } from './output/plan-text';
import { waitForJob } from './run-job';
import type { Call, Client } from './session';

/**
 * Shows what an operation on the sites of a database would change, or applies it and waits for the servers that are replaced
 * afterwards; prints the plan.
 *
 * @param target.database its name; null means the active one
 */
export const runOperation = async (
  call: Call,
  client: Client,
  target: { readonly projectId: string; readonly database: string | null },
  operation: SiteOperationInput,
  isDryRun: boolean,
): Promise<void> => {
  const request = { ...target, operation };
  if (isDryRun) {
    const plan = await client.sites.plan(request);
    call.printer.result(plan, (paint) => renderPlan(plan, 'shown', paint));
    return;
  }
  const plan = await client.sites.apply({ ...request, fingerprint: null });
  if (plan.restartJobId !== null) {
    call.printer.note('The sites are changed; their servers start again.');
    await waitForJob(call, client, plan.restartJobId);
  }
  const state = operation.kind === 'undo' ? 'undone' : 'applied';
  call.printer.result(plan, (paint) => renderPlan(plan, state, paint));
};
