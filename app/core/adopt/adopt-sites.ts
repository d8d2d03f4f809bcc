import { AppError, counted, type Problem } from '../../contract';
import { slugGiver, slugProblem } from '../names/slugs';
import type { OperationInput, OperationOutcome, SiteOperation } from '../plans/operation';
import { settleRows } from '../settle/settle-rows';
import { rowWarnings } from '../sites/row-warnings';
import type { SiteRows } from '../sites/rows';
import { groupSites, type SiteGroup, siteLabel, siteLabelFirst } from '../sites/site-groups';
import { slugSource } from '../sites/slug-source';

/** Which sites are adopted, and by which slugs. */
export interface Adoption {
  /** Null: all that are not managed. */
  readonly siteIds: readonly number[] | null;
  /** Chosen slugs by site id; all others are proposed. */
  readonly slugs: ReadonlyMap<number, string>;
}

const requireKnown = (groups: readonly SiteGroup[], siteIds: Iterable<number>): void => {
  const known = new Set(groups.map(({ site }) => site.id));
  for (const siteId of siteIds) {
    if (known.has(siteId)) continue;
    throw new AppError('site-not-found', `This database has no site with the id ${siteId}.`, {
      hint: known.size === 0 ? 'It has none.' : `It has: ${[...known].join(', ')}.`,
      data: { siteId },
    });
  }
};

const managedAlready = ({ site, identity }: SiteGroup): Problem => ({
  code: 'plus-row-exists',
  severity: 'warning',
  siteId: site.id,
  message: `${siteLabelFirst(site)} is managed already, with the slug "${identity?.slug}"; it stays as it is.`,
  suggestion: null,
});

const badSlug = ({ site }: SiteGroup, slug: string, giveSlug: (text: string) => string): Problem | null => {
  const found = slugProblem(slug);
  if (found === null) return null;
  const message = `The slug ${slug === '' ? '' : `"${slug}" `}chosen for ${siteLabel(site)} ${found.reason}.`;
  return { code: found.code, severity: 'error', siteId: site.id, message, suggestion: giveSlug(slug) };
};

const adopt = (input: OperationInput, { siteIds, slugs }: Adoption): OperationOutcome => {
  const { tables, identities, settings, routerPort } = input;
  const before: SiteRows = { tables, identities };
  const groups = groupSites(tables, identities);
  requireKnown(groups, [...(siteIds ?? []), ...slugs.keys()]);
  const chosen = siteIds === null ? null : new Set([...siteIds, ...slugs.keys()]);
  const asked = groups.filter(({ site }) => chosen === null || chosen.has(site.id));
  const problems = asked
    .filter(({ site, identity }) => identity !== null && (chosen !== null || slugs.has(site.id)))
    .map(managedAlready);
  const giveSlug = slugGiver([
    ...groups.flatMap(({ identity }) => (identity === null ? [] : [identity.slug])),
    ...slugs.values(),
  ]);
  const adopted = asked
    .filter(({ identity }) => identity === null)
    .flatMap((group) => {
      const slug = slugs.get(group.site.id);
      const problem = slug === undefined ? null : badSlug(group, slug, giveSlug);
      if (problem !== null) problems.push(problem);
      const given = { siteId: group.site.id, realDomain: group.site.domain };
      return problem === null ? [{ ...given, slug: slug ?? giveSlug(slugSource(group.site)) }] : [];
    });
  const rows = adopted.map((row) => ({ ...row, isEnabled: true, lastUpdatedAt: '', extraUwsgiIni: '' }));
  const wanted: SiteRows = {
    tables: { ...tables, plus: tables.plus === null ? null : [...tables.plus, ...rows] },
    identities: tables.plus === null ? [...identities, ...adopted] : identities,
  };
  const rewritten = new Set(adopted.map(({ siteId }) => siteId));
  const settled = settleRows({ before, wanted, rewritten, settings });
  const done = adopted.filter(({ siteId }) => !settled.leftOut.has(siteId));
  const doneIds = new Set(done.map(({ siteId }) => siteId));
  const warnings = groupSites(settled.after.tables, settled.after.identities)
    .filter(({ site }) => doneIds.has(site.id))
    .flatMap((group) => rowWarnings(group, routerPort));
  const [only] = done;
  const what =
    only !== undefined && done.length === 1
      ? `site ${only.siteId} as ${only.slug}`
      : counted(done.length, 'site');
  return {
    after: settled.after,
    problems: [...problems, ...settled.problems, ...warnings],
    title: `Adopt ${done.length === 0 ? 'nothing' : what}`,
  };
};

/**
 * Adopts sites that are not managed (multisite.md, trap 14): each gets a plus row, or in a database without that table an identity in
 * the catalog, with a slug that is chosen or proposed from its name or domain. The domain that it has now becomes its real domain,
 * and its local domain follows the domain rule at once. A site for which that does not work is named and left out.
 *
 * @throws AppError `site-not-found`
 */
export const adoptSites =
  (adoption: Adoption): SiteOperation =>
  (input) =>
    adopt(input, adoption);
