import type { Problem } from '../../contract';
import { type SlugGiver, slugGiver } from '../names/slugs';
import type { AliasRow } from '../sites/rows';
import { siteLabel, siteLabelFirst } from '../sites/site-groups';
import type { SiteDraft } from './site-drafts';

/** Django compares alias domains without case (Alias.validate_unique), PostgreSQL with case: the stricter rule holds for both tables. */
const keyOf = (domain: string): string => domain.toLowerCase();

/** Who holds a domain or slug that the plan does not move away. */
type Holder =
  | { readonly kind: 'site'; readonly draft: SiteDraft }
  | { readonly kind: 'slug'; readonly draft: SiteDraft }
  | { readonly kind: 'alias'; readonly alias: AliasRow };

/** A unique column: who keeps which value, and which sites want to write which. */
interface Column {
  readonly kept: Map<string, Holder>;
  readonly wanted: Map<string, SiteDraft[]>;
}

const emptyColumn = (): Column => ({ kept: new Map(), wanted: new Map() });

const writesSite = (draft: SiteDraft): boolean => draft.target !== null && draft.target !== draft.site.domain;

const writesAlias = (draft: SiteDraft): boolean =>
  draft.target !== null && draft.target !== '' && draft.target !== draft.canonical?.domain;

const want = (column: Column, value: string, draft: SiteDraft): void => {
  const key = keyOf(value);
  const others = column.wanted.get(key);
  if (others === undefined) column.wanted.set(key, [draft]);
  else others.push(draft);
};

/** A slug that cannot be written. Slugs that differ only in case give one domain, so they count as equal (multisite.md, trap 7). */
const slugRefused = (draft: SiteDraft, because: string, suggestion: string): Problem => ({
  code: 'slug-duplicate',
  severity: 'error',
  siteId: draft.site.id,
  message: `${siteLabelFirst(draft.site)} cannot get the slug "${draft.newSlug}", ${because}; case makes no difference.`,
  suggestion,
});

const describeHolder = (holder: Holder, draft: SiteDraft, suggest: () => string): Problem => {
  const siteId = draft.site.id;
  const domain = draft.target ?? '';
  if (holder.kind === 'slug')
    return slugRefused(draft, `which ${siteLabel(holder.draft.site)} has and keeps`, suggest());
  if (holder.kind === 'site')
    return {
      code: 'domain-taken',
      severity: 'error',
      siteId,
      message: `${siteLabelFirst(draft.site)} should become "${domain}", which ${siteLabel(holder.draft.site)} has and keeps.`,
      suggestion: null,
    };
  const { alias } = holder;
  const whose = alias.siteId === siteId ? 'its own alias' : `the alias of site ${alias.siteId}`;
  return {
    code: 'alias-in-the-way',
    severity: 'error',
    siteId,
    message: `${siteLabelFirst(draft.site)} needs the domain "${domain}", which ${whose} has ("${alias.domain}", alias ${alias.id}).`,
    suggestion: null,
  };
};

/** How many rivals a message names before it only counts. */
const NAMED_RIVALS = 3;

/** Why all of these want one value: they are given equal slugs, have equal ones, or their domains come out equal in another way. */
const describeRivals = (
  rivals: readonly SiteDraft[],
  isSlugColumn: boolean,
): ((draft: SiteDraft, suggestion: string) => Problem) => {
  const slugs = new Set(rivals.map((rival) => rival.identity?.slug.toLowerCase()));
  const isSlug = slugs.size === 1 && rivals.every((rival) => rival.isFromSlug);
  const first = rivals.slice(0, NAMED_RIVALS + 1);
  return (draft, suggestion) => {
    const named = first.filter((rival) => rival !== draft).slice(0, NAMED_RIVALS);
    const unnamed = rivals.length - 1 - named.length;
    const others = [
      ...named.map(({ site }) => siteLabel(site)),
      ...(unnamed > 0 ? [`${unnamed} more`] : []),
    ].join(', ');
    if (isSlugColumn)
      return slugRefused(
        draft,
        `which ${others} ${rivals.length > 2 ? 'are' : 'is'} to get as well`,
        suggestion,
      );
    const message = isSlug
      ? `${siteLabelFirst(draft.site)} has the slug "${draft.identity?.slug}", and so has ${others}; case makes no difference.`
      : `${siteLabelFirst(draft.site)} would become "${draft.target}", and so would ${others}.`;
    return {
      code: isSlug ? 'slug-duplicate' : 'domain-duplicate',
      severity: 'error',
      siteId: draft.site.id,
      message,
      suggestion: isSlug || draft.isFromSlug ? suggestion : null,
    };
  };
};

