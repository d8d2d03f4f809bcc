import { siteEditSchema } from '../../contract';
import type { OperationInput, OperationOutcome, SiteOperation } from '../plans/operation';
import { editSite } from './edit-site';

/** Which sites are served from now on, or not any more. */
export interface Enabling {
  /** At least one; each counts once. */
  readonly siteIds: readonly number[];
  readonly isEnabled: boolean;
}

const enable = (input: OperationInput, { siteIds, isEnabled }: Enabling): OperationOutcome => {
  const ids = [...new Set(siteIds)];
  const outcomes: OperationOutcome[] = [];
  for (const siteId of ids) {
    const rows = outcomes.at(-1)?.after ?? input;
    outcomes.push(editSite(siteEditSchema.parse({ siteId, isEnabled }))({ ...input, ...rows }));
  }
  const [only] = outcomes;
  return {
    after: outcomes.at(-1)?.after ?? input,
    problems: outcomes.flatMap(({ problems }) => problems),
    title:
      only !== undefined && ids.length === 1
        ? only.title
        : `${isEnabled ? 'Enable' : 'Disable'} ${ids.length} sites`,
  };
};

/**
 * Enables or disables sites, all of them or none: an error at one is for the whole plan.
 *
 * @throws AppError `site-not-found`
 */
export const enableSites =
  (enabling: Enabling): SiteOperation =>
  (input) =>
    enable(input, enabling);
