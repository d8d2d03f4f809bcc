import type { SiteRows } from '../sites/rows';
import { findConflicts } from './find-conflicts';
import type { RewriteOptions, RewriteSettings } from './rewrite-settings';
import { draftSites, type SiteDraft } from './site-drafts';

export interface RewriteInput extends SiteRows {
  readonly settings: RewriteSettings;
}

/** A draft after all sites were compared: `isLeftOut` when it keeps its rows, by an error or because that was asked for. */
export interface SettledSite extends SiteDraft {
  readonly isLeftOut: boolean;
}

/** Every site with its new domain and all problems that belong to the rewrite itself, by id. */
export const settleSites = (
  { tables, identities, settings }: RewriteInput,
  options: RewriteOptions = {},
): readonly SettledSite[] => {
  const drafts = draftSites(tables, identities, settings, options);
  const conflicts = findConflicts(drafts, tables.aliases);
  return drafts.map((draft) => ({
    ...draft,
    problems: [...draft.problems, ...(conflicts.get(draft.site.id) ?? [])],
    isLeftOut: draft.target === null || conflicts.has(draft.site.id),
  }));
};
