import { statfs } from 'node:fs/promises';
import { databaseSizes } from '../../postgres/inventory';
import type { Engine } from '../engine';
import { showProject } from '../journeys/project-records';
import { changesSince } from './changed-rows';

/** Counts the changed rows of the databases that are served, which are those that change. @returns their projects, where a count differs */
const countChanges = async (engine: Engine): Promise<string[]> => {
  const changed: string[] = [];
  for (const { projectId, active } of engine.runs.values()) {
    const database = await engine.catalog.databases.find(active.databaseId);
    if (database === null) continue;
    const before = engine.changes.get(database.id) ?? null;
    const now = await changesSince(engine, database);
    engine.changes.set(database.id, now);
    if (now?.rows !== before?.rows || now?.at !== before?.at) changed.push(projectId);
  }
  return changed;
};

/** Measures the disk and every database with its copies, and tells clients what has changed. Takes milliseconds. */
export const showSizes = async (engine: Engine): Promise<void> => {
  const { catalog, cluster, store } = engine;
  const sizes = await databaseSizes(cluster);
  const changed = new Set([...(await catalog.databases.recordSizes(sizes)), ...(await countChanges(engine))]);
  for (const projectId of changed) await showProject(engine, projectId);
  const { bavail, bsize, blocks } = await statfs(cluster.dataFolder);
  store.set('disk', {
    folder: cluster.dataFolder,
    freeBytes: bavail * bsize,
    sizeBytes: blocks * bsize,
    usedBytes: [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0),
    sharesBlocks: cluster.sharesBlocks,
  });
};
