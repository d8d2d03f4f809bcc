import type { Problem, RewriteChange, RewritePlan } from '../../contract';
import { rowWarnings } from '../sites/row-warnings';
import type { SiteIdentity, SiteTables } from '../sites/rows';
import { groupSites } from '../sites/site-groups';
import { applyToRows } from './apply-to-rows';
import { bumpTimestamp } from './bump-timestamp';
import { findConflicts } from './find-conflicts';
import type { RewriteSettings } from './rewrite-settings';
import { draftSites, type SiteDraft } from './site-drafts';

export type { RewriteSettings } from './rewrite-settings';

export interface RewriteInput {
  readonly tables: SiteTables;
  /** Slugs and real domains of a database without the plus table; not looked at where that table is. */
  readonly identities: readonly SiteIdentity[];
  readonly settings: RewriteSettings;
}

/** A draft after all sites were compared: `isLeftOut` when an error keeps it as it is. */
interface SettledSite extends SiteDraft {
  readonly isLeftOut: boolean;
}

/** Every site with its new domain and all problems that belong to the rewrite itself, by id. */
export const settleSites = ({ tables, identities, settings }: RewriteInput): readonly SettledSite[] => {
  const drafts = draftSites(tables, identities, settings);
  const conflicts = findConflicts(drafts, tables.aliases);
  return drafts.map((draft) => ({
    ...draft,
    problems: [...draft.problems, ...(conflicts.get(draft.site.id) ?? [])],
    isLeftOut: draft.target === null || conflicts.has(draft.site.id),
  }));
};

const changesOf = (draft: SettledSite, hasAliases: boolean, now: string): readonly RewriteChange[] => {
  const { site, plus, canonical, target } = draft;
  if (draft.isLeftOut || target === null) return [];
  const siteId = site.id;
  const changes: RewriteChange[] = [];
  if (target !== site.domain)
    changes.push({
      table: 'django_site',
      id: siteId,
      siteId,
      column: 'domain',
      from: site.domain,
      to: target,
    });
  if (hasAliases && target !== '' && target !== canonical?.domain)
    changes.push({
      table: 'multisite_alias',
      id: canonical?.id ?? null,
      siteId,
      column: 'domain',
      from: canonical?.domain ?? null,
      to: target,
    });
  if (target !== site.domain && plus !== null)
    changes.push({
      table: 'django_multisite_plus_site',
      id: siteId,
      siteId,
      column: 'last_updated_at',
      from: plus.lastUpdatedAt,
      to: bumpTimestamp(plus.lastUpdatedAt, now),
    });
  return changes;
};

const tableMissing: Problem = {
  code: 'sites-table-missing',
  severity: 'warning',
  siteId: null,
  message: 'This database has no table django_site, so there is nothing to rewrite.',
  suggestion: null,
};

/**
 * The whole rewrite as a value (multisite.md, "Rewriting domains"): new domains, canonical aliases that follow them or are
 * created, and `last_updated_at` of the sites whose domain changes (trap 5). Rows that do not change are not in it. A site with an
 * error is left out whole; the rest is one plan that can be applied in two phases, so sites may exchange domains (trap 7).
 *
 * @param input.now ISO 8601, the new `last_updated_at`
 * @param input.routerPort the port in URLs, for the warning of trap 9; left out or null: not said
 */
export const planRewrite = (
  input: RewriteInput & { now: string; routerPort?: number | null },
): RewritePlan => {
  const { tables, identities, now, routerPort = null } = input;
  if (tables.sites === null) return { changes: [], problems: [tableMissing] };
  const settled = settleSites(input);
  const changes = settled.flatMap((site) => changesOf(site, tables.aliases !== null, now));
  const warnings = groupSites(applyToRows(tables, changes), identities).map((group) =>
    rowWarnings(group, routerPort),
  );
  return {
    changes,
    problems: settled.flatMap((site, index) => [...site.problems, ...(warnings[index] ?? [])]),
  };
};
