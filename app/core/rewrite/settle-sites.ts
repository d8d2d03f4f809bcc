import type { SiteRows } from '../sites/rows';
import { findConflicts } from './find-conflicts';
import type { RewriteOptions, RewriteSettings } from './rewrite-settings';
import { draftSites, type SiteDraft } from './site-drafts';

export interface RewriteInput extends SiteRows {
  readonly settings: RewriteSettings;
}

/**
 * Every site with its new domain and all problems that belong to the rewrite itself, by id. One without a target keeps its rows: by
 * an error, or because that was asked for.
 */
export const settleSites = (
  { tables, identities, settings }: RewriteInput,
  options: RewriteOptions = {},
): readonly SiteDraft[] => {
  const drafts = draftSites(tables, identities, settings, options);
  const conflicts = findConflicts(drafts, tables.aliases);
  return drafts.map((draft) => {
    const found = conflicts.get(draft.site.id);
    return found === undefined ? draft : { ...draft, target: null, problems: [...draft.problems, ...found] };
  });
};
