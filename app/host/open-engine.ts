import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Catalog, openCatalog } from '../catalog/open-catalog';
import { AppError, type ErrorCode, type HostInfo } from '../contract';
import { type Cluster, startCluster } from '../postgres/cluster';
import { openLedger, reapOrphans } from '../servers/ledger';
import { createPortSource } from '../servers/process/free-port';
import type { Folders } from './attach/folders';
import type { Secret } from './attach/secret';
import { showSizes } from './copies/measure-sizes';
import type { Engine } from './engine';
import { Background } from './jobs/background';
import { JobRunner } from './jobs/job-runner';
import type { Turns } from './jobs/turns';
import { ConfigCache } from './journeys/config-cache';
import { recover, showRemembered } from './journeys/recover';
import type { Layout } from './layout';
import type { Logger } from './log';
import { comeBack } from './recovery/come-back';
import { explainError } from './recovery/explain-error';
import { PostgresFollower } from './recovery/follow-postgres';
import { showNotices } from './recovery/notices';
import type { RunFile } from './recovery/run-record';
import { steadily } from './recovery/steadily';
import { tellLastEnd } from './recovery/tell-last-end';
import { tellRouterEnd } from './recovery/tell-router-end';
import { watchSurroundings } from './recovery/watch-surroundings';
import { DatabaseUses } from './running/database-uses';
import { HandRoutes } from './running/hand-routes';
import { recordFigures } from './running/mode-figures';
import type { ProjectRun } from './running/project-run';
import { trimStandbys } from './running/replace-set';
import { RequestHolds } from './running/request-holds';
import { RouterHold } from './running/router-hold';
import { ServerFigures } from './running/server-figures';
import { measureServers, showServed } from './running/server-views';
import { openProjectWatches } from './running/watch-projects';
import type { SettingsFile } from './settings';
import { keepShowing } from './state/keep-showing';
import { StateStore } from './state/state-store';
import { stopStep } from './stop-step';
import { ThumbnailFiles } from './thumbnails/thumbnail-files';

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
  readonly describeHost: (cluster: Cluster) => HostInfo;
}

/** PostgreSQL's major version, which names the cluster's folder. */
const majorVersion = '18';

/** Where the cluster of a data folder lies. */
export const clusterFolderOf = (dataFolder: string): string => join(dataFolder, 'postgres', majorVersion);

const orphanGraceMs = 5_000;

/** Off Linux each look at the processes is a program that is run. */
const measureIntervalMs = process.platform === 'linux' ? 2_000 : 5_000;
/** How a job fails whose sessions PostgreSQL ended. */
const lossCodes: ReadonlySet<ErrorCode> = new Set(['postgres-lost', 'postgres-failed']);
const sizesIntervalMs = 30_000;

/** The history that clients see at once. */
const lastJobs = { projectId: null, kind: null, before: null, limit: 50 } as const;

/** Longest waits of a stop. Jobs undo what they began; servers get SIGTERM, five seconds, then SIGKILL. */
const stopLimitsMs = {
  watches: 5_000,
  jobs: 30_000,
  background: 20_000,
  router: 5_000,
  servers: 20_000,
  catalog: 5_000,
  cluster: 60_000,
} as const;

export interface OpenEngine {
  readonly engine: Engine;
  /**
   * Ends jobs, servers, router, catalog and PostgreSQL, in this order.
   *
   * @param isOrdered somebody wants it so: what is served now is not started again by the next host
   */
  close(isOrdered: boolean): Promise<string[]>;
}

const restartServer = (engine: Engine, serverId: string): void => {
  for (const run of engine.runs.values()) {
    const server = run.active.set.servers.find(({ spec }) => spec.id === serverId);
    server?.restart();
  }
};

/**
 * Starts PostgreSQL, opens the catalog, ends what a killed host left behind and loads what is remembered.
 *
 * @throws AppError those of `startCluster` and `openCatalog`; nothing is left running then
 */
