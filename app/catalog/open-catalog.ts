import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../../prisma/generated/catalog/client';
import { catalogCopies } from './copies';
import { catalogDatabases } from './databases';
import { catalogDiscards } from './discards';
import { catalogIdentities } from './identities';
import { catalogJobs } from './jobs';
import { migrate } from './migrate';
import { catalogNotices } from './notices';
import { catalogProjects } from './projects';
import { catalogRunFacts } from './run-facts';
import { catalogServed } from './served';
import { catalogSitePlans } from './site-plans';

/** What Manysite remembers, by concern. */
export interface Catalog extends AsyncDisposable {
  readonly projects: ReturnType<typeof catalogProjects>;
  readonly databases: ReturnType<typeof catalogDatabases>;
  readonly copies: ReturnType<typeof catalogCopies>;
  readonly discards: ReturnType<typeof catalogDiscards>;
  readonly identities: ReturnType<typeof catalogIdentities>;
  readonly jobs: ReturnType<typeof catalogJobs>;
  readonly notices: ReturnType<typeof catalogNotices>;
  readonly runFacts: ReturnType<typeof catalogRunFacts>;
  readonly served: ReturnType<typeof catalogServed>;
  readonly sitePlans: ReturnType<typeof catalogSitePlans>;
  close(): Promise<void>;
}

/** Connections of the catalog: its queries are short, and come from one host. */
const connections = 4;

/**
 * Opens the catalog, its tables brought up to date first.
 *
 * @param input.connectionString of the database `manysite`
 * @param input.migrationsFolder `prisma/catalog/migrations` of a checkout, `migrations` beside the built host
 * @throws AppError `catalog-damaged`, see `migrate`
 */
export const openCatalog = async (input: {
  connectionString: string;
  migrationsFolder: string;
}): Promise<Catalog> => {
  await migrate(input);
  const adapter = new PrismaPg({
    connectionString: input.connectionString,
    max: connections,
    application_name: 'manysite catalog',
  });
  const prisma = new PrismaClient({ adapter });
  const close = () => prisma.$disconnect();
  return {
    projects: catalogProjects(prisma),
    databases: catalogDatabases(prisma),
    copies: catalogCopies(prisma),
    discards: catalogDiscards(prisma),
    identities: catalogIdentities(prisma),
    jobs: catalogJobs(prisma),
    notices: catalogNotices(prisma),
    runFacts: catalogRunFacts(prisma),
    served: catalogServed(prisma),
    sitePlans: catalogSitePlans(prisma),
    close,
    [Symbol.asyncDispose]: close,
  };
};
