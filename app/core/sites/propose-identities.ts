import { slugGiver } from '../names/slugs';
import type { SiteIdentity, SiteTables } from './rows';
import { slugSource } from './slug-source';

/**
 * Slugs and real domains for a database without the plus table (multisite.md, "Tables"): the domain as it is now is the real
 * domain, the slug comes from the name or the domain. To be called right after the import, before any rewrite.
 *
 * @returns one identity a site by id, each slug a valid DNS label and unique; nothing for a database that has the plus table
 */
export const proposeIdentities = (tables: SiteTables): SiteIdentity[] => {
  if (tables.plus !== null) return [];
  const giveSlug = slugGiver([]);
  return [...(tables.sites ?? [])]
    .sort((a, b) => a.id - b.id)
    .map((site) => ({ siteId: site.id, slug: giveSlug(slugSource(site)), realDomain: site.domain }));
};
