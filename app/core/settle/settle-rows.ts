import type { Problem } from '../../contract';
import { findConflicts } from '../rewrite/find-conflicts';
import type { RewriteSettings } from '../rewrite/rewrite-settings';
import { draftSites, type SiteDraft } from '../rewrite/site-drafts';
import type { SiteRows } from '../sites/rows';
import { giveDomains } from './give-domains';
import { mergeRows } from './merge-rows';

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
const draftSome = (
  rows: SiteRows,
  oldSlugs: ReadonlyMap<number, string>,
  rewritten: (siteId: number) => boolean,
  settings: RewriteSettings,
): readonly SiteDraft[] =>
  draftSites(rows.tables, rows.identities, settings).map((draft) => {
    const storedSlug = oldSlugs.get(draft.site.id) ?? null;
    const wanted = draft.identity?.slug ?? null;
    const slugs = { storedSlug, newSlug: wanted === storedSlug ? null : wanted };
    if (rewritten(draft.site.id)) return { ...draft, ...slugs };
    return { ...draft, ...slugs, target: null, isFromSlug: false, problems: [] };
  });

/** What a slug that a site does not get would have been warned of is nobody's concern. */
const problemsOf = ({ newSlug, problems }: SiteDraft, conflicts: readonly Problem[]): readonly Problem[] =>
  newSlug !== null && conflicts.some(({ code }) => code === 'slug-duplicate')
    ? conflicts
    : [...problems, ...conflicts];

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
    const follows = (siteId: number): boolean => rewritten.has(siteId) && !leftOut.has(siteId);
    const drafts = draftSome(rows, oldSlugs, follows, settings);
    const conflicts = findConflicts(drafts, rows.tables.aliases);
    const failed = drafts.filter(
      ({ site, target }) => conflicts.has(site.id) || (follows(site.id) && target === null),
    );
    if (failed.length === 0) {
      const warnings = drafts.flatMap(({ problems }) => problems);
      return { after: giveDomains(rows, drafts), leftOut, problems: [...errors, ...warnings] };
    }
    for (const draft of failed) {
      leftOut.add(draft.site.id);
      errors.push(...problemsOf(draft, conflicts.get(draft.site.id) ?? []));
    }
  }
};
