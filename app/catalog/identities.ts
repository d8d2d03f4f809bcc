import type { PrismaClient } from '../../prisma/generated/catalog/client';
import type { SiteIdentity } from '../core/sites/rows';

/** Slugs and real domains of sites whose database has no place for them. */
export const catalogIdentities = (prisma: PrismaClient) => ({
  /** By site id; empty for a database that keeps its own. */
  list: (databaseId: string): Promise<SiteIdentity[]> =>
    prisma.siteIdentity.findMany({
      where: { databaseId },
      select: { siteId: true, slug: true, realDomain: true },
      orderBy: { siteId: 'asc' },
    }),

  /** Sets all identities of a database at once; those not named are gone. */
  async replace(databaseId: string, identities: readonly SiteIdentity[]): Promise<void> {
    await prisma.$transaction([
      prisma.siteIdentity.deleteMany({ where: { databaseId } }),
      prisma.siteIdentity.createMany({
        data: identities.map(({ siteId, slug, realDomain }) => ({ databaseId, siteId, slug, realDomain })),
      }),
    ]);
  },
});
