import type { Client } from 'pg';
import { connectAs } from './connect';
import { createStagingDatabase } from './databases';
import { createImportRole } from './roles';
import type { TemporaryCluster } from './temporary-cluster';

/** A staging database with its import role, and a look at who is connected to it. For tests. */
export const stageTrial = async ({ cluster }: TemporaryCluster, name: string) => {
  const login = await createImportRole(cluster, name);
  await createStagingDatabase(cluster, { name, owner: name, dumpLocale: null });
  const connect = (): Promise<Client> =>
    connectAs(cluster, { ...login, database: name, applicationName: 'test' });
  const connections = () =>
    cluster.query(
      'postgres',
      "SELECT pid FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'",
      [name],
    );
  return { name, connect, connections };
};
