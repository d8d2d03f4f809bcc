import type { ProjectRecord } from '../../catalog/projects';
import { ensureSpare } from '../copies/spares';
import type { Engine } from '../engine';

/** Records which database of a project is the active one, and when the one before was last used. */
export const activateDatabase = async (
  engine: Engine,
  projectId: string,
  databaseId: string,
): Promise<ProjectRecord> => {
  const { catalog, now } = engine;
  const { activeDatabaseId: before } = await catalog.projects.get(projectId);
  const project = await catalog.projects.setActiveDatabase(projectId, databaseId);
  for (const id of new Set([before, databaseId]))
    if (id !== null) await catalog.databases.updateFacts(id, { lastUsedAt: now() });
  ensureSpare(engine, databaseId);
  return project;
};
