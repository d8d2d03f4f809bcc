import type { Problem } from '../../contract';
import { renderDomain } from '../format/domain-format';
import type { OperationInput } from '../plans/operation';
import { NAME_LIMIT, REAL_DOMAIN_LIMIT } from '../sites/limits';
import type { PlusRow, SiteIdentity, SiteRow, SiteRows } from '../sites/rows';
import type { ConfiguredSite } from './configured-site';

/** What the configuration wants of a database, before slugs and domains of all sites are compared. */
interface Wishes {
  readonly rows: SiteRows;
  /** Sites whose plus row (or identity) is new or written: Python's `save()`, which gives the site its domain. */
  readonly saved: ReadonlySet<number>;
  /** Sites of which just the name is written. */
  readonly renamed: ReadonlySet<number>;
  readonly created: readonly number[];
  readonly problems: readonly Problem[];
}

const problemOf = (code: Problem['code'], siteId: number | null, message: string): Problem => ({
  code,
  severity: 'error',
  siteId,
  message,
  suggestion: null,
});

/** What a configured site says that no row can hold; null when it is fine. */
const fault = (entry: ConfiguredSite, defaultName: string | null): Problem | null => {
  const { slug, id, name, realDomain } = entry;
  const which = `The configured site "${slug}"`;
  if (slug === '') return problemOf('slug-blank', id, 'The configuration has a site with a blank slug.');
  const nameLength = [...(name ?? defaultName ?? '')].length;
  if (nameLength > NAME_LIMIT) {
    const message =
      name === null
        ? `${which} has no name and would be called by its domain, which has ${nameLength} characters; a name holds ${NAME_LIMIT}. Give it a name.`
        : `${which} has a name of ${nameLength} characters; at most ${NAME_LIMIT} fit.`;
    return problemOf('name-too-long', id, message);
  }
  const realLength = [...(realDomain ?? '')].length;
  return realLength > REAL_DOMAIN_LIMIT
    ? problemOf(
        'domain-too-long',
        id,
        `${which} has a real domain of ${realLength} characters; at most ${REAL_DOMAIN_LIMIT} fit.`,
      )
    : null;
};

/** Rows while they are gone through; ids of new sites count down. */
class Draft {
  readonly sites: Map<number, SiteRow>;
  readonly plus: Map<number, PlusRow> | null;
  readonly identities: Map<number, SiteIdentity>;
  readonly saved = new Set<number>();
  readonly renamed = new Set<number>();
  readonly created: number[] = [];
  #lowestId = 0;

  constructor(input: OperationInput) {
    const { sites, plus } = input.tables;
    this.sites = new Map((sites ?? []).map((row) => [row.id, row]));
    this.plus = plus === null ? null : new Map(plus.map((row) => [row.siteId, row]));
    this.identities = new Map(input.identities.map((row) => [row.siteId, row]));
  }

  identityOf(siteId: number): SiteIdentity | null {
    return (this.plus ?? this.identities).get(siteId) ?? null;
  }

  /** @returns whether the name changed */
  rename(site: SiteRow, name: string | null): boolean {
    if (name === null || name === site.name) return false;
    this.sites.set(site.id, { ...site, name });
    this.renamed.add(site.id);
    return true;
  }

  /** Slug and real domain, where a place for them is there already. */
  identify(siteId: number, wanted: { slug: string; realDomain: string }): void {
    const { slug, realDomain } = wanted;
    const row = this.plus?.get(siteId);
    if (this.plus === null) this.identities.set(siteId, { siteId, slug, realDomain });
    else
      this.plus.set(siteId, {
        ...(row ?? { siteId, isEnabled: true, lastUpdatedAt: '', extraUwsgiIni: '' }),
        slug,
        realDomain,
      });
    this.saved.add(siteId);
  }

  create(id: number | null, name: string, wanted: { slug: string; realDomain: string }): void {
    if (id === null) this.#lowestId -= 1;
    const siteId = id ?? this.#lowestId;
    // The domain rule gives it its domain.
    this.sites.set(siteId, { id: siteId, domain: '', name });
    this.created.push(siteId);
    this.identify(siteId, wanted);
  }

  rows(input: OperationInput): SiteRows {
    return {
      tables: {
        sites: input.tables.sites === null ? null : [...this.sites.values()],
        aliases: input.tables.aliases,
        plus: this.plus === null ? null : [...this.plus.values()],
      },
      identities: [...this.identities.values()],
    };
  }
}

/**
 * Goes through the configured sites as django-multisite-plus does: which site each one means, what of it is to be written. Sites with
 * an id come first, so that what an id names is never found by its old slug: a second run finds what the first one left.
 */
export const wishRows = (input: OperationInput, configured: readonly ConfiguredSite[]): Wishes => {
  const draft = new Draft(input);
  const problems: Problem[] = [];
  const configuredIds = new Map<number, string>();

  const make = (entry: ConfiguredSite): void => {
    const rendered = renderDomain(input.settings.format, entry.slug);
    const defaultName = rendered.kind === 'domain' ? rendered.domain : entry.slug;
    const problem = fault(entry, defaultName);
    if (problem !== null) problems.push(problem);
    else
      draft.create(entry.id, entry.name ?? defaultName, {
        slug: entry.slug,
        realDomain: entry.realDomain ?? '',
      });
  };
  const change = (entry: ConfiguredSite, site: SiteRow): void => {
    const problem = fault(entry, null);
    if (problem !== null) {
      problems.push({ ...problem, siteId: site.id });
      return;
    }
    const isRenamed = draft.rename(site, entry.name);
    const identity = draft.identityOf(site.id);
    // Without a plus row Python stores an empty real domain; without the plus table there is only the domain that it has now.
    const unknown = draft.plus === null ? site.domain : '';
    const realDomain = entry.realDomain ?? identity?.realDomain ?? unknown;
    const isChanged = identity?.slug !== entry.slug || identity.realDomain !== realDomain;
    // By id a new name is saved with the plus row, by slug it is not (multisite.md, trap 5).
    if (isChanged || (isRenamed && entry.id !== null))
      draft.identify(site.id, { slug: entry.slug, realDomain });
  };

  for (const entry of configured) {
    if (entry.id === null) continue;
    const other = configuredIds.get(entry.id);
    const site = draft.sites.get(entry.id);
    if (other !== undefined) {
      const message = `The configured sites "${other}" and "${entry.slug}" have the same id ${entry.id}; only the first is taken.`;
      problems.push(problemOf('site-configured-twice', entry.id, message));
      continue;
    }
    configuredIds.set(entry.id, entry.slug);
    if (site === undefined) make(entry);
    else change(entry, site);
  }
  const bySlug = new Map<string, number>();
  for (const { siteId, slug } of (draft.plus ?? draft.identities).values())
    if (!configuredIds.has(siteId)) bySlug.set(slug, siteId);
  for (const entry of configured) {
    if (entry.id !== null) continue;
    const siteId = bySlug.get(entry.slug);
    const site = siteId === undefined ? undefined : draft.sites.get(siteId);
    if (site === undefined) make(entry);
    else change(entry, site);
  }
  const { saved, renamed, created } = draft;
  return { rows: draft.rows(input), saved, renamed, created, problems };
};
