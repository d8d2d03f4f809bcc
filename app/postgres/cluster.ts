import { totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../contract';
import { requireReachable, serverAccount } from './embedded/account';
import { prepareBinaries } from './embedded/binaries';
import { canReflink, dropBallast, ensureBallast, sharedMemoryBytes } from './embedded/disk';
import { ensureCluster } from './embedded/init';
import { type Postmaster, type PostmasterExit, startPostmaster } from './embedded/postmaster';
import { settleEarlierServer } from './embedded/postmaster-file';
import { serverSettings } from './embedded/settings';
import { freePort, prepareSocketFolder } from './embedded/sockets';
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
 */
export interface Cluster
  extends ClusterAddress,
    AsyncDisposable,
    Pick<Superuser, 'query' | 'session' | 'inEmptyDatabase' | 'connectionString' | 'passwordOf'> {
  /** As PostgreSQL says, e.g. `18.4`. */
  readonly version: string;
  readonly pid: number;
  readonly logFile: string;
  /** False when the disk had no room for the 64 MB kept in reserve. */
  readonly hasBallast: boolean;
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
  /** Called once if the server ends without `stop`. */
  readonly onUnexpectedExit: (exit: PostmasterExit) => void;
}

/** For this long after a kill -9, old backends may still hold the shared memory. */
const retryStaleMs = 15_000;

const endings = {
  stale: /lock file "postmaster\.pid" already exists|pre-existing shared memory block/,
  portTaken: /could not bind IPv4 address|could not create any TCP\/IP sockets/,
  diskFull: /No space left on device/,
} as const;

interface Running {
  readonly postmaster: Postmaster;
  readonly address: ClusterAddress;
}

const run = async (options: ClusterOptions, logFile: string): Promise<Running & { hasBallast: boolean }> => {
  const { dataFolder } = options;
  const account = await serverAccount(dataFolder);
  const binaries = await prepareBinaries({ binariesCache: options.binariesCache, account });
  const password = options.superuserPassword;
  await ensureCluster({
    dataFolder,
    binaries,
    account,
    superuser: superuserName,
    superuserPassword: password,
  });
  await requireReachable(dataFolder, account, 'MANYSITE_DATA');
  const disregardPid = await settleEarlierServer(dataFolder, binaries.pgCtl);
  const socketFolder = await prepareSocketFolder(dataFolder, account);
  const machine = {
    memoryBytes: Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY),
    sharedMemoryBytes: await sharedMemoryBytes(),
    canReflink: await canReflink(dataFolder),
  };
  const giveUpAt = performance.now() + retryStaleMs;
  for (;;) {
    const port = options.port ?? (await freePort());
    const settings = serverSettings({ port, socketFolder, ...machine });
    const outcome = await startPostmaster({ binaries, account, dataFolder, settings, logFile, disregardPid });
    if (outcome.kind === 'started') {
      const address = { host: '127.0.0.1', port, socketFolder } as const;
      return {
        postmaster: outcome.postmaster,
        address,
        hasBallast: await ensureBallast(dataFolder, account),
      };
    }
    await explainEnding(outcome.exit, {
      port,
      isPortOurChoice: options.port === null,
      giveUpAt,
      dataFolder,
      logFile,
    });
  }
};

/** Returns when another try makes sense, throws otherwise. */
const explainEnding = async (
  exit: PostmasterExit,
  start: { port: number; isPortOurChoice: boolean; giveUpAt: number; dataFolder: string; logFile: string },
): Promise<void> => {
  const text = exit.lastLines.join('\n');
  const data = { ...exit, logFile: start.logFile };
  if (endings.diskFull.test(text)) {
    if (await dropBallast(start.dataFolder)) return;
    throw new AppError('disk-full', `The disk of ${start.dataFolder} is full: PostgreSQL cannot start.`, {
      hint: 'Free 200 MB or more on that disk, then try again.',
      data,
    });
  }
  const mayRetry = performance.now() < start.giveUpAt;
  if (endings.portTaken.test(text)) {
    if (start.isPortOurChoice && mayRetry) return;
    throw new AppError(
      'port-taken',
      `Port ${start.port} of 127.0.0.1, PostgreSQL's own, is taken by another program.`,
      {
        hint: 'End that program, or choose another port for PostgreSQL in the settings.',
        data: { ...data, port: start.port },
      },
    );
  }
  if (endings.stale.test(text) && mayRetry) {
    await delay(200);
    return;
  }
  throw new AppError('postgres-failed', `PostgreSQL could not start in ${start.dataFolder}.`, {
    hint: `Its log says why: ${start.logFile}`,
    data,
  });
};

const prepareDatabases = async (superuser: Superuser): Promise<string> => {
  const [row] = await superuser.query<{ version: string; has_catalog: boolean }>(
    'postgres',
    `select current_setting('server_version') as version,
            exists (select from pg_database where datname = 'manysite') as has_catalog`,
  );
  if (row === undefined) throw new Error('a query without FROM has one row');
  if (!row.has_catalog) await superuser.query('postgres', 'create database manysite template template0');
  // Roles of projects and imports have no business in here.
  for (const database of ['postgres', 'manysite', 'template1']) {
    await superuser.query('postgres', `revoke all on database ${database} from public`);
  }
  return row.version;
};

const refusedPassword = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '28P01';

/**
 * Starts the embedded PostgreSQL on 127.0.0.1 and a Unix socket, making its cluster at the first time; as root
 * it runs as an unprivileged user. A server that a dead host left behind in the same folder is stopped first.
 * The caller makes sure (by its lock) that no living host uses the folder.
 *
 * @throws AppError `platform-unsupported`, `build-missing`, `folder-unreachable`, `port-taken`, `disk-full`, `postgres-failed`
 */
export const startCluster = async (options: ClusterOptions): Promise<Cluster> => {
  const logFile = options.logFile ?? join(dirname(dirname(options.dataFolder)), 'logs', 'postgres.log');
  const { postmaster, address, hasBallast } = await run(options, logFile);
  const superuser = openSuperuser({ ...address, password: options.superuserPassword });
  let isStopping = false;
  const stopOnce = async () => {
    await superuser.close();
    await postmaster.stop();
  };
  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    isStopping = true;
    stopped ??= stopOnce();
    return stopped;
  };
  try {
    const version = await prepareDatabases(superuser);
    void postmaster.ended.then((exit) => {
      if (!isStopping) options.onUnexpectedExit(exit);
    });
    const { query, session, inEmptyDatabase, connectionString, passwordOf } = superuser;
    const abilities = { query, session, inEmptyDatabase, connectionString, passwordOf };
    return {
      ...address,
      ...abilities,
      version,
      pid: postmaster.pid,
      logFile,
      hasBallast,
      stop,
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop();
    if (!refusedPassword(error)) throw error;
    throw new AppError(
      'postgres-failed',
      `The cluster in ${options.dataFolder} was made with another password.`,
      {
        hint: 'Bring back the file "secret" of the data folder, or move the data folder away to start afresh.',
        data: { folder: options.dataFolder },
        cause: error,
      },
    );
  }
};
