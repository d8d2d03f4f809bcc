import { setTimeout as delay } from 'node:timers/promises';
import type { Recovered } from '../../contract';
import { steadily } from '../../postgres/steadily';
import type { Engine } from '../engine';

type SettleEngine = Pick<Engine, 'catalog' | 'cluster' | 'log' | 'now'>;

/** A transaction whose client is gone ends as soon as PostgreSQL notices. */
const settleTimeoutMs = 10_000;
const settleIntervalMs = 50;

/** Whether the rows of a plan were written; null while PostgreSQL does not know. */
const isCommitted = async ({ catalog }: SettleEngine, transactionId: string): Promise<boolean | null> => {
  const deadline = performance.now() + settleTimeoutMs;
  for (;;) {
    const status = await catalog.sitePlans.transactionStatus(transactionId);
    if (status !== 'in progress') return status === 'committed';
    if (performance.now() > deadline) return null;
    await delay(settleIntervalMs);
  }
};

/**
 * Brings a plan of which only the intent is known to its end: part of the history when its transaction was committed, forgotten
 * when it was not. PostgreSQL itself tells, also after a crash, so the rows need not be guessed from.
 *
 * @returns whether it was applied; null when that is still open, which the next start looks at again
 */
export const settleSitePlan = (
  engine: SettleEngine,
  { id, transactionId }: { readonly id: string; readonly transactionId: string | null },
): Promise<boolean | null> =>
  steadily(engine.cluster, async () => {
    const { sitePlans } = engine.catalog;
    const isApplied = transactionId === null ? false : await isCommitted(engine, transactionId);
    if (isApplied === true) await sitePlans.finish(id, engine.now());
    if (isApplied === false) await sitePlans.drop(id);
    if (isApplied === null) engine.log.warn({ id, transactionId }, 'a plan is still being applied');
    return isApplied;
  });

/**
 * At start-up: plans that an earlier host was applying when it ended.
 *
 * @returns what became of each, for people
 */
export const settleSitePlans = async (engine: SettleEngine): Promise<Recovered[]> => {
  const settled: Recovered[] = [];
  for (const plan of await engine.catalog.sitePlans.applying()) {
    const isApplied = await settleSitePlan(engine, plan);
    if (isApplied === null) continue;
    const { name } = await engine.catalog.databases.places(plan.databaseId);
    settled.push({ what: `change “${plan.title}”`, name, outcome: isApplied ? 'finished' : 'undone' });
  }
  return settled;
};
