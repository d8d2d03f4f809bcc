import { Client } from 'pg';

/** A session that does nothing but end when every session ends. */
export interface Sentinel {
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/** A server that takes the connection and says nothing is tried again. */
const connectTimeoutMs = 10_000;

/**
 * Opens a session in the database `postgres`.
 *
 * @returns null where the server takes none now: it starts, recovers or is gone
 */
export const openSentinel = async (address: {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}): Promise<Sentinel | null> => {
  const client = new Client({
    ...address,
    database: 'postgres',
    application_name: 'manysite sentinel',
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
  });
  const ended = new Promise<void>((resolve) => {
    client.once('end', resolve);
    client.on('error', () => resolve());
  });
  try {
    await client.connect();
    return { ended, close: () => client.end() };
  } catch {
    // Whatever the reason: the caller tries again until the server ends, and its end is what is told.
    return null;
  }
};
