import type { InspectedSite, Problem } from '../../../app/contract';

/** One site of a dump as the X-ray shows it. */
export interface SiteRow {
  readonly site: InspectedSite;
  /** As it would be imported. */
  readonly localDomain: string | null;
  readonly slug: string;
  /** What is wrong with it in the dump, the gravest first; solved where `isSolved`. */
  readonly problem: Problem | null;
  readonly isSolved: boolean;
  /** Another slug would solve it, so one can be chosen. */
  readonly hasSlugFix: boolean;
}

const gravest = (problems: readonly Problem[]): Problem | null =>
  problems.find(({ severity }) => severity === 'error') ?? problems[0] ?? null;

const isOfSlug = ({ code, severity, suggestion }: Problem): boolean =>
  severity === 'error' && (suggestion !== null || code.startsWith('slug-'));

/** Of several sites with one slug, the one that keeps it: the plainest as it is, else the one with the smallest id. */
const keepers = (sites: readonly InspectedSite[]): ReadonlySet<number> => {
  const bySlug = new Map<string, InspectedSite>();
  for (const site of sites) {
    const key = site.slug.toLowerCase();
    const other = bySlug.get(key);
    const isPlain = site.slug === key;
    const isOtherPlain = other?.slug === key;
    if (other === undefined || (isPlain === isOtherPlain ? site.id < other.id : isPlain))
      bySlug.set(key, site);
  }
  return new Set([...bySlug.values()].map(({ id }) => id));
};

/** The slugs that would solve the problems of a dump, by site id. */
export const suggestedSlugs = (sites: readonly InspectedSite[]): Record<string, string> => {
  const kept = keepers(sites);
  return Object.fromEntries(
    sites.flatMap(({ id, problems }) => {
      const fixable = problems.find((problem) => isOfSlug(problem) && problem.suggestion !== null);
      const isKept = fixable?.code === 'slug-duplicate' && kept.has(id);
      return fixable?.suggestion == null || isKept ? [] : [[String(id), fixable.suggestion]];
    }),
  );
};

/**
 * The sites of a dump, those with problems first.
 *
 * @param found as the dump is
 * @param planned the same sites with the slugs that were chosen
 * @param slugs those slugs, by site id
 */
export const siteRows = (
  found: readonly InspectedSite[],
  planned: readonly InspectedSite[],
  slugs: Readonly<Record<string, string>>,
): readonly SiteRow[] => {
  const plannedById = new Map(planned.map((site) => [site.id, site]));
  const rows = found.map((site): SiteRow => {
    const now = plannedById.get(site.id) ?? site;
    const left = gravest(now.problems);
    const hasFix = site.problems.some(isOfSlug);
    const isSolved = left?.severity !== 'error' && hasFix;
    // The slug of another site was chosen, so that this one keeps its own.
    const isSettled = isSolved && slugs[String(site.id)] === undefined;
    return {
      site,
      localDomain: now.localDomain,
      slug: slugs[String(site.id)] ?? now.slug,
      problem: isSolved && !isSettled ? gravest(site.problems) : left,
      isSolved: isSolved && !isSettled,
      hasSlugFix: hasFix && !isSettled,
    };
  });
  return [...rows].sort((one, other) => rankOf(one) - rankOf(other));
};

const rankOf = ({ problem }: SiteRow): number =>
  problem === null ? 2 : problem.severity === 'error' ? 0 : 1;

/** What is wrong, for the row of its site: without naming the site again. */
export const problemInRow = ({ message }: Problem, { id, name }: InspectedSite): string => {
  const label = name === '' ? `site ${id}` : `site ${id} (${name})`;
  const first = `${label.charAt(0).toUpperCase()}${label.slice(1)} `;
  const told = (
    message.startsWith(first) ? message.slice(first.length) : message.replace(` of ${label}`, '')
  ).replace(/\.$/, '');
  return `${told.charAt(0).toUpperCase()}${told.slice(1)}`;
};
