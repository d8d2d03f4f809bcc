import type { Engine } from '../engine';
import { showActiveSites } from '../journeys/database-sites';
import { showProject } from '../journeys/project-records';

/** Looking costs a few `stat` a project, which no file system announces for a folder that goes. */
const projectIntervalMs = 2_000;
const ballastIntervalMs = 10_000;

/** Calls again and again, never twice at once. @returns stops it */
const repeatedly = (
  intervalMs: number,
  work: () => Promise<unknown>,
  onError: (error: unknown) => void,
): (() => void) => {
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    work()
      .catch(onError)
      .finally(() => {
        isBusy = false;
      });
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
};

/** Servers that could not be started while their project was in trouble. */
const startFailed = (engine: Engine, projectId: string): void => {
  const run = engine.runs.get(projectId);
  for (const server of run?.active.set.servers ?? []) if (server.status.state === 'failed') server.restart();
};

/** Shows projects again whose folder, virtualenv, manage.py or settings went, came back or changed. */
const lookAtProjects = async (engine: Engine, signs: Map<string, string>): Promise<void> => {
  for (const { id, folder, trouble } of engine.store.state.projects) {
    // With what is shown: somebody else may have shown it while it was away for less than the time between two looks.
    const sign = `${await engine.configs.signOf(folder)} ${trouble}`;
    const before = signs.get(id);
    signs.set(id, sign);
    if (before === undefined || before === sign) continue;
    const project = await showProject(engine, id);
    if (trouble === project.trouble) continue;
    engine.log.warn(
      { project: project.name, trouble: project.trouble },
      'a project went into trouble or out of it',
    );
    if (project.trouble !== null) continue;
    // Whoever watches files has lost the folder with it.
    await engine.watches.adjust(id);
    startFailed(engine, id);
    await showActiveSites(engine, await engine.catalog.projects.get(id));
  }
};

/**
 * Watches what a running host stands on and what changes without it: the folders of projects, and the room on the disk.
 *
 * @returns stops watching
 */
export const watchSurroundings = (engine: Engine): (() => void) => {
  const signs = new Map<string, string>();
  const stops = [
    repeatedly(
      projectIntervalMs,
      () => lookAtProjects(engine, signs),
      (error) => engine.log.warn(error, 'the folders of the projects could not be looked at'),
    ),
    repeatedly(
      ballastIntervalMs,
      () => engine.cluster.keepBallast(),
      (error) => engine.log.warn(error, 'the reserve on the disk could not be made'),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
};
