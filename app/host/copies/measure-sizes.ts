import { statfs } from 'node:fs/promises';
import { databaseSizes } from '../../postgres/inventory';
import type { Engine } from '../engine';
import { showProject } from '../journeys/project-records';

/** Measures the disk and every database with its copies, and tells clients what has changed. Takes milliseconds. */
export const showSizes = async (engine: Engine): Promise<void> => {
  const { catalog, cluster, store } = engine;
  const sizes = await databaseSizes(cluster);
  const changed = await catalog.databases.recordSizes(sizes);
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
