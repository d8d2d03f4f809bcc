import type { DomainFormat } from '../format/domain-format';

/** What decides a site's domain (multisite.md, "Rewriting domains"). */
export interface RewriteSettings {
  readonly format: DomainFormat;
  /** `DJANGO_MULTISITE_PLUS_REWRITE_DOMAINS`. */
  readonly rewriteDomains: boolean;
  /** `DJANGO_MULTISITE_PLUS_USE_REAL_DOMAIN`; wins over `rewriteDomains`. */
  readonly useRealDomain: boolean;
}
