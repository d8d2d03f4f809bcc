import type { AliasRow, PlusRow, SiteRow } from '../../core/sites/rows';
import type { Row } from './read-rows';

const isTrue = (value: string | null | undefined): boolean =>
  value === 't' || value === 'true' || value === '1';

const whole = (value: string | null | undefined): number | null => {
  if (value === undefined || value === null || !/^-?\d+$/.test(value)) return null;
  return Number(value);
};

/** Each row as `parse` makes it; rows that it cannot make (a value that must be computed) are counted instead. */
export const parseRows = <T>(rows: readonly Row[], parse: (row: Row) => T | null) => {
  const parsed = rows.map(parse);
  const found = parsed.filter((row) => row !== null);
  return { found, unreadable: parsed.length - found.length };
};

export const parseSiteRow = (row: Row): SiteRow | null => {
  const id = whole(row.id);
  const { domain, name } = row;
  if (id === null || domain === undefined || domain === null) return null;
  return { id, domain, name: name ?? '' };
};

export const parsePlusRow = (row: Row): PlusRow | null => {
  const siteId = whole(row.site_id);
  if (siteId === null) return null;
  return {
    siteId,
    realDomain: row.real_domain ?? '',
    slug: row.slug ?? '',
    // A version of the package that has no such column serves every site.
    isEnabled: row.is_enabled === undefined || isTrue(row.is_enabled),
    lastUpdatedAt: row.last_updated_at ?? '',
    extraUwsgiIni: row.extra_uwsgi_ini ?? '',
  };
};

export const parseAliasRow = (row: Row): AliasRow | null => {
  const id = whole(row.id);
  const siteId = whole(row.site_id);
  if (id === null || siteId === null || row.domain === undefined || row.domain === null) return null;
  return {
    id,
    siteId,
    domain: row.domain,
    isCanonical:
      row.is_canonical === null || row.is_canonical === undefined ? null : isTrue(row.is_canonical),
    redirectToCanonical: isTrue(row.redirect_to_canonical),
  };
};
