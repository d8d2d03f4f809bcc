import { AppError, type Database, type Mode, type Site } from '../../contract';
import { formatCommand, projectOption } from '../../core/names/command-words';
import type { RoutedProject } from '../../core/routes/build-route-table';
import { steadily } from '../../postgres/steadily';
import type { ProjectConfig } from '../../projects/project-config';
import type { SetOutcome } from '../../servers/server-set';
import type { Engine } from '../engine';
import type { JobContext } from '../jobs/job-runner';
import { countFailedRequests } from '../running/count-failed-requests';
import { recordFigures } from '../running/mode-figures';
import { type BoundSet, type ProjectRun, wantedRoutes } from '../running/project-run';
import { replaceActive, retireStandby } from '../running/replace-set';
import { showAllServers } from '../running/server-views';
import { failedNames, startBoundSet } from '../running/start-bound-set';
import { activateDatabase } from './activate-database';
import { refreshShownSites, refreshSites, showActiveSites } from './database-sites';
import { activeDatabaseOf, configOf, showProject } from './project-records';

const refuseConflicts = (engine: Engine, wanted: RoutedProject): void => {
  const [conflict] = engine.router.conflictsWith(wanted);
  if (conflict === undefined) return;
  const first = { name: conflict.first.name, id: conflict.first.projectId };
  const second = { name: conflict.second.name, id: conflict.second.projectId };
  throw new AppError(
    'domain-conflict',
    `${conflict.second.name} has the same local domains as ${conflict.first.name}, which runs: ${conflict.domains.slice(0, 3).join(', ')}.`,
    {
      hint: `Give ${conflict.second.name} domains of its own: \`${formatCommand(conflict.suggestedFormat, second)}\`. Or stop the other: \`manysite stop${projectOption(first)}\`.`,
      data: { first: conflict.first, second: conflict.second, domains: conflict.domains },
    },
  );
};

interface Wanted {
  readonly config: ProjectConfig;
  readonly database: Database;
  readonly mode: Mode;
}

/** The sites to be served, once it is sure that no other running project has their domains. */
const freeSites = async (engine: Engine, { config, database, mode }: Wanted): Promise<Site[]> => {
  const sites = await refreshSites(engine, config, database);
  refuseConflicts(engine, wantedRoutes(database.projectId, config, sites, mode));
  return sites;
};

const startSet = async (
  engine: Engine,
  wanted: Wanted,
  job: JobContext,
): Promise<{ bound: BoundSet; outcome: SetOutcome; failed: string[] }> => {
  const { config, database, mode } = wanted;
  job.progress({ phase: 'starting servers', fraction: 0.1, detail: database.label });
  const routerPort = engine.router.port;
  if (routerPort === null) throw new Error('servers are started after the router');
  const sites = await freeSites(engine, wanted);
  const { projectId } = database;
  const input = { projectId, config, database, mode, sites, routerPort, signal: job.signal };
  const { bound, outcome } = await startBoundSet(engine, input);
  // Nothing waits between here and the use of the set: from now on it could not be cancelled without a trace.
  job.holdCancel();
  return { bound, outcome, failed: failedNames(outcome) };
};

/** Servers, then the router; when that does not work the router is where it was. */
const startOnPort = async (engine: Engine, wanted: Wanted, port: number | null, job: JobContext) => {
  const before = engine.router.place;
  try {
    await freeSites(engine, wanted);
    const routerPort = await engine.router.ensure(port);
    return { ...(await startSet(engine, wanted, job)), routerPort };
  } catch (error) {
    await engine.router.goBackTo(before);
    await refreshShownSites(engine);
    throw error;
  }
};

/** A project that runs already: nothing to do, unless the router moves, whose port its servers know. */
const keepRunning = async (engine: Engine, run: ProjectRun, port: number | null, job: JobContext) => {
  const before = engine.router.place;
  const kept = await engine.router.ensure(port);
  try {
    if (run.active.routerPort !== kept) await restartProject(engine, run.projectId, job);
  } catch (error) {
    await engine.router.goBackTo(before);
    throw error;
  } finally {
    await refreshShownSites(engine);
  }
  return { database: run.active.databaseName, port: kept, wasRunning: true, failed: [] };
};

