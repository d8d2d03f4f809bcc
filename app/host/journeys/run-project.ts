import { AppError, type Database, type Mode } from '../../contract';
import type { ProjectConfig } from '../../projects/project-config';
import type { Engine } from '../engine';
import type { JobContext } from '../jobs/job-runner';
import type { BoundSet, ProjectRun } from '../running/project-run';
import { replaceActive, retireSet } from '../running/replace-set';
import { showAllServers } from '../running/server-views';
import { failedNames, startBoundSet } from '../running/start-bound-set';
import { refreshSites } from './database-sites';
import { activeDatabaseOf, configOf, showProject } from './project-records';

const refuseConflicts = (engine: Engine, run: ProjectRun): void => {
  const [conflict] = engine.router.conflictsWith(run);
  if (conflict === undefined) return;
  throw new AppError(
    'domain-conflict',
    `${conflict.second.name} has the same local domains as ${conflict.first.name}, which runs: ${conflict.domains.slice(0, 3).join(', ')}.`,
    {
      hint: `Give one of them another format, such as "${conflict.suggestedFormat}", or stop ${conflict.first.name}.`,
      data: { first: conflict.first, second: conflict.second, domains: conflict.domains },
    },
  );
};

const startSet = async (
  engine: Engine,
  config: ProjectConfig,
  database: Database,
  mode: Mode,
  job: JobContext,
): Promise<{ bound: BoundSet; failed: string[] }> => {
  job.progress({ phase: 'starting servers', fraction: 0.1, detail: database.label });
  const routerPort = engine.router.port;
  if (routerPort === null) throw new Error('servers are started after the router');
  const sites = await refreshSites(engine, config, database);
  const { bound, outcome } = await startBoundSet(engine, {
    projectId: database.projectId,
    config,
    database,
    mode,
    sites,
    routerPort,
    signal: job.signal,
  });
  return { bound, failed: failedNames(outcome) };
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
  if (running !== undefined) {
    const kept = await engine.router.ensure(port);
    await engine.router.publish();
    return { database: running.active.databaseName, port: kept, wasRunning: true, failed: [] };
  }
  const project = await engine.catalog.projects.get(projectId);
  const config = await configOf(engine, project);
  const database = await activeDatabaseOf(engine, project);
  const routerPort = await engine.router.ensure(port);
  const { bound, failed } = await startSet(engine, config, database, project.mode, job);
  const run: ProjectRun = { projectId, name: config.name, config, active: bound, standby: [] };
  try {
    refuseConflicts(engine, run);
  } catch (error) {
    await bound.set.stop();
    throw error;
  }
  engine.runs.set(projectId, run);
  await engine.router.publish();
  showAllServers(engine);
  await showProject(engine, projectId);
  return { database: database.name, port: routerPort, wasRunning: false, failed };
};

/** Stops all servers of a project, standby ones too. The router answers its hosts with 421 from then on. */
export const stopProject = async (engine: Engine, projectId: string): Promise<Record<string, unknown>> => {
  const run = engine.runs.get(projectId);
  if (run === undefined) return { stopped: 0 };
  const sets = [run.active, ...run.standby];
  engine.runs.delete(projectId);
  await engine.router.publish();
  await Promise.all(sets.map(({ set }) => set.stop()));
  showAllServers(engine);
  await showProject(engine, projectId);
  return { stopped: sets.reduce((sum, { set }) => sum + set.servers.length, 0) };
};

/** The running project's set for a database and mode that is still warm and whole, if there is one. */
const warmSet = (run: ProjectRun, databaseId: string, mode: Mode): BoundSet | null =>
  run.standby.find(
    (bound) =>
      bound.databaseId === databaseId &&
      bound.mode === mode &&
      bound.set.servers.every(({ status }) => status.state === 'ready'),
  ) ?? null;

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
  const outcome = { database: database.name, label: database.label, wasWarm: false, failed: [] as string[] };
  if (run !== undefined && run.active.databaseId !== database.id) {
    const warm = warmSet(run, database.id, run.active.mode);
    const started =
      warm === null
        ? await startSet(engine, run.config, database, run.active.mode, job)
        : { bound: warm, failed: [] };
    job.holdCancel();
    job.progress({ phase: 'switching', fraction: 0.9, detail: database.label });
    await replaceActive(engine, run, started.bound, 'standby');
    Object.assign(outcome, { wasWarm: warm !== null, failed: started.failed });
  }
  await engine.catalog.projects.setActiveDatabase(projectId, database.id);
  await showProject(engine, projectId);
  return { ...outcome, durationMs: engine.now().getTime() - startedMs };
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
    const started = await startSet(engine, run.config, await activeDatabaseOf(engine, project), mode, job);
    job.holdCancel();
    const leaving = run.standby.filter((bound) => bound.mode !== mode);
    run.standby = run.standby.filter((bound) => bound.mode === mode);
    await replaceActive(engine, run, started.bound, 'retire');
    for (const bound of leaving) void retireSet(engine, bound);
    failed.push(...started.failed);
  }
  await engine.catalog.projects.setMode(projectId, mode);
  await showProject(engine, projectId);
  return { mode, isRunning: run !== undefined, failed };
};

/** New servers for the active database, new before old: after a rewrite, or when asked to. */
export const restartProject = async (
  engine: Engine,
  projectId: string,
  job: JobContext,
): Promise<Record<string, unknown>> => {
  const run = engine.runs.get(projectId);
  if (run === undefined) return startProject(engine, projectId, null, job);
  const project = await engine.catalog.projects.get(projectId);
  const config = await configOf(engine, project);
  const { bound, failed } = await startSet(
    engine,
    config,
    await activeDatabaseOf(engine, project),
    run.active.mode,
    job,
  );
  job.holdCancel();
  const fresh: ProjectRun = { ...run, config, name: config.name };
  engine.runs.set(projectId, fresh);
  await replaceActive(engine, fresh, bound, 'retire');
  return { database: bound.databaseName, failed };
};
