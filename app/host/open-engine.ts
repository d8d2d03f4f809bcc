import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openCatalog } from '../catalog/open-catalog';
import type { AppError, HostInfo } from '../contract';
import type { Cluster } from '../postgres/cluster';
import type { Framer } from '../router/proxy/framers';
import { reapOrphans } from '../servers/ledger';
import type { Folders } from './attach/folders';
import type { Secret } from './attach/secret';
import { showSizes } from './copies/measure-sizes';
import type { Engine } from './engine';
import type { Turns } from './jobs/turns';
import { recover, showRemembered } from './journeys/recover';
import type { Layout } from './layout';
import type { Logger } from './log';
import { closeWith, stopLimitsMs } from './opening/close-engine';
import { Closers } from './opening/closers';
import { keepMeasuring } from './opening/keep-measuring';
import { makeEngine } from './opening/make-engine';
import { startPostgres } from './opening/start-postgres';
import { comeBack } from './recovery/come-back';
import { showNotices } from './recovery/notices';
import type { RunFile } from './recovery/run-record';
import { tellLastEnd } from './recovery/tell-last-end';
import { watchSurroundings } from './recovery/watch-surroundings';
import type { SettingsFile } from './settings';
import { keepShowing } from './state/keep-showing';

interface EngineOptions {
  readonly folders: Folders;
  readonly layout: Layout;
  readonly settings: SettingsFile;
  readonly secret: Secret;
  readonly log: Logger;
  readonly environment: NodeJS.ProcessEnv;
  readonly runFile: RunFile;
  readonly turns: Turns;
  /** PostgreSQL ended by itself, too often or for good. */
  readonly onDatabaseLost: (error: AppError) => void;
  /** Jobs or servers came or went. */
  readonly onUse: () => void;
  /** Pages in browsers that show sites in frames. */
  readonly framers: () => readonly Framer[];
  readonly describeHost: (cluster: Cluster) => HostInfo;
}

export interface OpenEngine {
  readonly engine: Engine;
  /**
   * Ends everything that was opened, in reverse order: watches, jobs, router, servers, catalog, PostgreSQL.
   *
   * @param isOrdered somebody wants it so: what is served now is not started again by the next host
   * @returns what was stopped, for people
   */
  close(isOrdered: boolean): Promise<string[]>;
}

const orphanGraceMs = 5_000;

/** The history that clients see at once. */
const lastJobs = { projectId: null, kind: null, before: null, limit: 50 } as const;

/** @returns how many servers an earlier host had left running */
const endOrphans = async (ledgerFile: string, log: Logger): Promise<number> => {
  const reaped = await reapOrphans(ledgerFile, orphanGraceMs);
  if (reaped.length > 0) log.warn({ reaped }, 'ended servers that an earlier host left running');
  return reaped.length;
};

const startCluster = async (options: EngineOptions, closers: Closers) => {
  const { settings } = options;
  const { cluster, followBy } = await startPostgres(options);
  closers.add('PostgreSQL', stopLimitsMs.cluster, async () => {
    await cluster.stop();
    return [`PostgreSQL ${cluster.version}`];
  });
  if (settings.values.postgresPort !== cluster.port) settings.change({ postgresPort: cluster.port });
  return { cluster, followBy };
};

const startCatalog = async ({ layout }: EngineOptions, cluster: Cluster, closers: Closers) => {
  const catalog = await openCatalog({
    connectionString: cluster.connectionString('manysite'),
    migrationsFolder: layout.migrationsFolder,
  });
  closers.add('the catalog', stopLimitsMs.catalog, () => catalog.close());
  return catalog;
};

/** Everything that clients see of what is remembered. */
const showAll = async (engine: Engine): Promise<void> => {
  await showNotices(engine);
  engine.jobs.resume((await engine.catalog.jobs.list(lastJobs)).reverse());
  await showRemembered(engine);
  for (const { id } of engine.store.state.projects) await engine.watches.adjust(id);
  await showSizes(engine);
};

const open = async (options: EngineOptions, closers: Closers): Promise<Engine> => {
  const { folders, log, runFile, turns } = options;
  const now = (): Date => new Date();
  const ledgerFile = join(folders.data, 'ledger.jsonl');
  mkdirSync(folders.data, { recursive: true });
  const orphanCount = await endOrphans(ledgerFile, log);
  const { cluster, followBy } = await startCluster(options, closers);
  const catalog = await startCatalog(options, cluster, closers);
  const recovery = await recover({ catalog, cluster, folders, log, now });
  const { engine, follower } = await makeEngine({ ...options, cluster, catalog, ledgerFile, now });
  closeWith(closers, engine);
  followBy(follower);
  const returning = await tellLastEnd(engine, runFile.lastEnd, recovery, orphanCount);
  runFile.settle();
  await showAll(engine);
  closers.addAtOnce('what is shown', await keepShowing(engine, () => options.describeHost(cluster)));
  closers.addAtOnce('what is measured', keepMeasuring(engine));
  closers.addAtOnce('the watch of surroundings', watchSurroundings(engine));
  comeBack(engine, turns, returning).catch((error: unknown) =>
    log.error(error, 'what was served could not be started again'),
  );
  return engine;
};

/**
 * Starts PostgreSQL, opens the catalog, ends what a killed host left behind and loads what is remembered.
 *
 * @throws AppError those of `startCluster` and `openCatalog`; nothing is left running then
 */
export const openEngine = async (options: EngineOptions): Promise<OpenEngine> => {
  const closers = new Closers(options.log);
  try {
    const engine = await open(options, closers);
    return { engine, close: (isOrdered) => closers.close(isOrdered) };
  } catch (error) {
    await closers.close(false);
    throw error;
  }
};
