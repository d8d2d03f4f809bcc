import { useEffect, useRef, useState } from 'react';
import { AppError, type Database, type SiteOperationInput, type SitePlan } from '../../app/contract';
import { useStore } from '../store/store';

/** A plan on its way to the screen. While another one is computed the last one stays. */
export type ShownPlan =
  /** None was asked for. */
  | { readonly state: 'none'; readonly plan: null }
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

/** How long typing must rest before a plan is asked for again, in ms. */
const restMs = 120;

/**
 * What an operation would change, computed by the engine again whenever the operation or the rows changed.
 *
 * @param operation null: none is asked for
 * @param revision another value whenever the rows may have changed
 */
export const usePlan = (
  { projectId, name }: Pick<Database, 'projectId' | 'name'>,
  operation: SiteOperationInput | null,
  revision: unknown,
): ShownPlan => {
  const client = useStore((store) => (store.link === 'open' ? store.client : null));
  const [answer, setAnswer] = useState<Answer | null>(null);
  const hasAsked = useRef(false);
  const wanted = operation === null ? null : JSON.stringify([name, operation]);
  useEffect(() => {
    if (client === null || wanted === null) return;
    const abort = new AbortController();
    const ask = async (): Promise<void> => {
      const [, asked] = JSON.parse(wanted);
      const outcome = await client.sites
        .plan({ projectId, database: name, operation: asked }, { signal: abort.signal })
        .catch(asAppError);
      if (!abort.signal.aborted) setAnswer({ wanted, revision, outcome });
    };
    const timer = setTimeout(() => void ask(), hasAsked.current ? restMs : 0);
    hasAsked.current = true;
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [client, projectId, name, wanted, revision]);
  if (wanted === null) return { state: 'none', plan: null };
  if (answer === null) return { state: 'computing', plan: null };
  const { outcome } = answer;
  const isPresent = answer.wanted === wanted && answer.revision === revision;
  if (outcome instanceof AppError)
    return isPresent ? { state: 'failed', error: outcome } : { state: 'computing', plan: null };
  return { state: isPresent ? 'shown' : 'computing', plan: outcome };
};
