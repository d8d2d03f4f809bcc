import { useEffect, useState } from 'react';
import { AppError, type SiteOperationInput, type SitePlan } from '../../../../app/contract';
import { useStore } from '../../../store/store';

/** What an operation would change, as far as it is known. */
export type Planned =
  | { readonly state: 'none' }
  /** `plan`: what was known before, of an operation that is not this one any more. */
  | { readonly state: 'planning'; readonly plan: SitePlan | null }
  | { readonly state: 'planned'; readonly plan: SitePlan }
  | { readonly state: 'refused'; readonly error: AppError };

/** Typing is over once nothing was typed for so long. */
const debounceMs = 150;

const refusal = (error: unknown): AppError =>
  error instanceof AppError
    ? error
    : new AppError('bug', error instanceof Error ? error.message : String(error));

/**
 * What an operation would change, from the engine, again whenever the operation or what is behind it changes.
 *
 * @param operation null: none
 * @param basis what the plan was made of, such as the site as it is now
 */
export const usePlan = (
  projectId: string,
  databaseId: string,
  operation: SiteOperationInput | null,
  basis: string,
): Planned => {
  const client = useStore((store) => store.client);
  const key = JSON.stringify({ operation, basis });
  const [found, setFound] = useState<{ key: string; planned: Planned }>({
    key: '',
    planned: { state: 'none' },
  });
  useEffect(() => {
    const { operation: asked } = JSON.parse(key) as { operation: SiteOperationInput | null };
    if (asked === null || client === null) return;
    let isOver = false;
    const keep = (planned: Planned): void => {
      if (!isOver) setFound({ key, planned });
    };
    const timer = setTimeout(() => {
      client.sites.plan({ projectId, database: databaseId, operation: asked }).then(
        (plan) => keep({ state: 'planned', plan }),
        (error: unknown) => keep({ state: 'refused', error: refusal(error) }),
      );
    }, debounceMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [client, projectId, databaseId, key]);
  if (operation === null) return { state: 'none' };
  if (found.key === key) return found.planned;
  return { state: 'planning', plan: found.planned.state === 'planned' ? found.planned.plan : null };
};
