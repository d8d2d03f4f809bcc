import type { ProjectRecord } from '../../catalog/projects';
import type { Database, RewritePlan, Site } from '../../contract';
import { parseDomainFormat } from '../../core/format/domain-format';
import { planRewrite, type RewriteInput } from '../../core/rewrite/plan-rewrite';
import { describeSites } from '../../core/sites/describe-sites';
import { connectAs, type Login } from '../../postgres/connect';
import { ensureServingRole } from '../../postgres/roles';
import type { ProjectConfig } from '../../projects/project-config';
import { applyRewrite } from '../../sites/apply-rewrite';
import { readSiteTables } from '../../sites/read-site-tables';
import type { Engine } from '../engine';

/** A database to be read, by its name in PostgreSQL, with the identities that the catalog keeps for it. */
interface SiteSource {
  readonly databaseId: string;
  readonly databaseName: string;
  readonly login: Login;
}

/** What the rules decide by, from a project's configuration. */
export const rewriteSettingsOf = (config: ProjectConfig) => ({
  format: parseDomainFormat(config.domainFormat),
  rewriteDomains: config.rewriteDomains,
  useRealDomain: config.useRealDomain,
});

/** Reads what the rules need: the rows, and slugs from the catalog where the database has no place for them. */
export const readRewriteInput = async (
  engine: Engine,
  config: ProjectConfig,
  source: SiteSource,
): Promise<RewriteInput & { now: string }> => {
  const { host, port, socketFolder } = engine.cluster;
  const tables = await readSiteTables({
    host: socketFolder ?? host,
    port,
    database: source.databaseName,
    ...source.login,
  });
  return {
    tables,
    identities: await engine.catalog.identities.list(source.databaseId),
    settings: rewriteSettingsOf(config),
    now: engine.now().toISOString(),
  };
};

/** The same for a database of the catalog, as its project's serving role. */
export const readDatabase = async (engine: Engine, config: ProjectConfig, database: Database) =>
  readRewriteInput(engine, config, {
    databaseId: database.id,
    databaseName: database.name,
    login: await ensureServingRole(engine.cluster, database.projectId),
  });

/** The sites of a database as they stand, with addresses while their project runs; tells clients too. */
export const refreshSites = async (
  engine: Engine,
  config: ProjectConfig,
  database: Database,
): Promise<Site[]> => {
  const input = await readDatabase(engine, config, database);
  const isRunning = engine.runs.has(database.projectId);
  const sites = describeSites({ ...input, routerUrlPort: isRunning ? engine.router.port : null });
  engine.store.put('sites', { id: database.id, sites });
  return sites;
};

/**
 * Shows the sites of a project's active database, which every client has in sight. A project that cannot be read now shows
 * none: its trouble is told with the project.
 */
export const showActiveSites = async (engine: Engine, project: ProjectRecord): Promise<void> => {
  const database =
    project.activeDatabaseId === null ? null : await engine.catalog.databases.find(project.activeDatabaseId);
  if (database === null) return;
  try {
    await refreshSites(engine, await engine.configs.load(project.folder), database);
  } catch (error) {
    engine.log.warn(error, `the sites of ${database.name} could not be read`);
  }
};

/**
 * Shows the sites that clients know again, e.g. with the addresses that a new port of the router gives them.
 * A project that cannot be read now keeps what is shown: its trouble is told with the project.
 */
export const refreshShownSites = async (engine: Engine): Promise<void> => {
  for (const { id } of engine.store.state.sites) {
    const database = await engine.catalog.databases.find(id);
    if (database === null) continue;
    try {
      const { folder } = await engine.catalog.projects.get(database.projectId);
      await refreshSites(engine, await engine.configs.load(folder), database);
    } catch (error) {
      engine.log.warn(error, `the sites of ${database.name} could not be read again`);
    }
  }
};

/** Computes the plan of one database, and writes it when asked to. */
export const rewriteDatabase = async (
  engine: Engine,
  config: ProjectConfig,
  source: SiteSource,
  isDryRun: boolean,
): Promise<RewritePlan> => {
  const plan = planRewrite(await readRewriteInput(engine, config, source));
  if (isDryRun || plan.changes.length === 0) return plan;
  const client = await connectAs(engine.cluster, {
    ...source.login,
    database: source.databaseName,
    applicationName: 'manysite rewrite',
  });
  try {
    await applyRewrite(client, plan);
  } finally {
    await client.end();
  }
  return plan;
};
