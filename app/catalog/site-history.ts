import type { Prisma } from '../../prisma/generated/catalog/client';
import { changeColumns, type SiteHistory, siteHistorySchema } from './plan-rows';

type Tables = Pick<Prisma.TransactionClient, 'siteIdentity' | 'sitePlan'>;

/** Everything that the catalog keeps of the sites of a database, as plain JSON: goes with a copy of it. */
export const readSiteHistory = async (tables: Tables, databaseId: string): Promise<SiteHistory> => {
  const identities = await tables.siteIdentity.findMany({
    where: { databaseId },
    orderBy: { siteId: 'asc' },
  });
  const plans = await tables.sitePlan.findMany({
    where: { databaseId, state: { not: 'applying' } },
    orderBy: { position: 'asc' },
  });
  return siteHistorySchema.parse({
    identities,
    plans: plans.map((plan) => ({
      ...plan,
      startedAt: plan.startedAt.toISOString(),
      appliedAt: plan.appliedAt?.toISOString(),
      undoneAt: plan.undoneAt?.toISOString() ?? null,
    })),
  });
};

/** As a column's value: plain data, which TypeScript cannot see of readonly interfaces. */
export const siteHistoryToJson = (history: SiteHistory): Prisma.InputJsonObject =>
  history as unknown as Prisma.InputJsonObject;

/** @throws when the column holds what this version does not know */
export const siteHistoryFromJson = (value: unknown): SiteHistory => siteHistorySchema.parse(value);

/** Puts such a value in place of all that the catalog keeps of the sites of a database, within a transaction. */
export const writeSiteHistory = async (
  transaction: Tables,
  databaseId: string,
  { identities, plans }: SiteHistory,
): Promise<void> => {
  await transaction.sitePlan.deleteMany({ where: { databaseId } });
  await transaction.siteIdentity.deleteMany({ where: { databaseId } });
  await transaction.siteIdentity.createMany({
    data: identities.map((identity) => ({ databaseId, ...identity })),
  });
  await transaction.sitePlan.createMany({
    data: plans.map(({ changes, ...plan }) => ({ databaseId, ...plan, ...changeColumns(changes) })),
  });
};
