import type { SiteOperation } from '../../core/plans/operation';
import type { AliasRow, SiteTables } from '../../core/sites/rows';
import { applyPlan } from '../apply-plan';
import type { TemporaryDatabases } from '../temporary-database';

export const now = '2026-11-01T12:00:00.000Z';

/** Any change of the tables as an operation. */
export const changing =
  (change: (tables: SiteTables) => Partial<SiteTables>): SiteOperation =>
  ({ tables, identities }) => ({
    after: { tables: { ...tables, ...change(tables) }, identities },
    problems: [],
    title: 'Test',
  });

/** Plans an operation and applies it. @returns what an undo needs */
export const applyOperation = async (databases: TemporaryDatabases, operation: SiteOperation) => {
  const { changes, title } = await databases.plan(now, operation);
  return { title, changes: await applyPlan(databases.client(), changes, async () => undefined) };
};

/** The rows without their timestamps, which never go back. */
export const readWithoutTimes = async (databases: TemporaryDatabases) => {
  const { sites, aliases, plus } = await databases.read();
  return {
    sites,
    aliases,
    plus: plus?.map(({ lastUpdatedAt: _, ...row }) => row) ?? null,
  };
};

export const alias = (id: number, siteId: number, domain: string, isCanonical: boolean | null): AliasRow => ({
  id,
  siteId,
  domain,
  isCanonical,
  redirectToCanonical: true,
});

export const newPlus = (siteId: number, slug: string) => ({
  siteId,
  slug,
  realDomain: '',
  isEnabled: true,
  lastUpdatedAt: '',
  extraUwsgiIni: 'workers = 2\n# "quoted" \\ {braces}',
});

export const addsSite = (id: number, slug: string): SiteOperation =>
  changing((tables) => ({
    sites: [...(tables.sites ?? []), { id, domain: `${slug}.test`, name: `New, "${slug}" \\ ä` }],
    aliases: tables.aliases && [...tables.aliases, alias(-1, id, `${slug}.test`, true)],
    plus: tables.plus && [...tables.plus, newPlus(id, slug)],
  }));
