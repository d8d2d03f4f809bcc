import { randomUUID } from 'node:crypto';
import { type ClientBase, escapeIdentifier } from 'pg';
import { AppError } from '../contract';
import type { Cluster } from './cluster';
import { connectAs } from './connect';
import { sqlStateOf } from './database-errors';
import { createStagingDatabase, dropDatabase } from './databases';
import { scratchNameOf } from './names';
import { createImportRole, dropImportRole } from './roles';
import { steadily } from './steadily';

/** What the superuser installs for a dump: harmless, yet not trusted by PostgreSQL. No others, ever. */
const superuserExtensions = ['pg_stat_statements', 'earthdistance'] as const;
type SuperuserExtension = (typeof superuserExtensions)[number];

/** They read files or other servers; no import role could make them anyway. */
const forbidden: ReadonlySet<string> = new Set(['dblink', 'postgres_fdw', 'file_fdw']);

const isSuperuserExtension = (name: string): name is SuperuserExtension =>
  superuserExtensions.some((known) => known === name);

const create = (name: string): string => `create extension ${escapeIdentifier(name)} schema public cascade`;

/** Each is made and undone; what cannot be made, e.g. for a missing library, is not available. */
const provable = async (client: ClientBase, names: readonly string[]): Promise<string[]> => {
  const proven: string[] = [];
  for (const name of names) {
    await client.query('begin');
    try {
      await client.query(create(name));
      proven.push(name);
    } catch (error) {
      // No answer of the server: the connection is gone, which says nothing about the extension.
      if (sqlStateOf(error) === null) throw error;
    }
    await client.query('rollback');
  }
  return proven;
};

const prove = async (cluster: Cluster): Promise<ReadonlySet<string>> => {
  const listed = await cluster.query<{ name: string; isTrusted: boolean; isInstalled: boolean }>(
    'postgres',
    `select extension.name, version.trusted as "isTrusted", extension.installed_version is not null as "isInstalled"
     from pg_catalog.pg_available_extensions extension
     join pg_catalog.pg_available_extension_versions version
       on version.name = extension.name and version.version = extension.default_version
     order by extension.name`,
  );
  const candidates = listed.filter(({ name }) => !forbidden.has(name));
  const scratch = scratchNameOf(randomUUID());
  try {
    const login = await createImportRole(cluster, scratch);
    await createStagingDatabase(cluster, { name: scratch, owner: scratch, dumpLocale: null });
    const bySuperuser = await cluster.inEmptyDatabase(scratch, (client) =>
      provable(client, candidates.map(({ name }) => name).filter(isSuperuserExtension)),
    );
    const client = await connectAs(cluster, {
      ...login,
      database: scratch,
      applicationName: 'manysite extensions',
    });
    try {
      const trusted = candidates.filter(({ isTrusted, isInstalled }) => isTrusted && !isInstalled);
      const byOwner = await provable(
        client,
        trusted.map(({ name }) => name),
      );
      // Whatever the template databases hold already (plpgsql) is in every new database.
      const installed = candidates.filter(({ isInstalled }) => isInstalled).map(({ name }) => name);
      return new Set([...installed, ...bySuperuser, ...byOwner]);
    } finally {
      await client.end();
    }
  } finally {
    // Where PostgreSQL ends under it, too: nobody else looks for them before the next start of the host.
    await steadily(cluster, () => dropDatabase(cluster, scratch));
    await steadily(cluster, () => dropImportRole(cluster, scratch));
  }
};

const known = new WeakMap<Cluster, Promise<ReadonlySet<string>>>();

/**
 * The extensions that an imported database can have: each was made in a scratch database, trusted ones by a
 * role without rights, since being listed does not mean that it loads. Asked once for each running cluster.
 */
export const availableExtensions = (cluster: Cluster): Promise<ReadonlySet<string>> => {
  const asked = known.get(cluster);
  if (asked !== undefined) return asked;
  const asking = prove(cluster);
  known.set(cluster, asking);
  // A failure is told to whoever asked, and the next one asks again.
  asking.catch(() => known.delete(cluster));
  return asking;
};

/**
 * Makes those extensions of a dump that its import role cannot make: to be called once, on the staging database
 * that nobody has connected to yet, for the superuser stays out of any other.
 *
 * @param input.wanted all extensions that the dump names; others than the two of `superuserExtensions` are left alone
 * @returns the ones made
 * @throws AppError `postgres-failed` when the database is not empty
 */
export const createSuperuserExtensions = async (
  cluster: Cluster,
  input: { database: string; wanted: readonly string[] },
): Promise<readonly SuperuserExtension[]> => {
  const names = [...new Set(input.wanted)].filter(isSuperuserExtension);
  if (names.length === 0) return [];
  await cluster.inEmptyDatabase(input.database, async (client) => {
    for (const name of names) {
      try {
        await client.query(create(name));
      } catch (cause) {
        throw new AppError(
          'postgres-failed',
          `The extension ${name} could not be made in ${input.database}.`,
          {
            data: { extension: name, database: input.database },
            cause,
          },
        );
      }
    }
  });
  return names;
};
