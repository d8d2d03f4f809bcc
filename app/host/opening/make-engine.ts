import { join } from 'node:path';
import type { Catalog } from '../../catalog/open-catalog';
import { AppError, type ErrorCode, type Job } from '../../contract';
import type { Cluster } from '../../postgres/cluster';
import { steadily } from '../../postgres/steadily';
import type { Framer } from '../../router/proxy/framers';
import { openLedger } from '../../servers/ledger';
import { createPortSource } from '../../servers/process/free-port';
import type { Folders } from '../attach/folders';
import type { Engine } from '../engine';
import { Background } from '../jobs/background';
import { JobRunner } from '../jobs/job-runner';
import type { Turns } from '../jobs/turns';
import { ConfigCache } from '../journeys/config-cache';
import { KnownDumps } from '../journeys/known-dumps';
import type { Layout } from '../layout';
import type { Logger } from '../log';
import { explainError } from '../recovery/explain-error';
import { PostgresFollower } from '../recovery/follow-postgres';
import { tellRouterEnd } from '../recovery/tell-router-end';
import { DatabaseUses } from '../running/database-uses';
import { HandRoutes } from '../running/hand-routes';
import type { ProjectRun } from '../running/project-run';
import { RequestHolds } from '../running/request-holds';
import { RouterHold } from '../running/router-hold';
import { ServerFigures } from '../running/server-figures';
import { showServed } from '../running/server-views';
import { openProjectWatches } from '../running/watch-projects';
import type { SettingsFile } from '../settings';
import { AnswerOrder } from '../state/answer-order';
import { StateStore } from '../state/state-store';
import { ThumbnailFiles } from '../thumbnails/thumbnail-files';

/** What the parts of an engine are made of. */
interface EngineGround {
  readonly folders: Folders;
  readonly layout: Layout;
  readonly settings: SettingsFile;
  readonly log: Logger;
  readonly environment: NodeJS.ProcessEnv;
  readonly turns: Turns;
  readonly cluster: Cluster;
  readonly catalog: Catalog;
  readonly ledgerFile: string;
  readonly now: () => Date;
  /** Jobs or servers came or went. */
  readonly onUse: () => void;
  /** Pages in browsers that show sites in frames. */
  readonly framers: () => readonly Framer[];
}

/** How a job fails whose sessions PostgreSQL ended. */
const lossCodes: ReadonlySet<ErrorCode> = new Set(['postgres-lost', 'postgres-failed']);

const restartServer = ({ runs }: Pick<Engine, 'runs'>, serverId: string): void => {
  for (const run of runs.values()) {
    const server = run.active.set.servers.find(({ spec }) => spec.id === serverId);
    server?.restart();
  }
};

/** @param cutOff told of each job whose sessions PostgreSQL ended */
const makeJobs = (ground: EngineGround, store: StateStore, cutOff: (job: Job) => void): JobRunner => {
  const { catalog, cluster, folders, log, now, onUse } = ground;
  return new JobRunner(
    (job) => {
      store.put('jobs', job);
      onUse();
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
      if (error instanceof AppError && lossCodes.has(error.code)) cutOff(job);
      return error;
    },
  );
};

/** Puts together what the journeys work with; nothing runs yet. */
export const makeEngine = async (
  ground: EngineGround,
): Promise<{ engine: Engine; follower: PostgresFollower }> => {
  const { folders, layout, settings, log, environment, cluster, catalog, now } = ground;
  const store = new StateStore();
  const runs = new Map<string, ProjectRun>();
  const holds = new RequestHolds();
  const handRoutes = new HandRoutes();
  const engine: Engine = {
    folders,
    layout,
    settings,
    log,
    store,
    jobs: makeJobs(ground, store, (job) => follower.cutOff({ ...job, startedAt: new Date(job.startedAt) })),
    background: new Background(log),
    thumbnails: new ThumbnailFiles(join(folders.data, 'thumbnails')),
    cluster,
    catalog,
    configs: new ConfigCache(environment),
    dumps: new KnownDumps(layout.inspectorWorker),
    router: new RouterHold({
      workerUrl: layout.routerWorker,
      settings,
      store,
      log,
      runs: () => [...runs.values()],
      holds,
      handRoutes,
      framers: ground.framers,
      onRestartAsked: (serverId) => restartServer(engine, serverId),
      onServed: (sites) => showServed(engine, sites),
      onEnd: (end) => tellRouterEnd(engine, end),
    }),
    runs,
    retiring: new Set(),
    holds,
    handRoutes,
    watches: openProjectWatches(() => engine, { runs, turns: ground.turns, log }),
    figures: new ServerFigures(),
    uses: new DatabaseUses(),
    changes: new Map(),
    order: new AnswerOrder(),
    tellCutOff: (work) => follower.cutOff(work),
    serverDeps: {
      now: Date.now,
      random: Math.random,
      freePort: createPortSource(cluster.host),
      ledger: await openLedger(ground.ledgerFile),
    },
    environment,
    now,
  };
  const follower = new PostgresFollower(engine);
  return { engine, follower };
};
