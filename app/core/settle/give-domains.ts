import type { SiteDraft } from '../rewrite/site-drafts';
import type { AliasRow, SiteRows } from '../sites/rows';

/** A row that keeps its domain stays the very same value, which tells at once that it is not changed. */
const withDomain = <Row extends { readonly domain: string }>(row: Row, domain: string | undefined): Row =>
  domain === undefined || domain === row.domain ? row : { ...row, domain };

/** The sites' domains as their drafts want them, and their canonical aliases after them, made where they are missing. */
export const giveDomains = (rows: SiteRows, drafts: readonly SiteDraft[]): SiteRows => {
  const domains = new Map<number, string>();
  const canonical = new Map<number, string>();
  const withoutCanonical: SiteDraft[] = [];
  for (const draft of drafts) {
    if (draft.target === null) continue;
    domains.set(draft.site.id, draft.target);
    if (draft.target === '') continue;
    if (draft.canonical === null) withoutCanonical.push(draft);
    else canonical.set(draft.canonical.id, draft.target);
  }
  const { sites, aliases, plus } = rows.tables;
  const lowestId = (aliases ?? []).reduce((lowest, { id }) => Math.min(lowest, id), 0);
  const created = withoutCanonical.map(
    ({ site, target }, index): AliasRow => ({
      id: lowestId - 1 - index,
      domain: target ?? '',
      siteId: site.id,
      isCanonical: true,
      redirectToCanonical: true,
    }),
  );
  return {
    tables: {
      sites: sites?.map((row) => withDomain(row, domains.get(row.id))) ?? null,
      aliases:
        aliases === null
          ? null
          : [...aliases.map((row) => withDomain(row, canonical.get(row.id))), ...created],
      plus,
    },
    identities: rows.identities,
  };
};
