import { createHash, randomUUID } from 'node:crypto';
import { AppError, type PlanKind, type SitePlan } from '../../contract';
import { concernsServers } from '../../core/plans/concerns-servers';
import type { SiteOperation } from '../../core/plans/operation';
import { type PlannedSites, planSites } from '../../core/plans/plan-sites';
import { cellsOf } from '../../core/plans/row-change';
import { fingerprintText, showChanges } from '../../core/plans/show-changes';
import { connectAs } from '../../postgres/connect';
import { isSessionLost } from '../../postgres/database-errors';
import { steadily } from '../../postgres/steadily';
import { applyPlan, type PlanAboutToCommit } from '../../sites/apply-plan';
import { readSiteInput, type SiteConfig, type SiteEngine, type SiteSource } from './database-sites';
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

const compute = async (
  engine: SiteEngine,
  config: SiteConfig,
  source: SiteSource,
  order: SiteOrder,
): Promise<PlannedSites> => {
  const planned = planSites(order.operation, await readSiteInput(engine, config, source));
  return { ...planned, title: order.title ?? planned.title };
};

const show = ({ title, changes, problems }: PlannedSites): SitePlan => {
  const cells = changes.map(cellsOf);
  return {
    title,
    fingerprint: createHash('sha256').update(fingerprintText(changes, cells)).digest('hex').slice(0, 32),
    changes: showChanges(changes, cells),
    problems: [...problems],
  };
};

/**
 * What an operation would change; nothing is written.
 *
 * @throws what the operation throws
 */
export const showSitePlan = async (
  engine: SiteEngine,
  config: SiteConfig,
  source: SiteSource,
  order: SiteOrder,
): Promise<SitePlan> => show(await compute(engine, config, source, order));

/** A plan on its way into the history. */
type Commit = Pick<PlannedSites, 'title' | 'changes'> & Pick<SiteOrder, 'origin'> & { readonly id: string };
type Changes = PlannedSites['changes'];

/** Plans of an import are part of its job. */
const jobKinds: ReadonlySet<string> = new Set<PlanKind>(['import', 'after-import']);

const intentOf = (engine: SiteEngine, { databaseId }: SiteSource, { id, origin, title }: Commit) => ({
  id,
  databaseId,
  kind: origin.kind,
  undoesId: origin.undoesId ?? null,
  title,
  at: engine.now(),
});

/** The catalog learns of a plan. Where that fails, so does the plan: then nothing of it may stay there, whatever the catalog answered. */
const begin = async (
  engine: SiteEngine,
  source: SiteSource,
  plan: Commit,
  written: { readonly changes: Changes; readonly transactionId: string | null },
): Promise<void> => {
  const { sitePlans } = engine.catalog;
  try {
    await sitePlans.begin({ ...intentOf(engine, source, plan), ...written });
  } catch (error) {
    await steadily(engine.cluster, () => sitePlans.drop(plan.id));
    throw error;
  }
};

/** The rows of the project's database; the catalog knows of them before anybody sees them. */
const commitRows = async (engine: SiteEngine, source: SiteSource, plan: Commit): Promise<Changes> => {
  const client = await connectAs(engine.cluster, {
    ...source.login,
    database: source.databaseName,
    applicationName: 'manysite sites',
  });
  const begun: PlanAboutToCommit[] = [];
  try {
    return await applyPlan(client, plan.changes, async (written) => {
      await begin(engine, source, plan, written);
      begun.push(written);
    });
  } catch (error) {
    // The answer to a commit may be lost, and then the plan was applied all the same.
    const [last] = begun;
    if (last === undefined) throw error;
    const isApplied = await settleSitePlan(engine, { id: plan.id, transactionId: last.transactionId });
    if (isApplied !== true) throw error;
    return last.changes;
  } finally {
    await client.end();
  }
};

/** A plan that changes only what the catalog keeps is committed by `finish` itself. */
const beginOwn = async (engine: SiteEngine, source: SiteSource, plan: Commit): Promise<Changes> => {
  await begin(engine, source, plan, { changes: plan.changes, transactionId: null });
  return plan.changes;
};

/** Writes a plan: intent, rows, outcome. Whoever looks at the catalog afterwards, also after a crash, knows which came to be. */
const commit = async (engine: SiteEngine, source: SiteSource, plan: Commit): Promise<Changes> => {
  const startedAt = engine.now();
  const isOwn = plan.changes.every(({ table }) => table === 'site_identity');
  try {
    const changes = await (isOwn ? beginOwn : commitRows)(engine, source, plan);
    await steadily(engine.cluster, () => engine.catalog.sitePlans.finish(plan.id, engine.now()));
    return changes;
  } catch (error) {
    if (isSessionLost(error) && !jobKinds.has(plan.origin.kind))
      engine.tellCutOff({ id: plan.id, title: plan.title, startedAt });
    throw error;
  }
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
  engine: SiteEngine,
  config: SiteConfig,
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
  const { origin } = order;
  const changes = await engine.uses.share(source.databaseId, () =>
    commit(engine, source, { ...planned, origin, id: randomUUID() }),
  );
  return {
    plan: changes === planned.changes ? plan : { ...plan, changes: showChanges(changes) },
    concernsServers: concernsServers(changes),
  };
};
