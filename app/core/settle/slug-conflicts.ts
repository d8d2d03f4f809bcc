import type { Problem } from '../../contract';
import { slugGiver } from '../names/slugs';
import { type SiteGroup, siteLabel, siteLabelFirst } from '../sites/site-groups';

/** A site that is given a slug, with the one that it has now; null where it has none yet. */
interface SlugWish {
  readonly group: SiteGroup;
  readonly before: string | null;
}

/** Slugs that differ only in case give one domain, so they count as equal (multisite.md, trap 7). */
const keyOf = (slug: string): string => slug.toLowerCase();

const wishedSlug = ({ group }: SlugWish): string => group.identity?.slug ?? '';

/**
 * Finds the sites that cannot get their new slug next to those of the others. A site that is left out keeps its slug, which may be
 * in another's way in turn: the search goes on until nothing changes, in time linear in the sites. Sites that exchange slugs are
 * no conflict.
 *
 * @param groups all sites, with the slugs that they should have
 * @param before the slugs that they have now, by site id; a site that has none is not in it
 * @returns one error a site that is to be left out
 */
export const findSlugConflicts = (
  groups: readonly SiteGroup[],
  before: ReadonlyMap<number, string>,
): ReadonlyMap<number, Problem> => {
  const found = new Map<number, Problem>();
  const kept = new Map<string, SiteGroup>();
  const wished = new Map<string, SlugWish[]>();
  for (const group of groups) {
    if (group.identity === null) continue;
    const { slug } = group.identity;
    const wish = { group, before: before.get(group.site.id) ?? null };
    const key = keyOf(slug);
    if (wish.before === slug) kept.set(key, group);
    else {
      const others = wished.get(key);
      if (others === undefined) wished.set(key, [wish]);
      else others.push(wish);
    }
  }
  if (wished.size === 0) return found;

  const giveSlug = slugGiver(groups.flatMap(({ identity }) => (identity === null ? [] : [identity.slug])));
  const queue: SlugWish[] = [];
  const leaveOut = (wish: SlugWish, because: string): void => {
    const { site } = wish.group;
    if (found.has(site.id)) return;
    const slug = wishedSlug(wish);
    found.set(site.id, {
      code: 'slug-duplicate',
      severity: 'error',
      siteId: site.id,
      message: `${siteLabelFirst(site)} cannot get the slug "${slug}", ${because}; case makes no difference.`,
      suggestion: giveSlug(slug),
    });
    queue.push(wish);
  };
  const meet = (key: string): void => {
    const holder = kept.get(key);
    if (holder === undefined) return;
    for (const wish of wished.get(key) ?? []) leaveOut(wish, `which ${siteLabel(holder.site)} has and keeps`);
  };
  for (const [key, wishes] of wished) {
    const [first, second] = wishes;
    if (first !== undefined && second !== undefined)
      for (const wish of wishes) {
        const other = wish === first ? second : first;
        leaveOut(wish, `which ${siteLabel(other.group.site)} is to get as well`);
      }
    meet(key);
  }
  for (let wish = queue.pop(); wish !== undefined; wish = queue.pop()) {
    if (wish.before === null || kept.has(keyOf(wish.before))) continue;
    kept.set(keyOf(wish.before), wish.group);
    meet(keyOf(wish.before));
  }
  return found;
};
