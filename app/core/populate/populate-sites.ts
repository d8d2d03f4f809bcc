import { counted, type Problem } from '../../contract';
import type { OperationInput, OperationOutcome, SiteOperation } from '../plans/operation';
import { settleRows } from '../settle/settle-rows';
import { rowWarnings } from '../sites/row-warnings';
import { groupSites } from '../sites/site-groups';
import type { ConfiguredSite } from './configured-site';
import { wishRows } from './wish-rows';

/** A site that is not made has no id that anybody knows. */
const withKnownSite = (problem: Problem): Problem =>
  problem.siteId !== null && problem.siteId < 0 ? { ...problem, siteId: null } : problem;

const titleOf = (newSites: number, changedSites: number): string => {
  const parts = [
    ...(newSites > 0 ? [counted(newSites, 'new site')] : []),
    ...(changedSites > 0 ? [`${changedSites} changed`] : []),
  ];
  return `Sites of the configuration: ${parts.length === 0 ? 'nothing to change' : parts.join(', ')}`;
};

const populate = (input: OperationInput, configured: readonly ConfiguredSite[]): OperationOutcome => {
  const { settings, routerPort } = input;
  const before = { tables: input.tables, identities: input.identities };
  const wish = wishRows(input, configured);
  const { after, leftOut, problems } = settleRows({
    before,
    wanted: wish.rows,
    rewritten: wish.saved,
    settings,
  });
  const isDone = (siteId: number): boolean => !leftOut.has(siteId);
  const touched = new Set([...wish.saved, ...wish.renamed].filter(isDone));
  const warnings = groupSites(after.tables, after.identities)
    .filter(({ site }) => touched.has(site.id))
    .flatMap((group) => rowWarnings(group, routerPort));
  const created = wish.created.filter(isDone).length;
  return {
    after,
    problems: [...wish.problems, ...problems, ...warnings].map(withKnownSite),
    title: titleOf(created, touched.size - created),
  };
};

/**
 * Populates sites from the configuration (multisite.md, "Populating sites from configuration"): as django-multisite-plus does it
 * where it is right. A site is found by its id, else by its slug, with case; what is not found is made. Empty values clear nothing,
 * nothing is deleted or disabled, and what is as it should be is not written. Each site whose slug, real domain or (found by id) name
 * changes follows the domain rule at once.
 *
 * Better than Python: slugs may be exchanged, and a site that cannot get its slug or domain is named and left out, the others are
 * done (trap 7); a new site without real domain gets an empty one (trap 4); a name that does not fit is named (trap 2). Sites with an
 * id are looked at first, so that a second run never changes anything.
 */
export const populateSites =
  (configured: readonly ConfiguredSite[]): SiteOperation =>
  (input) =>
    populate(input, configured);
