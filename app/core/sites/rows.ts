import type { Problem } from '../../contract';

/** A row of `django_site`. */
export interface SiteRow {
  readonly id: number;
  readonly domain: string;
  readonly name: string;
}

/** A row of `django_multisite_plus_site`. */
export interface PlusRow {
  readonly siteId: number;
  readonly realDomain: string;
  readonly slug: string;
  readonly isEnabled: boolean;
  /** As PostgreSQL prints it. */
  readonly lastUpdatedAt: string;
  readonly extraUwsgiIni: string;
}

/** A row of `multisite_alias`. `isCanonical` false is not legal, and occurs (trap 10). */
export interface AliasRow {
  readonly id: number;
  readonly domain: string;
  readonly siteId: number;
  readonly isCanonical: boolean | null;
  readonly redirectToCanonical: boolean;
}

/** What rows are wrong in themselves: only a database without Django's constraints can hold them. */
export interface RowOddities {
  /** By site id: what keeps its rows as they are. */
  readonly ofSites: ReadonlyMap<number, Problem>;
  /** By table: how many rows lack a value, and are passed over. */
  readonly incomplete: ReadonlyMap<string, number>;
}

/** The site tables of one database. Null: the table is absent (multisite.md, "Tables": three shapes). */
export interface SiteTables {
  readonly sites: readonly SiteRow[] | null;
  readonly aliases: readonly AliasRow[] | null;
  readonly plus: readonly PlusRow[] | null;
  /** Left out: none was found (see `soundRows`). */
  readonly oddities?: RowOddities;
}

/** Slug and real domain of a site whose database has no plus table: kept in the catalog instead. */
export interface SiteIdentity {
  readonly siteId: number;
  readonly slug: string;
  readonly realDomain: string;
}

/** All that the site rules read and write of one database. */
export interface SiteRows {
  readonly tables: SiteTables;
  /** Of a database without the plus table; empty where that table is. */
  readonly identities: readonly SiteIdentity[];
}
