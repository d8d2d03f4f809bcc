import { AppError, type Problem } from '../../contract';
import type { SiteOperation } from '../plans/operation';
import { giveDomains } from '../settle/give-domains';
import { chooseSlugs } from '../sites/choose-slugs';
import { rowWarnings } from '../sites/row-warnings';
import type { SiteRows } from '../sites/rows';
import { groupSites, siteLabel } from '../sites/site-groups';
import { incompleteRows } from '../sites/sound-rows';
import { elsewhereProblems, noSurroundings, repeatedNames, templateWarnings } from '../sites/surroundings';
import type { RewriteOptions, RewriteSettings } from './rewrite-settings';
import { settleSites } from './settle-sites';
import type { SiteDraft } from './site-drafts';

const tableMissing: Problem = {
  code: 'sites-table-missing',
  severity: 'warning',
  siteId: null,
  message: 'This database has no table django_site, so there is nothing to rewrite.',
  suggestion: null,
};

const settingsFor = (settings: RewriteSettings, options: RewriteOptions): RewriteSettings => {
  if (options.asRealDomains === true) return { ...settings, useRealDomain: true };
  const { format = null } = options;
  return format === null ? settings : { format, rewriteDomains: true, useRealDomain: false };
};

/** A slug or a wish for a site that is not there is a mistake of the asking, and nothing is done. */
const requireSites = ({ tables, identities }: SiteRows, { slugs, leaveOut }: RewriteOptions): void => {
  const sites = new Set((tables.sites ?? []).map(({ id }) => id));
  const managed = new Set((tables.plus ?? identities).map(({ siteId }) => siteId));
  const unknown = [...(leaveOut ?? [])].filter((id) => !sites.has(id));
  const unmanaged = [...(slugs?.keys() ?? [])].filter((id) => !managed.has(id));
  const [first] = [...unknown, ...unmanaged];
  if (first === undefined) return;
  const isThere = sites.has(first);
  throw new AppError(
    'site-not-found',
    isThere
      ? `Site ${first} has no slug to be changed: it is not managed.`
      : `There is no site with the id ${first}.`,
    {
      hint: isThere ? 'Adopt it first.' : `There are: ${[...sites].join(', ') || 'none'}.`,
      data: { siteIds: [...unknown, ...unmanaged] },
    },
  );
};

const rewritten = ({ tables, identities }: SiteRows, settled: readonly SiteDraft[]): SiteRows => {
  const slugs = new Map<number, string>();
  for (const { target, newSlug, site } of settled)
    if (target !== null && newSlug !== null) slugs.set(site.id, newSlug);
  return giveDomains(chooseSlugs({ tables, identities, slugs }), settled);
};

const hasNewSlug = ({ target, newSlug }: SiteDraft): boolean => target !== null && newSlug !== null;

const slugTitle = ({ site, storedSlug, identity }: SiteDraft): string =>
  `Slug of ${site.name === '' ? siteLabel(site) : site.name}: ${storedSlug === '' ? 'blank' : storedSlug} → ${identity?.slug}`;

/** After the one slug that is all of it, or after where the domains go. */
const titleOf = (settled: readonly SiteDraft[], settings: RewriteSettings): string => {
  const changed = settled.filter(
    (draft) => draft.target !== null && (draft.newSlug !== null || draft.target !== draft.site.domain),
  );
  const [first] = changed;
  if (changed.length === 1 && first !== undefined && hasNewSlug(first)) return slugTitle(first);
  const isReal = settings.useRealDomain || !settings.rewriteDomains;
  return `Rewrite → ${isReal ? 'real domains' : settings.format.source}`;
};

/**
 * The rewrite (multisite.md, "Rewriting domains"): new domains, canonical aliases that follow them or are created, and slugs that
 * were chosen. A site with an error is left out whole; the rest is one plan that can be applied in two phases, so sites may
 * exchange domains and slugs (trap 7).
 *
 * The operation throws `site-not-found` for options that name a site which is not there, or has no slug to be changed.
 */
export const rewriteSites =
  (options: RewriteOptions = {}): SiteOperation =>
  (input) => {
    requireSites(input, options);
    const settings = settingsFor(input.settings, options);
    const before: SiteRows = { tables: input.tables, identities: input.identities };
    if (input.tables.sites === null)
      return { after: before, problems: [tableMissing], title: titleOf([], settings) };
    const settled = settleSites({ ...before, settings }, options);
    const after = rewritten(before, settled);
    const { surroundings = noSurroundings } = input;
    const groups = groupSites(after.tables, after.identities);
    const names = repeatedNames(groups);
    const warnings = groups.map((group) => [
      ...rowWarnings(group, input.routerPort),
      ...(names.get(group.site.id) ?? []),
      ...templateWarnings(group, surroundings.templateFolders),
    ]);
    return {
      after,
      problems: [
        ...elsewhereProblems(after.tables, surroundings.domainsElsewhere),
        ...incompleteRows(input.tables),
        ...settled.flatMap((site, index) => [...site.problems, ...(warnings[index] ?? [])]),
      ],
      title: titleOf(settled, settings),
    };
  };
