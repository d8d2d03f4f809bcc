import { escapeIdentifier, escapeLiteral } from 'pg';
import type { Cluster } from './cluster';
import { aboutDatabase, sqlStateOf } from './database-errors';
import { type DatabaseLocale, stagingLocale } from './staging-locale';

const quote = escapeIdentifier;

/**
 * Opens a new database to its owner only. Until here it was closed to everybody, for a new database lets
 * PUBLIC in, and CREATE DATABASE does not copy the rights of its template.
 */
const openToOwner = async (cluster: Cluster, name: string): Promise<void> => {
  await cluster.query('postgres', `revoke all on database ${quote(name)} from public`);
  await cluster.query('postgres', `alter database ${quote(name)} with allow_connections true`);
};

const localeClause = (locale: DatabaseLocale): string => {
  const wanted = escapeLiteral(locale.locale);
  return locale.provider === 'icu'
    ? `locale_provider icu icu_locale ${wanted}`
    : `locale_provider builtin builtin_locale ${wanted}`;
};

/**
 * Makes the empty database that a dump is restored into. Only its owner may connect.
 *
 * @param input.owner the import role, which must exist
 * @param input.dumpLocale the dump's locale as it is written there; null: unknown
 * @returns the locale that it got, for the report
 * @throws AppError `database-exists`, `disk-full`
 */
export const createStagingDatabase = async (
  cluster: Cluster,
  input: { name: string; owner: string; dumpLocale: string | null },
): Promise<DatabaseLocale> => {
  const create = (locale: DatabaseLocale) =>
    aboutDatabase(input.name, () =>
      cluster.session('postgres', async (client) => {
        // The default is a mere warning for a locale that ICU does not know.
        await client.query(`set icu_validation_level = 'error'`);
        try {
          await client.query(
            `create database ${quote(input.name)} owner ${quote(input.owner)} template template0 encoding 'UTF8'
             locale 'C' ${localeClause(locale)} allow_connections false`,
          );
        } finally {
          await client.query('reset icu_validation_level');
        }
        return locale;
      }),
    );
  const wanted = stagingLocale(input.dumpLocale);
  let locale: DatabaseLocale;
  try {
    locale = await create(wanted);
  } catch (error) {
    if (wanted.provider === 'builtin' || sqlStateOf(error) !== '22023') throw error;
    locale = await create(stagingLocale(null));
  }
  await openToOwner(cluster, input.name);
  return locale;
};

/**
 * Renames a database that nobody is connected to; PostgreSQL waits up to 5 s for the last to leave.
 *
 * @throws AppError `database-busy`, `database-exists`, `database-not-found`
 */
export const renameDatabase = async (
  cluster: Cluster,
  input: { from: string; to: string },
): Promise<void> => {
  await aboutDatabase(input.from, () =>
    cluster.query('postgres', `alter database ${quote(input.from)} rename to ${quote(input.to)}`),
  );
};

/** How long the end of each connection is waited for. */
const closeTimeoutMs = 5_000;
const terminateLooks = 5;

/** Settings of a database (ALTER DATABASE SET, ALTER ROLE IN DATABASE) are not copied with it. */
const copySettings = `
  insert into pg_catalog.pg_db_role_setting (setdatabase, setrole, setconfig)
  select target.oid, setting.setrole, setting.setconfig
  from pg_catalog.pg_db_role_setting setting
  join pg_catalog.pg_database source on source.oid = setting.setdatabase and source.datname = $1
  join pg_catalog.pg_database target on target.datname = $2`;

/**
 * Copies a database on the level of files (FILE_COPY; a clone of blocks where the file system can), with its
 * settings. Nobody may be connected to the source.
 *
 * @param input.owner the serving role: without it the superuser would own the copy, and its next migration fail
 * @param input.isTemplate true: the copy takes no connections, for it is only copied again
 * @throws AppError `database-busy`, `database-exists`, `database-not-found`, `disk-full`
 */
export const cloneDatabase = async (
  cluster: Cluster,
  input: { from: string; to: string; owner: string; isTemplate: boolean },
): Promise<void> => {
  await aboutDatabase(input.from, () =>
    cluster.query(
      'postgres',
      `create database ${quote(input.to)} owner ${quote(input.owner)} template ${quote(input.from)}
       strategy file_copy allow_connections false`,
    ),
  );
  // Row by row, since the stored text of a setting cannot be turned into SQL without parsing it. The catalog has
  // no cache to invalidate: it is read when somebody connects, and nobody can yet.
  await cluster.query('postgres', copySettings, [input.from, input.to]);
  if (input.isTemplate)
    await cluster.query('postgres', `revoke all on database ${quote(input.to)} from public`);
  else await openToOwner(cluster, input.to);
};

/**
 * Drops a database if it exists, with everybody's connections to it; also one whose creation or drop was
 * interrupted (datconnlimit -2), and one marked as template.
 */
export const dropDatabase = async (cluster: Cluster, name: string): Promise<void> => {
  const [found] = await cluster.query<{ datistemplate: boolean }>(
    'postgres',
    'select datistemplate from pg_catalog.pg_database where datname = $1 and datconnlimit <> -2',
    [name],
  );
  if (found?.datistemplate === true) {
    await cluster.query('postgres', `alter database ${quote(name)} with is_template false`);
  }
  await aboutDatabase(name, () =>
    cluster.query('postgres', `drop database if exists ${quote(name)} with (force)`),
  );
};

/**
 * Allows or forbids new connections, and when forbidding ends those that are open: for the moment in which a
 * database is copied or swapped.
 *
 * @param timeoutMs how long to wait for each connection's end
 */
export const setConnectable = async (
  cluster: Cluster,
  input: { name: string; isConnectable: boolean; timeoutMs: number },
): Promise<void> => {
  await aboutDatabase(input.name, () =>
    cluster.query(
      'postgres',
      `alter database ${quote(input.name)} with allow_connections ${input.isConnectable}`,
    ),
  );
  if (input.isConnectable) return;
  // One that was still logging in when the database was closed shows only in the next look.
  for (let look = 0; look < terminateLooks; look += 1) {
    const ended = await cluster.query(
      'postgres',
      'select pg_catalog.pg_terminate_backend(pid, $2::bigint) from pg_catalog.pg_stat_activity where datname = $1',
      [input.name, input.timeoutMs],
    );
    if (ended.length === 0) return;
  }
};

/**
 * Does something with a database to which nobody is connected, nor can connect meanwhile: open connections are ended.
 *
 * @throws what the work throws, the database open again
 */
export const whileClosed = async <Result>(
  cluster: Cluster,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> => {
  const reopen = () => setConnectable(cluster, { name, isConnectable: true, timeoutMs: 0 });
  try {
    await setConnectable(cluster, { name, isConnectable: false, timeoutMs: closeTimeoutMs });
    const result = await work();
    await reopen();
    return result;
  } catch (error) {
    try {
      await reopen();
    } catch (reopenError) {
      throw new AggregateError([error, reopenError], `${name} could not be opened again`);
    }
    throw error;
  }
};
