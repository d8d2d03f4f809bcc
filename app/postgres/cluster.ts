import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../contract';
import type { RestartBudget } from '../core/recovery/restart-budget';
import { sqlStateOf } from './database-errors';
import { ballastFile, ensureBallast } from './embedded/disk';
import { type KeptServer, keepRunning, type ServerEvent, serverBudget } from './embedded/keep-running';
import { runServer } from './embedded/run-server';
import { openSuperuser, type Superuser, superuserName } from './embedded/superuser';

/** Where clients reach the server. */
export interface ClusterAddress {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Folder of the Unix socket; null where there is none. Only the server's user and root may enter it. */
  readonly socketFolder: string | null;
}

/**
 * The running embedded PostgreSQL.
 *
 * `query` and `session` run as superuser, in our own two databases only. `inEmptyDatabase` is the one
 * exception, for a database in which nobody else could yet make anything; it checks that. `passwordOf` gives a
 * role's stable password, derived from the superuser's, so that none needs storing.
 *
 * A server that ends by itself is started again in place: same folder, same port. Meanwhile the superuser's queries wait;
 * those that were under way fail, as do all sessions of others.
 */
export interface Cluster
  extends ClusterAddress,
    AsyncDisposable,
    Pick<Superuser, 'query' | 'session' | 'inEmptyDatabase' | 'connectionString' | 'passwordOf'> {
  /** As PostgreSQL says, e.g. `18.4`. */
  readonly version: string;
  /** Of the present server process. */
  readonly pid: number;
  readonly logFile: string;
  readonly dataFolder: string;
  /** Copies of databases share blocks with their origin: XFS, btrfs, APFS. */
  readonly sharesBlocks: boolean;
  /** False when the disk had no room for the 64 MB kept in reserve, or a start on a full disk has used them up. */
  readonly hasBallast: boolean;
  /**
   * Makes the 64 MB that are kept in reserve again, where a start on a full disk has used them up.
   *
   * @returns false when the disk has no room for them
   */
  keepBallast(): Promise<boolean>;
  /**
   * Resolves while sessions can be made; waits while the server is started again.
   *
   * @throws AppError once it is given up or stopped
   */
  whenUp(): Promise<void>;
  /** Ends our connections, then the server. May be called again. */
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** The cluster's own folder; made if missing. */
  readonly dataFolder: string;
  /** Folder for copies of the PostgreSQL programs; see `prepareBinaries`. */
  readonly binariesCache: string;
  /** 1 to 65535; null takes a free one. */
  readonly port: number | null;
  /** Set at the first start; the same ever after. */
  readonly superuserPassword: string;
  /** Default: `logs/postgres.log` two folders above the data folder. */
  readonly logFile?: string;
  /** Default: five starts within ten minutes. */
  readonly restartBudget?: RestartBudget;
  /** Called when every session is lost, when the server is back, and when it is given up. */
  readonly onEvent: (event: ServerEvent) => void;
}

const prepareDatabases = async (superuser: Superuser): Promise<string> => {
  const [row] = await superuser.query<{ version: string; has_catalog: boolean }>(
    'postgres',
    `select current_setting('server_version') as version,
            exists (select from pg_database where datname = 'manysite') as has_catalog`,
  );
  if (row === undefined) throw new Error('a query without FROM has one row');
  if (!row.has_catalog) await superuser.query('postgres', 'create database manysite template template0');
  // The catalog records what is about to be done; that must not be lost, whatever else may be.
  await superuser.query('postgres', 'alter database manysite set synchronous_commit = on');
  // Roles of projects and imports have no business in here.
  for (const database of ['postgres', 'manysite', 'template1']) {
    await superuser.query('postgres', `revoke all on database ${database} from public`);
  }
  return row.version;
};

/**
 * Starts the embedded PostgreSQL on 127.0.0.1 and a Unix socket, making its cluster at the first time; as root
 * it runs as an unprivileged user. A server that a dead host left behind in the same folder is stopped first.
 * The caller makes sure (by its lock) that no living host uses the folder.
 *
 * @throws AppError `platform-unsupported`, `build-missing`, `folder-unreachable`, `port-taken`, `disk-full`, `postgres-failed`
 */
export const startCluster = async (options: ClusterOptions): Promise<Cluster> => {
  const { dataFolder, superuserPassword } = options;
  const logFile = options.logFile ?? join(dirname(dirname(dataFolder)), 'logs', 'postgres.log');
  const first = await runServer({ ...options, logFile });
  const { account, port, socketFolder, sharesBlocks } = first;
  const address = { host: '127.0.0.1', port, socketFolder } as const;
  let kept: KeptServer | null = null;
  const superuser = openSuperuser({
    host: address.host,
    port,
    password: superuserPassword,
    whenUp: () => kept?.whenUp() ?? Promise.resolve(),
  });
  const stopOnce = async () => {
    // Together: a session that is at work ends only because the server does.
    const [ended] = await Promise.allSettled([(kept ?? first.postmaster).stop(), superuser.close()]);
    if (ended.status === 'rejected') throw ended.reason;
  };
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= stopOnce();
    return stopping;
  };
  try {
    const version = await prepareDatabases(superuser);
    const keepBallast = () => ensureBallast(dataFolder, account);
    await keepBallast();
    const server = keepRunning(first, {
      dataFolder,
      logFile,
      budget: options.restartBudget ?? serverBudget,
      login: { user: superuserName, password: superuserPassword },
      start: () => runServer({ ...options, port, logFile }),
      onEvent: options.onEvent,
    });
    kept = server;
    const { query, session, inEmptyDatabase, connectionString, passwordOf } = superuser;
    const abilities = { query, session, inEmptyDatabase, connectionString, passwordOf };
    return {
      ...address,
      ...abilities,
      version,
      logFile,
      dataFolder,
      sharesBlocks,
      get hasBallast() {
        return existsSync(ballastFile(dataFolder));
      },
      keepBallast,
      get pid() {
        return server.pid;
      },
      whenUp: () => server.whenUp(),
      stop,
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop();
    if (sqlStateOf(error) !== '28P01') throw error;
    throw new AppError('postgres-failed', `The cluster in ${dataFolder} was made with another password.`, {
      hint: 'Bring back the file "secret" of the data folder, or move the data folder away to start afresh.',
      data: { folder: dataFolder },
      cause: error,
    });
  }
};
