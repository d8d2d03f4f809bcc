import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../contract';
import { dropDatabase } from '../../postgres/databases';
import { dropLeftovers } from '../../postgres/inventory';
import type { Engine } from '../engine';
import { showActiveSites } from './database-sites';
import { showProject } from './project-records';

/** Copies of standard input whose host was killed. A younger one belongs to a command that is about to import it. */
const removeOldSpools = async (folder: string, hostStartedAtMs: number): Promise<string[]> => {
  if (!existsSync(folder)) return [];
  const removed: string[] = [];
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    if ((await stat(file)).mtimeMs >= hostStartedAtMs) continue;
    await rm(file, { force: true });
    removed.push(name);
  }
  return removed;
};

/**
 * At start-up: undoes what an earlier host began and did not finish, as the catalog recorded its intent, and tells it in the log.
 */
export const recover = async (
  engine: Pick<Engine, 'catalog' | 'cluster' | 'folders' | 'log' | 'now'>,
): Promise<void> => {
  const { catalog, cluster, folders, log } = engine;
  for (const places of await catalog.databases.unfinished()) {
    for (const name of [places.name, places.pristineName])
      if (name !== null) await dropDatabase(cluster, name);
    if (places.stagingName !== null) await dropDatabase(cluster, places.stagingName);
    await catalog.databases.remove(places.id);
    log.warn({ database: places.name, state: places.state }, 'finished what an earlier host left half-done');
  }
  const leftovers = await dropLeftovers(cluster, await catalog.databases.names());
  const spools = await removeOldSpools(join(folders.data, 'spool'), performance.timeOrigin);
  log.info({ leftovers, spools }, 'looked for leftovers');
  const error = new AppError(
    'cancelled',
    'Manysite ended while this ran; what it had begun was undone.',
  ).toShape();
  await catalog.jobs.endInterrupted({ at: engine.now(), error });
};

/** Shows clients what is remembered: projects, their databases, and the sites of the active ones. */
export const showRemembered = async (engine: Engine): Promise<void> => {
  for (const project of await engine.catalog.projects.list()) {
    await showProject(engine, project.id);
    await showActiveSites(engine, project);
  }
};
