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

/** Whether another slug than the stored one is to be written. */
const writesSlug = ({ target, identity, storedSlug }: SiteDraft): boolean =>
  target !== null && identity !== null && identity.slug !== storedSlug;

const writesSite = (draft: SiteDraft): boolean => draft.target !== null && draft.target !== draft.site.domain;

const writesAlias = (draft: SiteDraft): boolean =>
  draft.target !== null && draft.target !== '' && draft.target !== draft.canonical?.domain;

const want = (column: Column, value: string, draft: SiteDraft): void => {
  const key = keyOf(value);
  const others = column.wanted.get(key);
  if (others === undefined) column.wanted.set(key, [draft]);
  else others.push(draft);
};

const describeHolder = (holder: Holder, draft: SiteDraft): Problem => {
  const siteId = draft.site.id;
  const domain = draft.target ?? '';
  if (holder.kind === 'slug')
    return {
      code: 'slug-duplicate',
      severity: 'error',
      siteId,
      message: `${siteLabelFirst(draft.site)} should get the slug "${draft.identity?.slug}", which ${siteLabel(holder.draft.site)} has and keeps.`,
      suggestion: null,
    };
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

/** Why all of these want one value: their slugs are equal but for case, or the domains come out equal in another way. */
const describeRivals = (
  rivals: readonly SiteDraft[],
  isSlugColumn: boolean,
): ((draft: SiteDraft, suggestion: string) => Problem) => {
  const slugs = new Set(rivals.map((rival) => rival.identity?.slug.toLowerCase()));
  const isSlug = isSlugColumn || (slugs.size === 1 && rivals.every((rival) => rival.isFromSlug));
  const first = rivals.slice(0, NAMED_RIVALS + 1);
  return (draft, suggestion) => {
    const named = first.filter((rival) => rival !== draft).slice(0, NAMED_RIVALS);
    const unnamed = rivals.length - 1 - named.length;
    const others = [
      ...named.map(({ site }) => siteLabel(site)),
      ...(unnamed > 0 ? [`${unnamed} more`] : []),
    ].join(', ');
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
 * Finds every site whose new domain cannot be written next to those of the others (multisite.md, trap 7), before anything is
 * written. A site that is left out keeps its rows, which may be in another's way in turn: the search goes on until nothing
 * changes, in time linear in the rows. Sites that exchange domains are no conflict.
 *
 * @param drafts all sites; those without target are out from the start
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

  const leaveOut = (draft: SiteDraft, problem: Problem): void => {
    const problems = found.get(draft.site.id);
    if (problems !== undefined) return;
    found.set(draft.site.id, [problem]);
    queue.push(draft);
  };
  const meet = (column: Column, key: string): void => {
    const holder = column.kept.get(key);
    if (holder === undefined) return;
    for (const draft of column.wanted.get(key) ?? []) leaveOut(draft, describeHolder(holder, draft));
  };
  const keep = (column: Column, domain: string, holder: Holder): void => {
    if (column.kept.has(keyOf(domain))) return;
    column.kept.set(keyOf(domain), holder);
    meet(column, keyOf(domain));
  };
  const keepRows = (draft: SiteDraft): void => {
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
        const give: SlugGiver = giveSlug ?? slugGiver(slugsSpokenFor(drafts));
        giveSlug = give;
        for (const draft of rivals)
          leaveOut(draft, describe(draft, suggestedFor(draft) ?? give(draft.identity?.slug ?? '')));
      }
      meet(column, key);
    }
    drain();
  };

  if (drafts.some(writesSlug)) {
    for (const draft of drafts) {
      if (writesSlug(draft)) want(slugs, draft.identity?.slug ?? '', draft);
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
