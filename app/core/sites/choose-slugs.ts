import type { SiteRows } from './rows';

/**
 * Puts chosen slugs in place of those found: in the plus rows, or in the identities of a database without that table. What is
 * planned from the result is what a rewrite does once the slugs are stored (`--slug 12=velos-ch`).
 *
 * @param slugs by site id; ids that name no plus row or identity are passed over
 */
export const chooseSlugs = (input: SiteRows & { readonly slugs: ReadonlyMap<number, string> }): SiteRows => {
  const { tables, identities, slugs } = input;
  if (slugs.size === 0) return { tables, identities };
  const withSlug = <Row extends { readonly siteId: number; readonly slug: string }>(row: Row): Row => {
    const slug = slugs.get(row.siteId) ?? row.slug;
    return slug === row.slug ? row : { ...row, slug };
  };
  return {
    tables: { ...tables, plus: tables.plus?.map(withSlug) ?? null },
    identities: identities.map(withSlug),
  };
};