const suggestedFor = (draft: SiteDraft): string | null =>
  draft.problems.find(({ suggestion }) => suggestion !== null)?.suggestion ?? null;

/** Slugs in use and slugs already suggested. */
const slugsSpokenFor = (drafts: readonly SiteDraft[]): readonly string[] =>
  drafts.flatMap((draft) => [draft.identity?.slug ?? '', suggestedFor(draft) ?? '']);

/**
 * Finds every site whose new slug or domain cannot be written next to those of the others (multisite.md, trap 7), before anything is
 * written. A site that is left out keeps its rows, which may be in another's way in turn: the search goes on until nothing
 * changes, in time linear in the rows. Sites that exchange slugs or domains are no conflict.
 *
 * @param drafts all sites; those without a target keep their domain, those without a new slug theirs
 * @param aliases all rows of `multisite_alias`, null where that table is absent
 * @returns the problems by site id; each site in it is to be left out
 */
export const findConflicts = (
  drafts: readonly SiteDraft[],
  aliases: readonly AliasRow[] | null,
): ReadonlyMap<number, readonly Problem[]> => {
  const found = new Map<number, Problem[]>();
  const [slugs, sites, aliasColumn] = [emptyColumn(), emptyColumn(), emptyColumn()];
  let giveSlug: SlugGiver | null = null;
  const queue: SiteDraft[] = [];

  // Shared by all, so that every suggestion can be taken at once.
  const suggestFor = (draft: SiteDraft): string => {
    const give: SlugGiver = giveSlug ?? slugGiver(slugsSpokenFor(drafts));
    giveSlug = give;
    return suggestedFor(draft) ?? give(draft.identity?.slug ?? '');
  };
  const leaveOut = (draft: SiteDraft, problem: Problem): void => {
    found.set(draft.site.id, [problem]);
    queue.push(draft);
  };
  const meet = (column: Column, key: string): void => {
    const holder = column.kept.get(key);
    if (holder === undefined) return;
    for (const draft of column.wanted.get(key) ?? [])
      if (!found.has(draft.site.id))
        leaveOut(
          draft,
          describeHolder(holder, draft, () => suggestFor(draft)),
        );
  };
  const keep = (column: Column, domain: string, holder: Holder): void => {
    if (column.kept.has(keyOf(domain))) return;
    column.kept.set(keyOf(domain), holder);
    meet(column, keyOf(domain));
  };
  const keepRows = (draft: SiteDraft): void => {
    // A new site that is left out is not made.
    if (draft.site.id < 0) return;
    if (draft.storedSlug !== null) keep(slugs, draft.storedSlug, { kind: 'slug', draft });
    keep(sites, draft.site.domain, { kind: 'site', draft });
    if (draft.canonical !== null)
      keep(aliasColumn, draft.canonical.domain, { kind: 'alias', alias: draft.canonical });
  };
  const drain = (): void => {
    for (let draft = queue.pop(); draft !== undefined; draft = queue.pop()) keepRows(draft);
  };
  const compete = (column: Column): void => {
    for (const [key, all] of column.wanted) {
      const rivals = all.filter((draft) => !found.has(draft.site.id));
      if (rivals.length > 1) {
        const describe = describeRivals(rivals, column === slugs);
        for (const draft of rivals) leaveOut(draft, describe(draft, suggestFor(draft)));
      }
      meet(column, key);
    }
    drain();
  };

  if (drafts.some(({ newSlug }) => newSlug !== null)) {
    for (const draft of drafts) {
      if (draft.newSlug !== null) want(slugs, draft.newSlug, draft);
      else if (draft.storedSlug !== null) keep(slugs, draft.storedSlug, { kind: 'slug', draft });
    }
    compete(slugs);
  }

  for (const draft of drafts) {
    if (!found.has(draft.site.id) && writesSite(draft)) want(sites, draft.target ?? '', draft);
    else keep(sites, draft.site.domain, { kind: 'site', draft });
  }
  compete(sites);
  if (aliases === null) return found;

  const movedAliases = new Set<AliasRow>();
  for (const draft of drafts) {
    if (found.has(draft.site.id) || !writesAlias(draft)) continue;
    want(aliasColumn, draft.target ?? '', draft);
    if (draft.canonical !== null) movedAliases.add(draft.canonical);
  }
  for (const alias of aliases)
    if (!movedAliases.has(alias)) keep(aliasColumn, alias.domain, { kind: 'alias', alias });
  compete(aliasColumn);
  return found;
};
