import type { Problem } from '../../contract';
import { slugGiver, slugProblem } from '../names/slugs';
import type { SiteIdentity, SiteTables } from '../sites/rows';
import { groupSites, type SiteGroup, siteLabel, siteLabelFirst } from '../sites/site-groups';
import { intendedDomain } from './intended-domain';
import type { RewriteOptions, RewriteSettings } from './rewrite-settings';

/** A site with the domain that it should have, before other sites are looked at. Its identity has the slug that is wanted. */
export interface SiteDraft extends SiteGroup {
  /** The slug that is stored now; differs from the identity's where another was chosen. Null: not managed. */
  readonly storedSlug: string | null;
  /** The slug that is to be written in its place; null: none is. */
  readonly newSlug: string | null;
  /** Its own domain for a site that is not managed. Null: an error of its own keeps it out, or it was left out. */
  readonly target: string | null;
  readonly isFromSlug: boolean;
  readonly problems: readonly Problem[];
}

/** What is decided of a site. */
type Decision = Omit<SiteDraft, keyof SiteGroup>;

const keepsAll: Decision = {
  storedSlug: null,
  newSlug: null,
  target: null,
  isFromSlug: false,
  problems: [],
};

/** Key by key: thousands are made, and a spread of both takes ten times as long. */
const draftOf = (group: SiteGroup, decision: Decision): SiteDraft => ({
  site: group.site,
  plus: group.plus,
  identity: group.identity,
  aliases: group.aliases,
  canonical: group.canonical,
  storedSlug: decision.storedSlug,
  newSlug: decision.newSlug,
  target: decision.target,
  isFromSlug: decision.isFromSlug,
  problems: decision.problems,
});

const unmanaged = (group: SiteGroup, hasPlusTable: boolean): SiteDraft => {
  const what = hasPlusTable ? 'no row in django_multisite_plus_site' : 'no slug yet';
  const message = `${siteLabelFirst(group.site)} has ${what}: it keeps its domain "${group.site.domain}" until it is adopted.`;
  const problem: Problem = {
    code: 'plus-row-missing',
    severity: 'warning',
    siteId: group.site.id,
    message,
    suggestion: null,
  };
  return draftOf(group, { ...keepsAll, target: group.site.domain, problems: [problem] });
};

const withChosenSlug = (
  group: SiteGroup,
  slugs: ReadonlyMap<number, string>,
  leaveOut: ReadonlySet<number>,
): SiteGroup => {
  const slug = leaveOut.has(group.site.id) ? undefined : slugs.get(group.site.id);
  return group.identity === null || slug === undefined
    ? group
    : { ...group, identity: { ...group.identity, slug } };
};

/** A slug that somebody chose must be good, whether the domain is made of it or not. */
const problemOfChosen = (group: SiteGroup, slug: string): Problem | null => {
  const found = slugProblem(slug);
  return found?.severity === 'error'
    ? {
        code: found.code,
        severity: 'error',
        siteId: group.site.id,
        message: `The slug "${slug}" that was chosen for ${siteLabel(group.site)} ${found.reason}.`,
        suggestion: null,
      }
    : null;
};

/** All sites by id, each judged by itself. */
export const draftSites = (
  tables: SiteTables,
  identities: readonly SiteIdentity[],
  settings: RewriteSettings,
  { slugs = new Map(), leaveOut = new Set() }: RewriteOptions = {},
): readonly SiteDraft[] => {
  const stored = groupSites(tables, identities);
  const groups = slugs.size === 0 ? stored : stored.map((group) => withChosenSlug(group, slugs, leaveOut));
  // Shared by all, so that every suggestion can be taken at once.
  const giveSlug = slugGiver(groups.flatMap(({ identity }) => (identity === null ? [] : [identity.slug])));
  return groups.map((group, index) => {
    const { identity } = group;
    const storedSlug = stored[index]?.identity?.slug ?? null;
    if (leaveOut.has(group.site.id)) return draftOf(group, { ...keepsAll, storedSlug });
    const oddity = tables.oddities?.ofSites.get(group.site.id);
    if (oddity !== undefined) return draftOf(group, { ...keepsAll, storedSlug, problems: [oddity] });
    if (identity === null) return unmanaged(group, tables.plus !== null);
    const refused = identity.slug === storedSlug ? null : problemOfChosen(group, identity.slug);
    if (refused !== null)
      return draftOf(group, { ...keepsAll, storedSlug, isFromSlug: true, problems: [refused] });
    const { domain, isFromSlug, problems } = intendedDomain(group, identity, settings, giveSlug);
    const newSlug = domain === null || identity.slug === storedSlug ? null : identity.slug;
    return draftOf(group, { storedSlug, newSlug, target: domain, isFromSlug, problems });
  });
};
