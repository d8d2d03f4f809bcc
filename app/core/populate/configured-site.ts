/** A site of the configuration (`sites` of manysite.json, or DJANGO_MULTISITE_PLUS_SITES), by its slug. */
export interface ConfiguredSite {
  readonly slug: string;
  /** Null, also for 0: the site is looked up by its slug. */
  readonly id: number | null;
  /** Null, also for an empty one: what is stored stays. */
  readonly realDomain: string | null;
  /** Null, also for an empty one: what is stored stays; a new site is called by its domain. */
  readonly name: string | null;
}

/**
 * The sites of a configuration as `populate` takes them. An id of 0 means none, and an empty text says nothing (multisite.md,
 * "Populating sites from configuration").
 */
export const configuredSites = (
  sites: Readonly<
    Record<
      string,
      {
        readonly id?: number | undefined;
        readonly realDomain?: string | undefined;
        readonly name?: string | undefined;
      }
    >
  >,
): ConfiguredSite[] =>
  Object.entries(sites).map(([slug, { id, realDomain, name }]) => ({
    slug,
    id: id === undefined || id === 0 ? null : id,
    realDomain: realDomain === undefined || realDomain === '' ? null : realDomain,
    name: name === undefined || name === '' ? null : name,
  }));
