import { useEffect, useState } from 'react';
import { AppError, type Database, type SitePlan } from '../../../app/contract';
import { useStore } from '../../store/store';
import { operationOf, type PlanOrder } from './plan-order';

/** A plan on its way to the screen. While another one is computed the last one stays. */
export type ShownPlan =
  | { readonly state: 'computing'; readonly plan: SitePlan | null }
  | { readonly state: 'shown'; readonly plan: SitePlan }
  | { readonly state: 'failed'; readonly error: AppError };

/** An answer, and what it is the answer to. */
interface Answer {
  readonly wanted: string;
  readonly revision: unknown;
  readonly outcome: SitePlan | AppError;
}

const asAppError = (error: unknown): AppError =>
  error instanceof AppError
    ? error
    : new AppError('bug', error instanceof Error ? error.message : String(error));

/** How long typing must rest before a plan is asked for, in ms. */
const restMs = 120;

/**
 * The plan of an order, computed by the engine again whenever the order or the rows changed.
 *
 * @param order null: none is asked for
 * @param revision another value whenever the rows may have changed
 */
export const usePlan = (database: Database, order: PlanOrder | null, revision: unknown): ShownPlan => {
  const client = useStore((store) => (store.link === 'open' ? store.client : null));
  const [answer, setAnswer] = useState<Answer | null>(null);
  const { projectId, name } = database;
  const wanted = order === null ? null : JSON.stringify([name, operationOf(order)]);
  useEffect(() => {
    if (client === null || wanted === null) return;
    const abort = new AbortController();
    const ask = async (): Promise<void> => {
      const [, operation] = JSON.parse(wanted);
      const outcome = await client.sites
        .plan({ projectId, database: name, operation }, { signal: abort.signal })
        .catch(asAppError);
      if (!abort.signal.aborted) setAnswer({ wanted, revision, outcome });
    };
    const timer = setTimeout(() => void ask(), restMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [client, projectId, name, wanted, revision]);
  if (answer === null) return { state: 'computing', plan: null };
  const { outcome } = answer;
  const isPresent = answer.wanted === wanted && answer.revision === revision;
  if (outcome instanceof AppError)
    return isPresent ? { state: 'failed', error: outcome } : { state: 'computing', plan: null };
  return { state: isPresent ? 'shown' : 'computing', plan: outcome };
};