/**
 * Starts the servers of a project's active database and points the router at them.
 *
 * @param port of the router; null keeps the stored one
 * @throws AppError `no-active-database`, `port-taken`, `domain-conflict`, those of `loadConfig`, and why no server got ready
 */
export const startProject = async (
  engine: Engine,
  projectId: string,
  port: number | null,
  job: JobContext,
): Promise<Record<string, unknown>> => {
  const running = engine.runs.get(projectId);
  if (running !== undefined) return keepRunning(engine, running, port, job);
  const project = await engine.catalog.projects.get(projectId);
  const config = await configOf(engine, project);
  const database = await activeDatabaseOf(engine, project);
  const wanted = { config, database, mode: project.mode };
  const { bound, failed, routerPort } = await startOnPort(engine, wanted, port, job);
  engine.runs.set(projectId, { projectId, config, active: bound, standby: [] });
  await steadily(engine.cluster, () => engine.catalog.served.add(projectId, engine.now()));
  // Another project whose start failed meanwhile may have ended it.
  await engine.router.ensure(routerPort);
  await engine.router.publish();
  showAllServers(engine);
  await showProject(engine, projectId);
  void engine.watches.adjust(projectId);
  await refreshShownSites(engine);
  return { database: database.name, port: routerPort, wasRunning: false, failed };
};

/** Stops all servers of a project, standby ones too. The router answers its hosts with 421 from then on. */
export const stopProject = async (engine: Engine, projectId: string): Promise<Record<string, unknown>> => {
  const run = engine.runs.get(projectId);
  if (run === undefined) return { stopped: 0 };
  await recordFigures(engine, run, 'now');
  const sets = [run.active, ...run.standby];
  engine.runs.delete(projectId);
  for (const bound of sets) engine.retiring.add(bound);
  await engine.router.publish();
  await steadily(engine.cluster, () => engine.catalog.served.remove(projectId));
  showAllServers(engine);
  await Promise.all(sets.map(({ set }) => set.stop()));
  for (const bound of sets) engine.retiring.delete(bound);
  await showProject(engine, projectId);
  void engine.watches.adjust(projectId);
  await refreshShownSites(engine);
  return { stopped: sets.reduce((sum, { set }) => sum + set.servers.length, 0) };
};

/** The running project's set for a database that is still warm, whole and as those in use, if there is one. */
const warmSet = (run: ProjectRun, databaseId: string): BoundSet | null =>
  run.standby.find(
    (bound) =>
      bound.databaseId === databaseId &&
      bound.mode === run.active.mode &&
      bound.routerPort === run.active.routerPort &&
      bound.set.servers.every(({ status }) => status.state === 'ready'),
  ) ?? null;

/** Points the router at servers of another database: those that are warm, else new ones once they are ready. */
const moveRequests = async (engine: Engine, run: ProjectRun, database: Database, job: JobContext) => {
  const { projectId } = database;
  const warm = warmSet(run, database.id);
  const wanted = { config: run.config, database, mode: run.active.mode };
  if (warm !== null)
    refuseConflicts(engine, wantedRoutes(projectId, run.config, warm.sites, run.active.mode));
  const started = warm === null ? await startSet(engine, wanted, job) : { bound: warm, failed: [] };
  job.holdCancel();
  job.progress({ phase: 'switching', fraction: 0.9, detail: database.label });
  await replaceActive(engine, run, started.bound, 'standby');
  return { wasWarm: warm !== null, failed: started.failed };
};

/**
 * Makes another database the active one. Where the project runs, servers of the other database start while those of the old one
 * serve, then the router's table is replaced by one message; going back is the table only.
 *
 * @throws AppError `database-busy` when the database is not ready; why no server of it got ready (the old ones go on serving)
 */
