import { randomBytes } from 'node:crypto';
import { type ClientBase, escapeIdentifier, escapeLiteral } from 'pg';
import type { Cluster } from './cluster';
import { connectAs, type Login } from './connect';
import { servingRoleOf } from './names';
import { isVerifierOf } from './scram-verifier';

const quote = escapeIdentifier;

/** Two jobs of a project at once would otherwise meet in the same row of a catalog ("tuple concurrently updated"). */
const roleLock = 'select pg_catalog.pg_advisory_xact_lock(7263910)';

/** Changes roles in one transaction, one after the other. */
const changeRoles = (cluster: Cluster, work: (client: ClientBase) => Promise<void>): Promise<void> =>
  cluster.session('postgres', async (client) => {
    await client.query('begin');
    await client.query(roleLock);
    await work(client);
    await client.query('commit');
  });

const exists = async (client: ClientBase, role: string): Promise<boolean> =>
  (await client.query('select from pg_catalog.pg_roles where rolname = $1', [role])).rowCount === 1;

/** A role may change its own settings and password, and with it any code that a dump brought. */
const resetRole = async (client: ClientBase, login: Login): Promise<void> => {
  const { rows } = await client.query<{ database: string }>(
    `select datname as database from pg_catalog.pg_db_role_setting setting
     join pg_catalog.pg_database database on database.oid = setting.setdatabase
     where setting.setrole = (select oid from pg_catalog.pg_roles where rolname = $1)`,
    [login.user],
  );
  for (const { database } of rows) {
    await client.query(`alter role ${quote(login.user)} in database ${quote(database)} reset all`);
  }
  await client.query(`alter role ${quote(login.user)} reset all`);
  await client.query(`alter role ${quote(login.user)} password ${escapeLiteral(login.password)}`);
};

const powerless = 'login nosuperuser nocreatedb nocreaterole noreplication';

/** Whether a role is as it was made: with no ability, no settings of its own anywhere, and its password. */
const isAsMade = async (cluster: Cluster, { user, password }: Login): Promise<boolean> => {
  const [found] = await cluster.query<{ verifier: string | null }>(
    'postgres',
    `select rolpassword as verifier from pg_catalog.pg_authid role
     where rolname = $1 and rolcanlogin and rolinherit
       and not (rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls)
       and not exists (select from pg_catalog.pg_db_role_setting where setrole = role.oid)`,
    [user],
  );
  return found !== undefined && (await isVerifierOf(password, found.verifier));
};

/**
 * The role that owns a project's databases and that everything connects as; made if missing. Code from a dump may have changed its
 * settings and its password: where it did, the former are dropped and the latter is set again. Nothing is written otherwise, since
 * most calls need the role.
 *
 * @param projectId the catalog's id
 * @returns its login; the password stays the same as long as the cluster's secret does
 */
export const ensureServingRole = async (cluster: Cluster, projectId: string): Promise<Login> => {
  const user = servingRoleOf(projectId);
  const login = { user, password: cluster.passwordOf(user) };
  if (await isAsMade(cluster, login)) return login;
  await changeRoles(cluster, async (client) => {
    const verb = (await exists(client, user)) ? 'alter' : 'create';
    await client.query(`${verb} role ${quote(user)} ${powerless} nobypassrls`);
    await resetRole(client, login);
  });
  return login;
};

/**
 * One message, so one transaction, which is on the disk before it is answered: otherwise a server that is killed right after would
 * bring the role back, and nobody would look for it.
 */
const dropRole = async (cluster: Cluster, role: string): Promise<void> => {
  await cluster.query(
    'postgres',
    `select pg_catalog.set_config('synchronous_commit', 'on', true); drop role if exists ${quote(role)}`,
  );
};

/** Drops a project's role when its last database is gone. */
export const dropServingRole = (cluster: Cluster, projectId: string): Promise<void> =>
  dropRole(cluster, servingRoleOf(projectId));

/**
 * Makes the role of one import, which can do nothing but fill the database that it will own.
 *
 * @param role its name; see `stagingNameOf`
 * @returns its login, with a password that is stored nowhere
 */
export const createImportRole = async (cluster: Cluster, role: string): Promise<Login> => {
  const login = { user: role, password: randomBytes(24).toString('base64url') };
  await changeRoles(cluster, async (client) => {
    // bypassrls: COPY into a table with FORCE ROW LEVEL SECURITY is refused even to its owner. It reaches no
    // further than the staging database, the only one that this role may enter.
    await client.query(`create role ${quote(role)} ${powerless} noinherit bypassrls`);
    await resetRole(client, login);
  });
  return login;
};

/** Before each further use of an import role: drops the settings that the dump may have made, and sets a new password. */
export const renewImportRole = async (cluster: Cluster, role: string): Promise<Login> => {
  const login = { user: role, password: randomBytes(24).toString('base64url') };
  await changeRoles(cluster, (client) => resetRole(client, login));
  return login;
};

/** Ends an import role whose staging database is gone. */
export const dropImportRole = (cluster: Cluster, role: string): Promise<void> => dropRole(cluster, role);

/**
 * Gives the restored database and all in it to the project's serving role, and ends the import role.
 *
 * REASSIGN OWNED must run inside the database, where the superuser never goes. So the serving role does it: for
 * that moment it is a member of the import role, never the other way round, which would lend code from the dump
 * the project's other databases. Before that the import role loses its login, its connections and its settings,
 * and the database the settings that its owner gave it, which would reach into our session.
 *
 * @param input.servingRole the login that `ensureServingRole` gave
 */
export const handOver = async (
  cluster: Cluster,
  input: { database: string; importRole: string; servingRole: Login },
): Promise<void> => {
  const importRole = quote(input.importRole);
  const servingRole = quote(input.servingRole.user);
  const database = quote(input.database);
  await cluster.query('postgres', `alter role ${importRole} nologin`);
  await cluster.query(
    'postgres',
    'select pg_catalog.pg_terminate_backend(pid, 10000) from pg_catalog.pg_stat_activity where usename = $1',
    [input.importRole],
  );
  await changeRoles(cluster, async (client) => {
    await resetRole(client, { user: input.importRole, password: randomBytes(24).toString('base64url') });
    await client.query(`alter database ${database} reset all`);
    await client.query(`alter database ${database} owner to ${servingRole}`);
    await client.query(`grant ${importRole} to ${servingRole} with inherit true, set false`);
  });
  const client = await connectAs(cluster, {
    ...input.servingRole,
    database: input.database,
    applicationName: 'manysite hand-over',
  });
  try {
    await client.query('begin');
    await client.query(`reassign owned by ${importRole} to ${servingRole}`);
    // What is left is no object: rights granted to the role, and its default privileges.
    await client.query(`drop owned by ${importRole}`);
    await client.query('commit');
  } finally {
    await client.end();
  }
  await dropRole(cluster, input.importRole);
};
