import { counted, type Problem } from '../../contract';
import { spelled } from '../names/host-name';
import type { OperationInput, OperationOutcome, SiteOperation } from '../plans/operation';
import { intendedDomain, isFromRealDomain } from '../rewrite/intended-domain';
import type { RewriteSettings } from '../rewrite/rewrite-settings';
import { settleRows } from '../settle/settle-rows';
import type { AliasRow, SiteRow, SiteRows } from '../sites/rows';
import { groupSites, siteLabel } from '../sites/site-groups';
import { repairAliases } from './repair-aliases';

const repaired = (count: number, one: string, many?: string): string[] =>
  count === 0 ? [] : [counted(count, one, many)];

/** Domains in lower case, but for those that another site has so spelled. */
const lowerDomains = (sites: readonly SiteRow[]) => {
  const counts = new Map<string, SiteRow[]>();
  for (const site of sites) {
    const same = counts.get(spelled(site.domain));
    if (same === undefined) counts.set(spelled(site.domain), [site]);
    else same.push(site);
  }
  const problems: Problem[] = [];
  const rows = sites.map((site): SiteRow => {
    const domain = spelled(site.domain);
    const other = counts.get(domain)?.find((one) => one !== site);
    if (domain === site.domain) return site;
    if (other === undefined) return { ...site, domain };
    problems.push({
      code: 'domain-taken',
      severity: 'error',
      siteId: site.id,
      message: `The domain "${site.domain}" of ${siteLabel(site)} cannot be written in lower case: ${siteLabel(other)} has "${other.domain}".`,
      suggestion: null,
    });
    return site;
  });
  return { rows, problems };
};

/**
 * Sites whose own other alias has the domain that they should have (trap 7): that alias becomes canonical and the domain follows it,
 * while the one that was canonical stays as an alias. A domain that another site has stays with that one.
 */
const exchangeAliases = (rows: SiteRows, input: OperationInput) => {
  const chosen = new Map<number, { readonly siteId: number; readonly domain: string }>();
  const holders = new Map((rows.tables.sites ?? []).map(({ id, domain }) => [spelled(domain), id]));
  for (const group of groupSites(rows.tables, rows.identities)) {
    if (group.identity === null) continue;
    const { domain } = intendedDomain(group, group.identity, input.settings, (text) => text);
    const own = group.aliases.find((alias) => alias.domain === domain && alias.isCanonical !== true);
    if (own === undefined || domain === null) continue;
    const isFree = (holders.get(spelled(domain)) ?? group.site.id) === group.site.id;
    if (isFree) chosen.set(own.id, { siteId: group.site.id, domain });
  }
  const moved = new Map([...chosen.values()].map(({ siteId, domain }) => [siteId, domain]));
  const withRole = (alias: AliasRow): AliasRow => {
    if (chosen.has(alias.id)) return { ...alias, isCanonical: true };
    return moved.has(alias.siteId) && alias.isCanonical === true ? { ...alias, isCanonical: null } : alias;
  };
  const { tables } = rows;
  return {
    count: moved.size,
    rows: {
      ...rows,
      tables: {
        ...tables,
        sites: tables.sites?.map((site) => ({ ...site, domain: moved.get(site.id) ?? site.domain })) ?? null,
        aliases: tables.aliases?.map(withRole) ?? null,
      },
    },
  };
};

/** The slug in lower case, and the real domain where that is the domain. */
const lowerRow =
  (settings: RewriteSettings) =>
  <Row extends { readonly slug: string; readonly realDomain: string }>(row: Row): Row => {
    const slug = row.slug.toLowerCase();
    const isReal = isFromRealDomain(settings, row.realDomain);
    const realDomain = isReal ? row.realDomain.toLowerCase() : row.realDomain;
    return slug === row.slug && realDomain === row.realDomain ? row : { ...row, slug, realDomain };
  };

const repair = (input: OperationInput): OperationOutcome => {
  const before: SiteRows = { tables: input.tables, identities: input.identities };
  const { tables, identities } = before;
  const sites = lowerDomains(tables.sites ?? []);
  const bySite = new Map(sites.rows.map((site) => [site.id, site]));
  const aliases = repairAliases(tables.aliases ?? [], bySite);
  const lower = lowerRow(input.settings);
  const plus = tables.plus?.map((row) => lower(row)) ?? null;
  const newIdentities = identities.map((row) => lower(row));
  const oldRows = new Set<object>([...(tables.plus ?? []), ...identities]);
  const recased = new Set(
    [...(plus ?? []), ...newIdentities].filter((row) => !oldRows.has(row)).map(({ siteId }) => siteId),
  );
  const lowered: SiteRows = {
    tables: {
      sites: tables.sites === null ? null : sites.rows,
      aliases: tables.aliases === null ? null : aliases.aliases,
      plus,
    },
    identities: newIdentities,
  };
  const settled = settleRows({ before, wanted: lowered, rewritten: recased, settings: input.settings });
  const exchanged = exchangeAliases(settled.after, input);
  const parts = [
    ...repaired(aliases.count, 'alias', 'aliases'),
    ...repaired([...recased].filter((id) => !settled.leftOut.has(id)).length, 'slug'),
    ...repaired(exchanged.count, 'canonical alias', 'canonical aliases'),
  ];
  return {
    after: exchanged.rows,
    problems: [...sites.problems, ...aliases.problems, ...settled.problems],
    title: `Repair ${parts.length === 0 ? 'nothing' : parts.join(', ')}`,
  };
};

/**
 * Mends what keeps sites from being found (multisite.md, trap 10): aliases and domains with upper-case letters, `is_canonical` false,
 * slugs with upper-case letters with the domains made of them; and a site whose own other alias has the domain that it should have
 * (trap 7). What cannot be mended without a choice, such as slugs that differ only in case, is named and left as it is.
 */
export const repairSites: SiteOperation = repair;
