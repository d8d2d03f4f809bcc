import type { Cluster } from './cluster';
import { sqlStateOf } from './database-errors';
import { dropDatabase } from './databases';
import { temporaryPrefixes } from './names';
import { dropImportRole } from './roles';

/** A database of the cluster, our own and PostgreSQL's aside. */
export interface DatabaseFacts {
  readonly name: string;
  readonly owner: string;
  readonly isConnectable: boolean;
  /** Its creation or drop was interrupted: it can only be dropped. */
  readonly isInvalid: boolean;
}

/** All databases but `postgres`, `manysite` and the templates of PostgreSQL, by name. */
export const listDatabases = (cluster: Cluster): Promise<DatabaseFacts[]> =>
  cluster.query<{ name: string; owner: string; isConnectable: boolean; isInvalid: boolean }>(
    'postgres',
    `select datname as name, pg_catalog.pg_get_userbyid(datdba) as owner, datallowconn as "isConnectable",
            datconnlimit = -2 as "isInvalid"
     from pg_catalog.pg_database
     where datname not in ('postgres', 'manysite', 'template0', 'template1')
     order by datname`,
  );

/** Bytes on disk of each database of the cluster, by name. A clone on a file system with reflinks counts in full. */
export const databaseSizes = async (cluster: Cluster): Promise<ReadonlyMap<string, number>> => {
  const rows = await cluster.query<{ name: string; bytes: string }>(
    'postgres',
    `select datname as name, pg_catalog.pg_database_size(oid) as bytes
     from pg_catalog.pg_database where datconnlimit <> -2`,
  );
  return new Map(rows.map((row) => [row.name, Number(row.bytes)]));
};

/** What start-up removed, and what it could not. */
export interface Leftovers {
  readonly databases: readonly string[];
  readonly roles: readonly string[];
  /** Import roles that something in a kept database still belongs to. */
  readonly stuckRoles: readonly string[];
}

const isTemporary = (name: string): boolean => temporaryPrefixes.some((prefix) => name.startsWith(prefix));

/**
 * Removes what a killed host left: staging and scratch databases, databases whose making or dropping was
 * interrupted, and their roles. To be called before any job runs.
 *
 * @param keep databases that the catalog wants, whatever their names
 */
export const dropLeftovers = async (cluster: Cluster, keep: ReadonlySet<string>): Promise<Leftovers> => {
  const databases = (await listDatabases(cluster))
    .filter(({ name, isInvalid }) => isInvalid || (isTemporary(name) && !keep.has(name)))
    .map(({ name }) => name);
  for (const name of databases) await dropDatabase(cluster, name);
  const all = await cluster.query<{ name: string }>(
    'postgres',
    'select rolname as name from pg_catalog.pg_roles',
  );
  const roles: string[] = [];
  const stuckRoles: string[] = [];
  for (const { name } of all.filter((role) => isTemporary(role.name))) {
    try {
      await dropImportRole(cluster, name);
      roles.push(name);
    } catch (error) {
      if (sqlStateOf(error) !== '2BP01') throw error;
      stuckRoles.push(name);
    }
  }
  return { databases, roles, stuckRoles };
};