export const switchDatabase = async (
  engine: Engine,
  database: Database,
  job: JobContext,
): Promise<Record<string, unknown>> => {
  if (database.state !== 'ready') {
    throw new AppError(
      'database-busy',
      `${database.label} is not ready: ${database.attention ?? database.state}.`,
      {
        hint:
          database.state === 'needs-attention'
            ? 'Run its steps again, or skip them, first.'
            : 'Wait for its import.',
      },
    );
  }
  const startedMs = engine.now().getTime();
  const { projectId } = database;
  const run = engine.runs.get(projectId);
  const moved =
    run === undefined || run.active.databaseId === database.id
      ? { wasWarm: false, failed: [], failedRequests: null }
      : await countFailedRequests(engine, projectId, () => moveRequests(engine, run, database, job));
  // The router points at it already: what is remembered must follow.
  const project = await steadily(engine.cluster, () => activateDatabase(engine, projectId, database.id));
  await showProject(engine, projectId);
  if (run === undefined) await showActiveSites(engine, project);
  return {
    database: database.name,
    label: database.label,
    /** Null: the sites are stopped, so that no server had to start. */
    mode: run?.active.mode ?? null,
    ...moved,
    durationMs: engine.now().getTime() - startedMs,
  };
};

/**
 * Changes how the sites are served; the URLs stay. New servers first, then the router, then the old ones stop.
 * Standby sets of the old mode end, since a switch keeps the mode.
 */
export const changeMode = async (
  engine: Engine,
  projectId: string,
  mode: Mode,
  job: JobContext,
): Promise<Record<string, unknown>> => {
  const run = engine.runs.get(projectId);
  const failed: string[] = [];
  if (run !== undefined && run.active.mode !== mode) {
    const project = await engine.catalog.projects.get(projectId);
    const database = await activeDatabaseOf(engine, project);
    await recordFigures(engine, run, 'now');
    const started = await startSet(engine, { config: run.config, database, mode }, job);
    retireStandby(engine, run, (bound) => bound.mode !== mode);
    await replaceActive(engine, run, started.bound, 'retire');
    failed.push(...started.failed);
  }
  await steadily(engine.cluster, () => engine.catalog.projects.setMode(projectId, mode));
  await showProject(engine, projectId);
  return { mode, isRunning: run !== undefined, failed };
};

/** Nobody asked for this restart, so what serves may not be lost by it: not even one site of many. */
const requireNoLoss = async (old: BoundSet, next: BoundSet, { failed }: SetOutcome): Promise<void> => {
  const ready = new Set(
    old.set.servers.filter(({ status }) => status.state === 'ready').map(({ spec }) => spec.name),
  );
  const lost = failed.find(({ server }) => ready.has(server.spec.name));
  if (lost === undefined) return;
  await next.set.stop();
  throw lost.error;
};

/**
 * New servers for the active database of a running project, by its configuration as it is now, and then the old ones end.
 *
 * @param use `as-whole`: where a server that was ready does not get ready again, all of the old ones are kept, and the error is its own
 * @returns names of servers that did not get ready, while others did
 * @throws AppError why not one got ready: the old ones go on serving
 */
export const renewServers = async (
  engine: Engine,
  run: ProjectRun,
  job: JobContext,
  use: 'what-works' | 'as-whole' = 'what-works',
): Promise<string[]> => {
  const project = await engine.catalog.projects.get(run.projectId);
  const config = await configOf(engine, project);
  const database = await activeDatabaseOf(engine, project);
  const { bound, failed, outcome } = await startSet(engine, { config, database, mode: run.active.mode }, job);
  if (use === 'as-whole') await requireNoLoss(run.active, bound, outcome);
  const fresh: ProjectRun = { ...run, config };
  engine.runs.set(run.projectId, fresh);
  await replaceActive(engine, fresh, bound, 'retire');
  return failed;
};

/**
 * New servers for the active database, new before old: after a rewrite, or when asked to. Standby sets end, too: they run what
 * the user wants to be rid of, such as older code or another configuration.
 *
 * @param use see `renewServers`
 */
export const restartProject = async (
  engine: Engine,
  projectId: string,
  job: JobContext,
  use: 'what-works' | 'as-whole' = 'what-works',
): Promise<Record<string, unknown>> => {
  const run = engine.runs.get(projectId);
  if (run === undefined) return startProject(engine, projectId, null, job);
  const failed = await renewServers(engine, run, job, use);
  const fresh = engine.runs.get(projectId) ?? run;
  retireStandby(engine, fresh, () => true);
  await showProject(engine, projectId);
  void engine.watches.adjust(projectId);
  return { database: fresh.active.databaseName, failed };
};
