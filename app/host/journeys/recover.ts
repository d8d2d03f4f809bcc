import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { namesOf } from '../../catalog/database-rows';
import { AppError, type Recovered } from '../../contract';
import { dropDatabase } from '../../postgres/databases';
import { dropLeftovers } from '../../postgres/inventory';
import { settleCopies } from '../copies/settle-copies';
import type { Engine } from '../engine';
import { showActiveSites } from './database-sites';
import { showProject } from './project-records';
import { settleSitePlans } from './settle-site-plans';

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

/** What start-up found half made and put right. */
export interface Recovery {
  readonly recovered: readonly Recovered[];
  /** Jobs that an earlier host did not live to end. */
  readonly cutOff: readonly { readonly id: string; readonly title: string }[];
}

/** Databases that were being made or deleted: what was half made goes, what was half deleted is deleted. */
const settleDatabases = async ({
  catalog,
  cluster,
}: Pick<Engine, 'catalog' | 'cluster'>): Promise<Recovered[]> => {
  const settled: Recovered[] = [];
  for (const places of await catalog.databases.unfinished()) {
    for (const name of namesOf(places)) await dropDatabase(cluster, name);
    await catalog.databases.remove(places.id);
    const isImport = places.state === 'importing';
    settled.push({
      what: isImport ? 'import' : 'deletion',
      name: places.name,
      outcome: isImport ? 'undone' : 'finished',
    });
  }
  return settled;
};

/**
 * At start-up: undoes or finishes what an earlier host began, as the catalog recorded its intent.
 *
 * @returns what it found, for the log and for people
 */
export const recover = async (
  engine: Pick<Engine, 'catalog' | 'cluster' | 'folders' | 'log' | 'now'>,
): Promise<Recovery> => {
  const { catalog, cluster, folders, log } = engine;
  const recovered = [
    ...(await settleDatabases(engine)),
    ...(await settleCopies(engine)),
    ...(await settleSitePlans(engine)),
  ];
  for (const one of recovered) log.warn(one, `the ${one.what} of ${one.name} was ${one.outcome}`);
  const leftovers = await dropLeftovers(cluster, await catalog.databases.names());
  const spools = await removeOldSpools(join(folders.data, 'spool'), performance.timeOrigin);
  log.info({ leftovers, spools }, 'looked for leftovers');
  const error = new AppError(
    'cancelled',
    'Manysite ended while this ran; what was half made was undone.',
  ).toShape();
  return { recovered, cutOff: await catalog.jobs.endInterrupted({ at: engine.now(), error }) };
};

/** Shows clients what is remembered: projects, their databases, and the sites of the active ones. */
export const showRemembered = async (engine: Engine): Promise<void> => {
  for (const project of await engine.catalog.projects.list()) {
    await showProject(engine, project.id);
    await showActiveSites(engine, project);
  }
};
