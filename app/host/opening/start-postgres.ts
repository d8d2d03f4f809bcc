import { join } from 'node:path';
import type { AppError } from '../../contract';
import { type Cluster, startCluster } from '../../postgres/cluster';
import type { Folders } from '../attach/folders';
import type { Secret } from '../attach/secret';
import type { Logger } from '../log';
import type { PostgresFollower } from '../recovery/follow-postgres';
import type { SettingsFile } from '../settings';

/** PostgreSQL's major version, which names the cluster's folder. */
const majorVersion = '18';

/** Where the cluster of a data folder lies. */
export const clusterFolderOf = (dataFolder: string): string => join(dataFolder, 'postgres', majorVersion);

interface PostgresOptions {
  readonly folders: Folders;
  readonly settings: SettingsFile;
  readonly secret: Secret;
  readonly log: Logger;
  /** It ended by itself, too often or for good. */
  readonly onDatabaseLost: (error: AppError) => void;
}

interface FollowedPostgres {
  readonly cluster: Cluster;
  /** From here on somebody carries the host through its ends. */
  followBy(follower: PostgresFollower): void;
}

/** Starts the PostgreSQL of a data folder. @throws AppError those of `startCluster` */
export const startPostgres = async (options: PostgresOptions): Promise<FollowedPostgres> => {
  const { folders, settings, log } = options;
  let follower: PostgresFollower | null = null;
  const cluster = await startCluster({
    dataFolder: clusterFolderOf(folders.data),
    binariesCache: folders.cache,
    port: settings.values.postgresPort,
    superuserPassword: options.secret.superuserPassword,
    logFile: join(folders.data, 'logs', 'postgres.log'),
    onEvent: (event) => {
      log.error({ event }, 'PostgreSQL ended by itself');
      if (event.type === 'lost') follower?.lost();
      if (event.type === 'back') follower?.back(event);
      if (event.type === 'given-up') options.onDatabaseLost(event.error);
    },
  });
  return {
    cluster,
    followBy: (given) => {
      follower = given;
    },
  };
};
