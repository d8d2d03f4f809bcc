import { createHmac } from 'node:crypto';
import { Client, type ClientBase, Pool, type QueryResultRow } from 'pg';
import { AppError } from '../../contract';

/** The superuser's name. Nothing but the files of this folder logs in as it. */
export const superuserName = 'postgres';

/**
 * The only databases that the superuser connects to. An imported one can hold code that runs when it is
 * read, so there even a SELECT as superuser would let a dump run programs (dumps spec, "As whom").
 */
export type SuperuserDatabase = 'postgres' | 'manysite';

/** What the superuser can do, once the server runs. */
export interface Superuser {
  query<Row extends QueryResultRow>(
    database: SuperuserDatabase,
    sql: string,
    parameters?: readonly unknown[],
  ): Promise<Row[]>;
  session<Result>(
    database: SuperuserDatabase,
    work: (client: ClientBase) => Promise<Result>,
  ): Promise<Result>;
  inEmptyDatabase<Result>(database: string, work: (client: ClientBase) => Promise<Result>): Promise<Result>;
  connectionString(database: SuperuserDatabase): string;
  passwordOf(role: string): string;
  close(): Promise<void>;
}

/** The next query of that session tells. */
const overlook = (): void => undefined;

/** Objects made after initdb have an OID from 16384 on (transam.h, FirstNormalObjectId). */
const countOwnObjects = `
  select (select count(*) from pg_catalog.pg_class where oid >= 16384)
       + (select count(*) from pg_catalog.pg_proc where oid >= 16384)
       + (select count(*) from pg_catalog.pg_type where oid >= 16384)
       + (select count(*) from pg_catalog.pg_operator where oid >= 16384)
       + (select count(*) from pg_catalog.pg_cast where oid >= 16384)
       + (select count(*) from pg_catalog.pg_event_trigger) as count`;

/**
 * Opens the superuser's connections; none is made before it is needed.
 *
 * @param input.host 127.0.0.1, or the folder of the Unix socket
 * @param input.whenUp waited for before each use, so that none meets a server that is being started again
 */
export const openSuperuser = (input: {
  host: string;
  port: number;
  password: string;
  whenUp: () => Promise<void>;
}): Superuser => {
  const account = { host: input.host, port: input.port, user: superuserName, password: input.password };
  const pools = new Map<SuperuserDatabase, Pool>();
  const poolOf = (database: SuperuserDatabase): Pool => {
    const known = pools.get(database);
    if (known !== undefined) return known;
    const pool = new Pool({
      ...account,
      database,
      max: 4,
      idleTimeoutMillis: 30_000,
      application_name: 'manysite',
    });
    // Lost idle connections are replaced at the next query; that all were lost is told by keep-running.ts.
    pool.on('error', () => undefined);
    pools.set(database, pool);
    return pool;
  };
  return {
    async query<Row extends QueryResultRow>(
      database: SuperuserDatabase,
      sql: string,
      parameters: readonly unknown[] = [],
    ) {
      await input.whenUp();
      return (await poolOf(database).query<Row>(sql, [...parameters])).rows;
    },
    async session(database, work) {
      await input.whenUp();
      const client = await poolOf(database).connect();
      let isSpent = true;
      // The pool listens to idle clients only; without a listener a session lost between two queries would end the host.
      client.on('error', overlook);
      try {
        const result = await work(client);
        isSpent = false;
        return result;
      } finally {
        client.off('error', overlook);
        client.release(isSpent);
      }
    },
    async inEmptyDatabase(database, work) {
      await input.whenUp();
      const client = new Client({ ...account, database, application_name: 'manysite' });
      client.on('error', overlook);
      await client.connect();
      try {
        await client.query('set search_path = pg_catalog');
        const { rows } = await client.query<{ count: string }>(countOwnObjects);
        if (rows[0]?.count !== '0') {
          throw new AppError(
            'postgres-failed',
            `The database ${database} is not empty, so the superuser stays out of it.`,
          );
        }
        return await work(client);
      } finally {
        await client.end();
      }
    },
    connectionString(database) {
      const password = encodeURIComponent(input.password);
      return `postgresql://${superuserName}:${password}@127.0.0.1:${input.port}/${database}`;
    },
    passwordOf: (role) => createHmac('sha256', input.password).update(`role ${role}`).digest('base64url'),
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
};
