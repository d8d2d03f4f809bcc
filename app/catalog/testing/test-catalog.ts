import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { ImportIntent } from '../database-rows';
import { type Catalog, openCatalog } from '../open-catalog';

/** A cluster that a test has for itself; the catalog's layer knows no more of it. */
interface TestCluster {
  readonly cluster: { connectionString(database: string): string };
  close(): Promise<void>;
}

/** A catalog in a real cluster, with a project. */
export interface TestCatalog {
  readonly catalog: Catalog;
  readonly connectionString: string;
  readonly projectId: string;
  close(): Promise<void>;
}

/** The catalog of a real cluster, as a host opens it. */
export const openTestCatalog = (connectionString: string): Promise<Catalog> =>
  openCatalog({
    connectionString,
    migrationsFolder: fileURLToPath(new URL('../../../prisma/catalog/migrations', import.meta.url)),
  });

/** @param start `startTemporaryCluster` */
export const startTestCatalog = async (start: () => Promise<TestCluster>): Promise<TestCatalog> => {
  const temporary = await start();
  try {
    const connectionString = temporary.cluster.connectionString('manysite');
    const catalog = await openTestCatalog(connectionString);
    const project = await catalog.projects.add({
      name: 'shop',
      folder: '/srv/shop',
      mode: 'single-process',
    });
    return {
      catalog,
      connectionString,
      projectId: project.id,
      close: async () => {
        await catalog.close();
        await temporary.close();
      },
    };
  } catch (error) {
    await temporary.close();
    throw error;
  }
};

/** What a catalog is told when an import begins. */
export const importIntent = (projectId: string, given: Partial<ImportIntent> = {}): ImportIntent => {
  const { id = randomUUID() } = given;
  return {
    id,
    projectId,
    name: `shop_${id}`,
    label: 'live',
    stagingName: `import_${id}`,
    importRole: `import_${id}`,
    pristineName: `pristine_${id}`,
    dump: { file: 'live.dump', format: 'custom', createdAt: null, serverVersion: null },
    ...given,
  };
};

/** A database that is being imported. @returns its id */
export const beginImport = async (catalog: Catalog, projectId: string): Promise<string> => {
  const intent = importIntent(projectId);
  await catalog.databases.beginImport(intent);
  return intent.id;
};
