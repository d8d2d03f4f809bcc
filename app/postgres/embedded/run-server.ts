import { totalmem } from 'node:os';
import { type Account, requireReachable, serverAccount } from './account';
import { prepareBinaries } from './binaries';
import { canReflink, sharedMemoryBytes } from './disk';
import { prepareRetry } from './failed-start';
import { ensureCluster } from './init';
import { type Postmaster, startPostmaster } from './postmaster';
import { settleEarlierServer } from './postmaster-file';
import { serverSettings } from './settings';
import { freePort, prepareSocketFolder } from './sockets';
import { superuserName } from './superuser';

/** For this long after a kill -9, old backends may still hold the shared memory. */
const retryForMs = 15_000;

/** The server process with what was chosen for it. */
export interface RunningServer {
  readonly postmaster: Postmaster;
  readonly port: number;
  readonly socketFolder: string | null;
  readonly account: Account | null;
  /** Copies of files share their blocks. */
  readonly sharesBlocks: boolean;
}

/**
 * From nothing to a server that takes connections: whom to run as, the programs, the cluster's folder, what an
 * earlier host left, then as many tries as make sense.
 *
 * @throws AppError `platform-unsupported`, `build-missing`, `folder-unreachable`, `port-taken`, `disk-full`, `postgres-failed`
 */
export const runServer = async (input: {
  dataFolder: string;
  binariesCache: string;
  port: number | null;
  superuserPassword: string;
  logFile: string;
}): Promise<RunningServer> => {
  const { dataFolder, logFile, superuserPassword } = input;
  const account = await serverAccount(dataFolder);
  const binaries = await prepareBinaries({ binariesCache: input.binariesCache, account });
  await ensureCluster({ dataFolder, binaries, account, superuser: superuserName, superuserPassword });
  await requireReachable(dataFolder, account, 'MANYSITE_DATA');
  const disregardPid = await settleEarlierServer(dataFolder, binaries.pgCtl);
  const socketFolder = await prepareSocketFolder(dataFolder, account);
  const machine = {
    memoryBytes: Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY),
    sharedMemoryBytes: await sharedMemoryBytes(),
    canReflink: await canReflink(dataFolder),
  };
  const giveUpAt = performance.now() + retryForMs;
  for (;;) {
    const port = input.port ?? (await freePort());
    const settings = serverSettings({ port, socketFolder, ...machine });
    const outcome = await startPostmaster({ binaries, account, dataFolder, settings, logFile, disregardPid });
    if (outcome.kind === 'started') {
      const { postmaster } = outcome;
      return { postmaster, port, socketFolder, account, sharesBlocks: machine.canReflink };
    }
    const mayRetry = performance.now() < giveUpAt;
    await prepareRetry(outcome.exit, {
      port,
      isPortOurChoice: input.port === null,
      mayRetry,
      dataFolder,
      logFile,
    });
  }
};