export const openEngine = async (options: EngineOptions): Promise<OpenEngine> => {
  const { folders, layout, settings, log } = options;
  const now = (): Date => new Date();
  const ledgerFile = join(folders.data, 'ledger.jsonl');
  mkdirSync(folders.data, { recursive: true });
  const reaped = await reapOrphans(ledgerFile, orphanGraceMs);
  if (reaped.length > 0) log.warn({ reaped }, 'ended servers that an earlier host left running');
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
  let opened: Catalog | null = null;
  try {
    if (settings.values.postgresPort !== cluster.port) settings.change({ postgresPort: cluster.port });
    const catalog = await openCatalog({
      connectionString: cluster.connectionString('manysite'),
      migrationsFolder: layout.migrationsFolder,
    });
    opened = catalog;
    const recovery = await recover({ catalog, cluster, folders, log, now });
    const store = new StateStore();
    const runs = new Map<string, ProjectRun>();
    const holds = new RequestHolds();
    const handRoutes = new HandRoutes();
    const jobs = new JobRunner(
      (job) => {
        store.put('jobs', job);
        options.onUse();
      },
      (jobId) => store.remove('jobs', jobId),
      async (job, output) => {
        await steadily(cluster, () => catalog.jobs.record(job, output));
        if (job.endedAt !== null) await catalog.jobs.prune();
      },
      now,
      (error) => log.error(error, 'a job could not be written to the catalog'),
      (thrown, job) => {
        const error = explainError(folders.data, thrown);
        if (error instanceof AppError && lossCodes.has(error.code))
          follower?.cutOff({ ...job, startedAt: new Date(job.startedAt) });
        return error;
      },
    );
    const router = new RouterHold({
      workerUrl: layout.routerWorker,
      settings,
      store,
      log,
      runs: () => [...runs.values()],
      holds,
      handRoutes,
      onRestartAsked: (serverId) => restartServer(engine, serverId),
      onServed: (sites) => showServed(engine, sites),
      onEnd: (end) => tellRouterEnd(engine, end),
    });
    const engine: Engine = {
      folders,
      layout,
      settings,
      log,
      store,
      jobs,
      background: new Background(log),
      thumbnails: new ThumbnailFiles(join(folders.data, 'thumbnails')),
      cluster,
      catalog,
      configs: new ConfigCache(options.environment),
      router,
      runs,
      retiring: new Set(),
      holds,
      handRoutes,
      watches: openProjectWatches(() => engine, { runs, turns: options.turns, log }),
      figures: new ServerFigures(),
      uses: new DatabaseUses(),
      changes: new Map(),
      tellCutOff: (work) => follower?.cutOff(work),
      serverDeps: {
        now: Date.now,
        random: Math.random,
        freePort: createPortSource(cluster.host),
        ledger: await openLedger(ledgerFile),
      },
      environment: options.environment,
      now,
    };
    follower = new PostgresFollower(engine);
    const returning = await tellLastEnd(engine, options.runFile.lastEnd, recovery, reaped.length);
    options.runFile.settle();
    await showNotices(engine);
    jobs.resume((await catalog.jobs.list(lastJobs)).reverse());
    await showRemembered(engine);
    for (const { id } of engine.store.state.projects) await engine.watches.adjust(id);
    comeBack(engine, options.turns, returning).catch((error: unknown) =>
      log.error(error, 'what was served could not be started again'),
    );
    await showSizes(engine);
    const sizesTimer = setInterval(() => {
      if (runs.size === 0 && store.watcherCount === 0) return;
      showSizes(engine).catch((error: unknown) => log.error(error, 'sizes could not be measured'));
    }, sizesIntervalMs);
    const stopShowing = await keepShowing(engine, () => options.describeHost(cluster));
    const timer = setInterval(() => {
      if (runs.size === 0) return;
      measureServers(engine)
        .then(() => trimStandbys(engine))
        .then(() => Promise.all([...runs.values()].map((run) => recordFigures(engine, run, 'in-time'))))
        .catch((error: unknown) => log.error(error, 'the servers could not be measured'));
    }, measureIntervalMs);
    const stopWatching = watchSurroundings(engine);
    return {
      engine,
      close: (isOrdered) => {
        for (const ticking of [timer, sizesTimer]) clearInterval(ticking);
        stopWatching();
        stopShowing();
        return closeEngine(engine, isOrdered);
      },
    };
  } catch (error) {
    await stopStep(log, 'the catalog', stopLimitsMs.catalog, async () => opened?.close());
    await stopStep(log, 'PostgreSQL', stopLimitsMs.cluster, () => cluster.stop());
    throw error;
  }
};

const closeEngine = async (engine: Engine, isOrdered: boolean): Promise<string[]> => {
  const { log } = engine;
  engine.watches.config.close();
  await stopStep(log, 'the watch of files', stopLimitsMs.watches, () => engine.watches.code.close());
  await stopStep(log, 'the jobs', stopLimitsMs.jobs, () => engine.jobs.close());
  await stopStep(log, 'work in the background', stopLimitsMs.background, () => engine.background.close());
  const running = [...engine.runs.values()].flatMap((run) => [run.active, ...run.standby]);
  const sets = [...running, ...engine.retiring];
  const { port } = engine.router;
  engine.runs.clear();
  await stopStep(log, 'the router', stopLimitsMs.router, () => engine.router.close());
  await Promise.all(
    sets.map(({ set, databaseName }) =>
      stopStep(log, `servers of ${databaseName}`, stopLimitsMs.servers, () => set.stop()),
    ),
  );
  if (isOrdered)
    await stopStep(log, 'what is served', stopLimitsMs.catalog, () => engine.catalog.served.clear());
  await stopStep(log, 'the catalog', stopLimitsMs.catalog, () => engine.catalog.close());
  await stopStep(log, 'PostgreSQL', stopLimitsMs.cluster, () => engine.cluster.stop());
  return [
    ...sets.flatMap(({ set, databaseName }) =>
      set.servers.map(({ spec }) => `server ${spec.name} of ${databaseName}`),
    ),
    ...(port === null ? [] : [`router on port ${port}`]),
    `PostgreSQL ${engine.cluster.version}`,
  ];
};
