import type { Problem } from '../../contract';
import { findConflicts } from '../rewrite/find-conflicts';
import type { RewriteSettings } from '../rewrite/rewrite-settings';
import { draftSites, type SiteDraft } from '../rewrite/site-drafts';
import type { SiteRows } from '../sites/rows';
import { groupSites } from '../sites/site-groups';
import { giveDomains } from './give-domains';
import { mergeRows } from './merge-rows';
import { findSlugConflicts } from './slug-conflicts';

/** What an operation wants of some sites; the domain rule and the other sites have their say. */
interface Wish {
  readonly before: SiteRows;
  /** All rows as they should be. Domains and canonical aliases of the sites in `rewritten` need not fit yet. */
  readonly wanted: SiteRows;
  /** Sites whose domain and canonical alias follow the domain rule (multisite.md, "Rewriting domains"); all others keep theirs. */
  readonly rewritten: ReadonlySet<number>;
  readonly settings: RewriteSettings;
}

interface Settled {
  readonly after: SiteRows;
  /** Sites that an error keeps as they were; a new one of these is not made. */
  readonly leftOut: ReadonlySet<number>;
  readonly problems: readonly Problem[];
}

const slugsOf = ({ tables, identities }: SiteRows): ReadonlyMap<number, string> =>
  new Map((tables.plus ?? identities).map(({ siteId, slug }) => [siteId, slug]));

/** Drafts in which only some sites follow the rule. One without target keeps its rows, which may be in the way of others. */
const draftSome = (rows: SiteRows, rewritten: (siteId: number) => boolean, settings: RewriteSettings) =>
  draftSites(rows.tables, rows.identities, settings).map((draft): SiteDraft => {
    if (rewritten(draft.site.id)) return draft;
    return { ...draft, target: null, isFromSlug: false, problems: [] };
  });

/**
 * Makes of the rows that an operation wants the rows that can be written: new slugs must be free, and the sites that it touched get
 * the domain that the rule gives them, with their canonical alias. A site for which that does not work is left out whole and named;
 * its old rows may then be in the way of others, which are left out in turn. Everything is settled before anything is written, so
 * sites may exchange slugs and domains (multisite.md, trap 7).
 */
export const settleRows = ({ before, wanted, rewritten, settings }: Wish): Settled => {
  const leftOut = new Set<number>();
  const errors: Problem[] = [];
  const oldSlugs = slugsOf(before);
  // Each round leaves out at least one site more; chains are followed within a round, so that there are few.
  for (;;) {
    const rows = mergeRows(before, wanted, leftOut);
    const slugConflicts = findSlugConflicts(groupSites(rows.tables, rows.identities), oldSlugs);
    if (slugConflicts.size > 0) {
      for (const [siteId, problem] of slugConflicts) {
        leftOut.add(siteId);
        errors.push(problem);
      }
      continue;
    }
    const drafts = draftSome(rows, (siteId) => rewritten.has(siteId) && !leftOut.has(siteId), settings);
    const conflicts = findConflicts(drafts, rows.tables.aliases);
    const failed = drafts.filter(
      ({ site, target }) =>
        rewritten.has(site.id) && !leftOut.has(site.id) && (target === null || conflicts.has(site.id)),
    );
    if (failed.length === 0) {
      const warnings = drafts.flatMap(({ problems }) => problems);
      return { after: giveDomains(rows, drafts), leftOut, problems: [...errors, ...warnings] };
    }
    for (const { site, problems } of failed) {
      leftOut.add(site.id);
      errors.push(...problems, ...(conflicts.get(site.id) ?? []));
    }
  }
};
