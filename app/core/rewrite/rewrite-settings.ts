import type { DomainFormat } from '../format/domain-format';

/** What decides a site's domain (multisite.md, "Rewriting domains"). */
export interface RewriteSettings {
  readonly format: DomainFormat;
  /** `DJANGO_MULTISITE_PLUS_REWRITE_DOMAINS`. */
  readonly rewriteDomains: boolean;
  /** `DJANGO_MULTISITE_PLUS_USE_REAL_DOMAIN`; wins over `rewriteDomains`. */
  readonly useRealDomain: boolean;
}

/** What may be asked of a rewrite beyond the settings. */
export interface RewriteOptions {
  /** Instead of the configured format; rewrites even where the settings say not to. Default: as the settings say. */
  readonly format?: DomainFormat | null;
  /** Gives every site its real domain. Default: as the settings say. */
  readonly asRealDomains?: boolean;
  /** Slugs to be stored, by site id; domains follow at once. */
  readonly slugs?: ReadonlyMap<number, string>;
  /** Ids of sites that keep all their rows; a slug chosen for one of them is not stored. */
  readonly leaveOut?: ReadonlySet<number>;
}
