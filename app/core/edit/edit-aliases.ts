import { type AliasEdit, AppError, type Problem } from '../../contract';
import { hostFaults, spelled } from '../names/host-name';
import type { AliasRow, SiteRow } from '../sites/rows';
import { siteLabel, siteLabelFirst } from '../sites/site-groups';

/** The aliases of one site while they are edited, with the domain that the site gets where another alias is made canonical. */
interface EditedAliases {
  /** All rows of the table. */
  readonly aliases: readonly AliasRow[];
  readonly domain: string;
  readonly problems: readonly Problem[];
}

interface Rows {
  readonly site: SiteRow;
  readonly sites: readonly SiteRow[];
  readonly aliases: readonly AliasRow[];
}

/** Why a domain can be no alias, continuing "the alias …"; null for a good one. A wildcard stands for at least one label. */
const aliasFault = (domain: string): string | null => {
  if (domain === '') return 'is blank';
  if (domain === '*') return null;
  const host = /^\*[.:]/.test(domain) ? `x${domain.slice(1)}` : domain;
  if (host.includes('*')) return 'has a * in another place than first, before a dot';
  return hostFaults(host)[0]?.reason ?? null;
};

class AliasEditor {
  aliases: readonly AliasRow[];
  domain: string;
  readonly problems: Problem[] = [];
  readonly #site: SiteRow;
  readonly #sites: readonly SiteRow[];

  constructor({ site, sites, aliases }: Rows) {
    this.aliases = aliases;
    this.domain = site.domain;
    this.#site = site;
    this.#sites = sites;
  }

  apply(edit: AliasEdit): void {
    switch (edit.edit) {
      case 'add':
        this.#add(edit.domain, edit.redirects);
        break;
      case 'change':
        this.#change(edit.domain, edit.to);
        break;
      case 'remove':
        this.#remove(edit.domain);
        break;
      case 'redirect':
        this.#redirect(edit.domain, edit.redirects);
        break;
      case 'make-canonical':
        this.#makeCanonical(edit.domain);
        break;
      default:
        edit satisfies never;
    }
  }

  #add(given: string, redirects: boolean): void {
    const domain = spelled(given);
    const own = this.#own().find((alias) => spelled(alias.domain) === domain);
    if (own !== undefined && own.redirectToCanonical === redirects) return;
    if (own !== undefined) {
      const now = own.redirectToCanonical ? 'redirects to its domain' : 'serves the site';
      this.#error(
        'alias-exists',
        `${siteLabelFirst(this.#site)} has the alias "${own.domain}" already; it ${now}.`,
      );
      return;
    }
    if (!this.#isFree(given, domain, null)) return;
    const id = this.aliases.reduce((lowest, alias) => Math.min(lowest, alias.id), 0) - 1;
    const row = { id, domain, siteId: this.#site.id, isCanonical: null, redirectToCanonical: redirects };
    this.aliases = [...this.aliases, row];
  }

  #change(old: string, given: string): void {
    const row = this.#find(old);
    const domain = spelled(given);
    if (this.#isCanonical(row, 'be changed') || !this.#isFree(given, domain, row)) return;
    this.#put({ ...row, domain });
  }

  #remove(domain: string): void {
    const row = this.#find(domain);
    if (!this.#isCanonical(row, 'be removed')) this.aliases = this.aliases.filter((alias) => alias !== row);
  }

  #redirect(domain: string, redirects: boolean): void {
    const row = this.#find(domain);
    if (!this.#isCanonical(row, 'redirect')) this.#put({ ...row, redirectToCanonical: redirects });
  }

  /** django-multisite refuses a canonical alias that is not its site's domain, so the domain goes along, and back again. */
  #makeCanonical(given: string): void {
    const row = this.#find(given);
    const domain = spelled(row.domain);
    if (row.isCanonical === true && row.domain === this.domain) return;
    const fault = domain.startsWith('*') ? 'is a wildcard, and no host by itself' : aliasFault(domain);
    if (fault !== null) {
      this.#error(
        'domain-unusual',
        `The alias "${row.domain}" of ${siteLabel(this.#site)} cannot be its domain: it ${fault}.`,
      );
      return;
    }
    const holder = this.#sites.find((site) => site.id !== this.#site.id && spelled(site.domain) === domain);
    if (holder !== undefined) {
      this.#error(
        'domain-taken',
        `${siteLabelFirst(this.#site)} cannot get the domain "${domain}", which ${siteLabel(holder)} has.`,
      );
      return;
    }
    for (const alias of this.#own())
      if (alias.isCanonical === true) this.#put({ ...alias, isCanonical: null });
    this.#put({ ...row, domain, isCanonical: true });
    this.domain = domain;
  }

  #own(): readonly AliasRow[] {
    return this.aliases.filter(({ siteId }) => siteId === this.#site.id);
  }

  #put(row: AliasRow): void {
    this.aliases = this.aliases.map((alias) => (alias.id === row.id ? row : alias));
  }

  /** The text as it stands first: two aliases may differ only in case. */
  #find(domain: string): AliasRow {
    const own = this.#own();
    const found =
      own.find((alias) => alias.domain === domain.trim()) ??
      own.find((alias) => spelled(alias.domain) === spelled(domain));
    if (found !== undefined) return found;
    throw new AppError('alias-not-found', `${siteLabelFirst(this.#site)} has no alias "${domain}".`, {
      hint: own.length === 0 ? 'It has none.' : `It has: ${own.map((alias) => alias.domain).join(', ')}.`,
      data: { siteId: this.#site.id, alias: domain, aliases: own.map((alias) => alias.domain) },
    });
  }

  #isCanonical(row: AliasRow, what: string): boolean {
    if (row.isCanonical !== true) return false;
    this.#error(
      'alias-canonical',
      `The alias "${row.domain}" of ${siteLabel(this.#site)} is the canonical one, which follows its domain and cannot ${what}: change the slug, or make another alias canonical.`,
    );
    return true;
  }

  #isFree(given: string, domain: string, except: AliasRow | null): boolean {
    const fault = aliasFault(domain);
    if (fault !== null) {
      this.#error('domain-unusual', `The alias "${given}" ${fault}.`);
      return false;
    }
    const alias = this.aliases.find((row) => row.id !== except?.id && spelled(row.domain) === domain);
    if (alias !== undefined) {
      const holder = this.#sites.find(({ id }) => id === alias.siteId);
      const whose = holder === undefined ? `site ${alias.siteId}` : siteLabel(holder);
      this.#error(
        'alias-in-the-way',
        `"${domain}" is an alias of ${whose} already ("${alias.domain}", alias ${alias.id}).`,
      );
      return false;
    }
    const site = this.#sites.find((row) => spelled(row.domain) === domain);
    if (site === undefined || site.id === this.#site.id) return true;
    this.#error('domain-taken', `"${domain}" is the domain of ${siteLabel(site)}.`);
    return false;
  }

  #error(code: Problem['code'], message: string): void {
    this.problems.push({
      code,
      severity: 'error',
      field: 'aliases',
      siteId: this.#site.id,
      message,
      suggestion: null,
    });
  }
}

/**
 * Edits the aliases of one site, one after the other. Aliases are written in lower case and as punycode, since others never match
 * (multisite.md, trap 10); each is unique without regard to case, as django-multisite wants it.
 *
 * @throws AppError `alias-not-found` naming the site's aliases
 */
export const editAliases = (rows: Rows, edits: readonly AliasEdit[]): EditedAliases => {
  const editor = new AliasEditor(rows);
  for (const edit of edits) editor.apply(edit);
  return { aliases: editor.aliases, domain: editor.domain, problems: editor.problems };
};
