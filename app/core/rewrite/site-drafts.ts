import type { Problem } from '../../contract';
import { slugGiver } from '../names/slugs';
import type { SiteIdentity, SiteTables } from '../sites/rows';
import { groupSites, type SiteGroup, siteLabelFirst } from '../sites/site-groups';
import { intendedDomain } from './intended-domain';
import type { RewriteSettings } from './rewrite-settings';

/** A site with the domain that it should have, before other sites are looked at. */
export interface SiteDraft extends SiteGroup {
  /** Its own domain for a site that is not managed. Null: an error of its own keeps it out. */
  readonly target: string | null;
  readonly isFromSlug: boolean;
  readonly problems: readonly Problem[];
}

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
  return { ...group, target: group.site.domain, isFromSlug: false, problems: [problem] };
};

/** All sites by id, each judged by itself. */
export const draftSites = (
  tables: SiteTables,
  identities: readonly SiteIdentity[],
  settings: RewriteSettings,
): readonly SiteDraft[] => {
  const groups = groupSites(tables, identities);
  // Shared by all, so that every suggestion can be taken at once.
  const giveSlug = slugGiver(groups.flatMap(({ identity }) => (identity === null ? [] : [identity.slug])));
  return groups.map((group) => {
    if (group.identity === null) return unmanaged(group, tables.plus !== null);
    const { domain, isFromSlug, problems } = intendedDomain(group, group.identity, settings, giveSlug);
    return { ...group, target: domain, isFromSlug, problems };
  });
};
