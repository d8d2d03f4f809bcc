import { createHash } from 'node:crypto';
import { AppError, type PlanKind, type SitePlan } from '../../contract';
import { concernsServers } from '../../core/plans/concerns-servers';
import type { SiteOperation } from '../../core/plans/operation';
import { type PlannedSites, planSites } from '../../core/plans/plan-sites';
import { fingerprintText, showChanges } from '../../core/plans/show-changes';
import { connectAs } from '../../postgres/connect';
import type { ProjectConfig } from '../../projects/project-config';
import { applyPlan } from '../../sites/apply-plan';
import type { Engine } from '../engine';
import { readSiteInput, type SiteSource } from './database-sites';
import { settleSitePlan } from './settle-site-plans';

/** An operation on the sites of a database, and how history shall call it. */
export interface SiteOrder {
  readonly operation: SiteOperation;
  /** Where it comes from; an undo names the plan that it takes back. */
  readonly origin:
    | { readonly kind: PlanKind; readonly undoesId?: never }
    | { readonly kind: 'undo'; readonly undoesId: string };
  /** Whether it is refused as a whole when one of its problems is an error. Default: what has none is done. */
  readonly isWhole?: boolean;
  /** In place of the operation's own title. */
  readonly title?: string;
}

type PlanEngine = Pick<Engine, 'catalog' | 'cluster' | 'configs' | 'log' | 'now' | 'router' | 'uses'>;

const compute = async (
  engine: PlanEngine,
  config: ProjectConfig,
  source: SiteSource,
  order: SiteOrder,
): Promise<PlannedSites> => {
  const planned = planSites(order.operation, await readSiteInput(engine, config, source));
  return { ...planned, title: order.title ?? planned.title };
};

const show = ({ title, changes, problems }: PlannedSites): SitePlan => ({
  title,
  fingerprint: createHash('sha256').update(fingerprintText(changes)).digest('hex').slice(0, 32),
  changes: showChanges(changes),
  problems: [...problems],
});

/**
 * What an operation would change; nothing is written.
 *
 * @throws what the operation throws
 */
export const showSitePlan = async (
  engine: PlanEngine,
  config: ProjectConfig,
  source: SiteSource,
  order: SiteOrder,
): Promise<SitePlan> => show(await compute(engine, config, source, order));

/** Writes a plan: intent, rows, outcome. Whoever looks at the catalog afterwards, also after a crash, knows which came to be. */
const commit = async (
  engine: PlanEngine,
  source: SiteSource,
  { origin }: SiteOrder,
  { title, changes }: PlannedSites,
): Promise<PlannedSites['changes']> => {
  const { sitePlans } = engine.catalog;
  const { databaseId, databaseName, login } = source;
  const intent = { databaseId, kind: origin.kind, undoesId: origin.undoesId ?? null, title };
  if (changes.every(({ table }) => table === 'site_identity')) {
    const id = await sitePlans.begin({ ...intent, changes, transactionId: null, at: engine.now() });
    await sitePlans.finish(id, engine.now());
    return changes;
  }
  const client = await connectAs(engine.cluster, {
    ...login,
    database: databaseName,
    applicationName: 'manysite sites',
  });
  const begun: { id: string; transactionId: string; changes: PlannedSites['changes'] }[] = [];
  try {
    await applyPlan(client, changes, async (plan) => {
      begun.push({ ...plan, id: await sitePlans.begin({ ...intent, ...plan, at: engine.now() }) });
    });
  } catch (error) {
    // The answer to a commit may be lost, and then the plan was applied all the same.
    const [plan] = begun;
    if (plan === undefined || (await settleSitePlan(engine, plan)) !== true) throw error;
    return plan.changes;
  } finally {
    await client.end();
  }
  const [plan] = begun;
  if (plan === undefined) throw new Error('a plan was applied without its intent');
  await sitePlans.finish(plan.id, engine.now());
  return plan.changes;
};

const refuseErrors = ({ problems }: SitePlan): void => {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  const suggestion = first.suggestion === null ? '' : ` Try ${first.suggestion}.`;
  throw new AppError('site-edit-invalid', errors.map(({ message }) => message).join(' '), {
    hint: `Nothing was written.${suggestion}`,
    data: { problems: errors },
  });
};

/** What was done. */
export interface AppliedSites {
  /** With the ids that new rows got. */
  readonly plan: SitePlan;
  /** Servers that run know something that has changed. */
  readonly concernsServers: boolean;
}

/**
 * Plans an operation and applies it to a database, and to what the catalog keeps for it. The plan is remembered in the history of
 * the database, for an undo. A plan without changes writes nothing and is not remembered.
 *
 * @param fingerprint of the plan that was shown; null: whatever is computed
 * @throws AppError `site-edit-invalid` for a whole order with an error; `plan-stale` when something else would be done than what was shown, or the rows change meanwhile;
 *   `plan-refused`, `database-busy` (see `applyPlan`); what the operation throws. Nothing is written then.
 */
export const applySitePlan = async (
  engine: PlanEngine,
  config: ProjectConfig,
  source: SiteSource,
  order: SiteOrder,
  fingerprint: string | null = null,
): Promise<AppliedSites> => {
  const planned = await compute(engine, config, source, order);
  const plan = show(planned);
  if (fingerprint !== null && fingerprint !== plan.fingerprint) {
    throw new AppError('plan-stale', 'The sites changed since the plan was shown, and so would the plan.', {
      hint: 'Nothing was written. Look at the plan as it is now, then apply that.',
      data: { shown: fingerprint, now: plan.fingerprint },
    });
  }
  if (order.isWhole === true) refuseErrors(plan);
  if (planned.changes.length === 0) return { plan, concernsServers: false };
  const changes = await engine.uses.share(source.databaseId, () => commit(engine, source, order, planned));
  return {
    plan: { ...plan, changes: showChanges(changes) },
    concernsServers: concernsServers(changes),
  };
};
