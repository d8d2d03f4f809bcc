import type { Database } from '../../contract';
import { rewriteSites } from '../../core/rewrite/rewrite-sites';
import type { Engine } from '../engine';
import { showSitePlan } from '../journeys/apply-site-plan';
import { showChangedSites, sourceOf } from '../journeys/database-sites';

const rewrite = {
  operation: rewriteSites({ format: null, asRealDomains: false, slugs: new Map(), leaveOut: new Set() }),
  origin: { kind: 'rewrite' },
} as const;

/**
 * Reads the sites of a database again after its content has changed, tells clients, and remembers how many there are and their problems.
 *
 * @returns how many rows a rewrite would change; null where its project cannot be read now
 */
export const lookAtSites = async (engine: Engine, database: Database): Promise<number | null> => {
  try {
    const { folder } = await engine.catalog.projects.get(database.projectId);
    const config = await engine.configs.load(folder);
    await showChangedSites(engine, config, database);
    const plan = await showSitePlan(engine, config, await sourceOf(engine, database), rewrite);
    return plan.changes.length;
  } catch (error) {
    engine.log.warn(error, `the sites of ${database.name} could not be read`);
    return null;
  }
};
