import { AppError, type HandRoute } from '../../contract';
import type { Engine } from '../engine';
import type { KeptRoute } from '../running/hand-routes';
import { refreshSites } from './database-sites';
import { servedSiteOf } from './prepare-program';
import { activeDatabaseOf, configOf, showProject } from './project-records';

/** @throws AppError `site-routed` while a command in the foreground serves the site */
export const requireNoForeground = (route: KeptRoute | null): void => {
  if (route?.by !== 'run') return;
  throw new AppError('site-routed', `${route.slug} is served by \`manysite run\` on port ${route.port}.`, {
    hint: 'End that command in its terminal first.',
    data: { siteId: route.siteId, port: route.port },
  });
};

/** Makes the routes of a project count, and shows them. */
export const publishRoutes = async (engine: Engine, projectId: string): Promise<HandRoute[]> => {
  await engine.router.publish();
  return (await showProject(engine, projectId)).routes;
};

/**
 * Sends a site's requests to a server that the user started, on 127.0.0.1, or back to the project's own. It counts from now on
 * where the project runs, else from its start on, and lasts as long as this host.
 *
 * @param port 1 to 65535; null: back
 * @throws AppError `site-not-found`, `site-routed`, and `usage-invalid` for the router's own port
 */
export const routeSite = async (
  engine: Engine,
  projectId: string,
  siteId: number,
  port: number | null,
): Promise<HandRoute[]> => {
  const project = await engine.catalog.projects.get(projectId);
  const known = engine.handRoutes.find(projectId, siteId);
  requireNoForeground(known);
  if (port === null) {
    engine.handRoutes.remove(projectId, siteId);
    return publishRoutes(engine, projectId);
  }
  if (port === engine.router.expectedPort) {
    throw new AppError('usage-invalid', `Port ${port} is the router's own.`, {
      hint: 'Give the port of your server.',
      data: { port },
    });
  }
  const database = await activeDatabaseOf(engine, project);
  const sites = await refreshSites(engine, await configOf(engine, project), database);
  const { slug } = servedSiteOf(sites, siteId, database);
  const since = engine.now().toISOString();
  engine.handRoutes.put(projectId, {
    siteId,
    slug,
    port,
    by: 'route',
    since,
    databaseId: null,
    isListening: true,
  });
  return publishRoutes(engine, projectId);
};
