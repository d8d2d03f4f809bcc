import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { AppError } from '../contract';

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

interface AppliedMigration {
  readonly name: string;
  readonly sha256: string;
}

/** Only one host at a time changes the catalog; the number is ours alone in this database. */
const lock = 'select pg_advisory_lock(5190031)';
const unlock = 'select pg_advisory_unlock(5190031)';

const damaged = (message: string, migration: string, hint: string, cause?: unknown): AppError =>
  new AppError('catalog-damaged', message, { hint, data: { migration }, cause });

const readMigrations = async (folder: string): Promise<Migration[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8');
      // A checkout on Windows may have turned the line ends; that changes nothing that PostgreSQL sees.
      const sha256 = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
      return { name, sql, sha256 };
    }),
  );
};

/**
 * Which migrations are still to be applied, in order.
 *
 * @param known all files, sorted by name
 * @param applied as recorded, in the order of their application
 * @throws AppError `catalog-damaged` naming the first that was changed or is missing, or that a later one overtook
 */
export const pendingMigrations = (
  known: readonly Migration[],
  applied: readonly AppliedMigration[],
): readonly Migration[] => {
  for (const [position, { name, sha256 }] of applied.entries()) {
    const file = known.find((migration) => migration.name === name);
    if (file === undefined) {
      throw damaged(
        `The catalog was migrated by ${name}, which this Manysite does not have.`,
        name,
        'Use the Manysite that made this data folder, or a newer one.',
      );
    }
    if (file.sha256 !== sha256) {
      throw damaged(
        `The migration ${name} was changed after it was applied to the catalog.`,
        name,
        'Bring back the file as it was; changes belong in a new migration.',
      );
    }
    if (known[position] !== file) {
      const overtaken = known[position]?.name ?? name;
      throw damaged(
        `The migration ${overtaken} comes before ${name}, which was applied without it.`,
        overtaken,
        'A new migration needs a number above all others.',
      );
    }
  }
  return known.slice(applied.length);
};

const apply = async (client: Client, migration: Migration): Promise<void> => {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into applied_migration (position, name, sha256) values (default, $1, $2)', [
      migration.name,
      migration.sha256,
    ]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw damaged(
      `The migration ${migration.name} failed: ${cause instanceof Error ? cause.message : String(cause)}`,
      migration.name,
      'The catalog is as it was before. This is a bug in Manysite.',
      cause,
    );
  }
};

/**
 * Brings the catalog's tables up to date: plain SQL files, in the order of their names, each in a transaction of
 * its own and remembered with its SHA-256. Several hosts at once wait for each other.
 *
 * @param input.connectionString of the database `manysite`
 * @param input.migrationsFolder the folder of the `NNNN_title.sql` files
 * @returns the names of those that were applied now
 * @throws AppError `catalog-damaged`
 */
export const migrate = async (input: {
  connectionString: string;
  migrationsFolder: string;
}): Promise<string[]> => {
  const known = await readMigrations(input.migrationsFolder);
  const client = new Client({
    connectionString: input.connectionString,
    application_name: 'manysite catalog',
  });
  // Without a listener a session lost between two queries would end the host; the next query tells.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(lock);
    await client.query(`create table if not exists applied_migration (
      position integer generated always as identity primary key,
      name text not null unique,
      sha256 text not null,
      applied_at timestamptz not null default now()
    )`);
    const { rows } = await client.query<AppliedMigration>(
      'select name, sha256 from applied_migration order by position',
    );
    const pending = pendingMigrations(known, rows);
    for (const migration of pending) await apply(client, migration);
    await client.query(unlock);
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
};
