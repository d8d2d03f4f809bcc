import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, startCluster } from './cluster';

/** A cluster for tests, in a folder of its own that goes with it. */
export interface TemporaryCluster extends AsyncDisposable {
  readonly cluster: Cluster;
  readonly folder: string;
  close(): Promise<void>;
}

/** A new folder below the system's temporary one that every user may enter, PostgreSQL's included. */
export const makeTemporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'manysite-test-'));
  await chmod(folder, 0o755);
  return folder;
};

/**
 * Starts a real cluster for tests. Nothing is shared between two of them.
 *
 * @throws what `startCluster` throws; nothing is left behind then
 */
export const startTemporaryCluster = async (): Promise<TemporaryCluster> => {
  const folder = await makeTemporaryFolder();
  try {
    const cluster = await startCluster({
      dataFolder: join(folder, 'postgres', '18'),
      binariesCache: join(folder, 'programs'),
      port: null,
      superuserPassword: randomUUID(),
      onEvent: (event) => console.error('the PostgreSQL of a test ended by itself', event),
    });
    const close = async () => {
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
    };
    return { cluster, folder, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
};
