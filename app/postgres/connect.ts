import { Client } from 'pg';
import type { ClusterAddress } from './cluster';
import { superuserName } from './embedded/superuser';

/** A role and its password. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/**
 * Connects to a project's database as a role of its own. The superuser is refused: what a dump brought could
 * then run programs (dumps spec, "As whom").
 *
 * @param address the cluster; its Unix socket is preferred, where there is one
 * @param target.applicationName shown in pg_stat_activity, at most 63 bytes
 * @returns a connected client, which the caller ends. A connection that breaks fails the query at work and
 *   those after it.
 */
export const connectAs = async (
  address: ClusterAddress,
  target: Login & { readonly database: string; readonly applicationName: string },
): Promise<Client> => {
  if (target.user === superuserName) throw new Error('the superuser never connects to a project database');
  const client = new Client({
    host: address.socketFolder ?? address.host,
    port: address.port,
    database: target.database,
    user: target.user,
    password: target.password,
    application_name: target.applicationName,
    connectionTimeoutMillis: 30_000,
  });
  // Without a listener a connection lost between two queries would end the host; the next query tells.
  client.on('error', () => undefined);
  await client.connect();
  return client;
};
