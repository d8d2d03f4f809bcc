import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Sandbox } from './sandbox';

const valuesOf = (file: string): Record<string, unknown> => JSON.parse(readFileSync(file, 'utf8'));

/** How the sandbox's PostgreSQL is reached as its superuser, whom only a test may pretend to be. */
export const loginOf = (sandbox: Sandbox) => {
  const { postgresPort } = valuesOf(join(sandbox.dataFolder, 'config/settings.json'));
  const { superuserPassword } = valuesOf(join(sandbox.dataFolder, 'secret'));
  return {
    host: '127.0.0.1',
    port: Number(postgresPort),
    user: 'postgres',
    password: String(superuserPassword),
  };
};

/** Asks the sandbox's PostgreSQL. */
export const askServer = async (sandbox: Sandbox, sql: string, database = 'postgres'): Promise<unknown[]> => {
  const client = new Client({ ...loginOf(sandbox), database });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
    return rows.map((row) => (row.length === 1 ? row[0] : row));
  } finally {
    await client.end();
  }
};

/** Databases that imports made: their own, final ones and pristine templates. Spares come and go in the background. */
export const importedDatabases = (sandbox: Sandbox): Promise<unknown[]> =>
  askServer(
    sandbox,
    `select datname from pg_database where datname not in ('postgres', 'manysite', 'template0', 'template1') and datname !~ '^spare_' order by 1`,
  );

/** What an import must not leave: staging databases, their roles, and connections to them. */
export const leftovers = async (sandbox: Sandbox): Promise<unknown[]> =>
  askServer(
    sandbox,
    `select 'database ' || datname from pg_database where datname ~ '^(import|scratch)_'
     union all select 'role ' || rolname from pg_roles where rolname ~ '^(import|scratch)_'
     union all select 'connection ' || datname from pg_stat_activity where datname ~ '^import_' or usename ~ '^import_'`,
  );
