import { AppError } from '../../contract';
import { namedFiles } from '../../core/watching/change-effect';
import type { Engine } from '../engine';
import type { Turns } from '../jobs/turns';
import { showActiveSites } from '../journeys/database-sites';
import { configOf, showProject } from '../journeys/project-records';
import { restartProject } from '../journeys/run-project';
import { CodeWatches } from './code-watches';
import { ConfigWatches } from './config-watches';
import type { ProjectRun } from './project-run';
import type { Restarts } from './restart-on-change';

/** What watches the files of projects. */
export interface ProjectWatches {
  readonly code: CodeWatches;
  readonly config: ConfigWatches;
  /** Watches, and stops watching, what a project is now: call after it was added, started, stopped, or read anew. Never rejects. */
  adjust(projectId: string): Promise<void>;
}

/** What its files say; where they cannot be read, what it runs by. */
const newestConfig = async (engine: Engine, projectId: string): Promise<ProjectRun['config'] | null> => {
  try {
    return await configOf(engine, await engine.catalog.projects.get(projectId));
  } catch (error) {
    if (error instanceof AppError) return engine.runs.get(projectId)?.config ?? null;
    throw error;
  }
};

const adjust = async (engine: Engine, projectId: string): Promise<void> => {
  try {
    const project = await engine.catalog.projects.get(projectId);
    engine.watches.config.ensure(projectId, project.folder);
    const config = await newestConfig(engine, projectId);
    if (config !== null) await engine.watches.code.adjust(projectId, config);
    await showProject(engine, projectId);
  } catch (error) {
    // The project may be gone meanwhile, or PostgreSQL.
    engine.log.warn(error, 'the watch of a project could not be adjusted');
  }
};

const readAnew = async (engine: Engine, projectId: string): Promise<void> => {
  await adjust(engine, projectId);
  const project = await engine.catalog.projects.get(projectId);
  await showActiveSites(engine, project);
};

const restartsOf = (engine: () => Engine, turns: Turns, projectId: string): Restarts => ({
  start: (files) => {
    const { id } = engine().jobs.start({
      kind: 'restart',
      title: `Restart: ${namedFiles(files)} changed`,
      projectId,
      isCancellable: true,
      run: (job) =>
        turns.take(projectId, () => restartProject(engine(), projectId, job, 'as-whole'), job.signal),
    });
    return { jobId: id };
  },
  ended: (jobId) => engine().jobs.ended(jobId),
  cancel: (jobId) => void engine().jobs.cancel(jobId),
  now: () => engine().now(),
});

/** @param engine asked for when something has changed, so that it may be made after this */
export const openProjectWatches = (
  engine: () => Engine,
  input: {
    readonly runs: ReadonlyMap<string, ProjectRun>;
    readonly turns: Turns;
    readonly log: Engine['log'];
  },
): ProjectWatches => {
  const inBackground = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => input.log.warn(error, 'a change of files could not be told'));
  };
  const onConfig = (projectId: string): void => inBackground(readAnew(engine(), projectId));
  return {
    code: new CodeWatches({
      runs: input.runs,
      restarts: (projectId) => restartsOf(engine, input.turns, projectId),
      onShown: (projectId) => inBackground(showProject(engine(), projectId)),
      onConfig,
      log: input.log,
    }),
    config: new ConfigWatches(onConfig),
    adjust: (projectId) => adjust(engine(), projectId),
  };
};
