import type { ProjectRecord } from '../../catalog/projects';
import type { Database, DatabaseSites, PlanRecord, Site } from '../../contract';
import { parseDomainFormat } from '../../core/format/domain-format';
import type { OperationInput } from '../../core/plans/operation';
import { describeSites } from '../../core/sites/describe-sites';
import { databaseProblems } from '../../core/sites/surroundings';
import type { Login } from '../../postgres/connect';
import { ensureServingRole } from '../../postgres/roles';
import type { ProjectConfig } from '../../projects/project-config';
import { readSiteTables } from '../../sites/read-site-tables';
import type { Engine } from '../engine';
import { showProject } from './project-records';

/** A database to be read, by its name in PostgreSQL, with the identities that the catalog keeps for it. */
export interface SiteSource {
  readonly databaseId: string;
  readonly databaseName: string;
  readonly login: Login;
}

/** What of a project's configuration the rules decide by. */
export type SiteConfig = Pick<ProjectConfig, 'folder' | 'domainFormat' | 'rewriteDomains' | 'useRealDomain'>;

/** What of the engine is needed to read sites, and to plan. */
export type SiteEngine = Pick<
  Engine,
  'catalog' | 'cluster' | 'configs' | 'log' | 'now' | 'tellCutOff' | 'uses'
> & {
  readonly router: Pick<Engine['router'], 'expectedPort'>;
};

/** The same as the rules take it. @throws AppError `domain-format-invalid` */
export const rewriteSettingsOf = (config: Omit<SiteConfig, 'folder'>) => ({
  format: parseDomainFormat(config.domainFormat),
  rewriteDomains: config.rewriteDomains,
  useRealDomain: config.useRealDomain,
});

/** Reads what the rules need: the rows, and slugs from the catalog where the database has no place for them. */
export const readSiteInput = async (
  engine: SiteEngine,
  config: SiteConfig,
  source: SiteSource,
): Promise<OperationInput> => {
  const { host, port, socketFolder } = engine.cluster;
  const connection = {
    host: socketFolder ?? host,
    port,
    database: source.databaseName,
    ...source.login,
  };
  const settings = rewriteSettingsOf(config);
  const [tables, identities, templateFolders] = await Promise.all([
    engine.uses.share(source.databaseId, () => readSiteTables(connection)),
    engine.catalog.identities.list(source.databaseId),
    engine.configs.templateFolders(config.folder, engine.now()),
  ]);
  return {
    tables,
    identities,
    settings,
    now: engine.now().toISOString(),
    routerPort: engine.router.expectedPort,
    surroundings: { templateFolders, domainsElsewhere: tables.elsewhere },
  };
};

/** A database of the catalog, to be reached as its project's serving role. */
export const sourceOf = async (
  engine: Pick<Engine, 'cluster'>,
  database: Pick<Database, 'id' | 'name' | 'projectId'>,
): Promise<SiteSource> => ({
  databaseId: database.id,
  databaseName: database.name,
  login: await ensureServingRole(engine.cluster, database.projectId),
});

/** Tells clients what was done to the sites of a database. */
export const showHistory = async (
  { catalog, store }: Pick<Engine, 'catalog' | 'store'>,
  databaseId: string,
): Promise<PlanRecord[]> => {
  const plans = await catalog.sitePlans.list(databaseId);
  store.put('plans', { id: databaseId, plans });
  return plans;
};

/** The sites of a database as they stand, with addresses while their project runs; tells clients of them and of their history. */
export const showSites = async (
  engine: Engine,
  config: ProjectConfig,
  database: Database,
): Promise<DatabaseSites> => {
  const isNewest = engine.order.ask(database.id);
  const input = await readSiteInput(engine, config, await sourceOf(engine, database));
  const isRunning = engine.runs.has(database.projectId);
  const sites = describeSites({ ...input, routerUrlPort: isRunning ? engine.router.port : null });
  const problems = [...databaseProblems(input.tables, input.surroundings)];
  const shown = { id: database.id, sites, problems };
  if (isNewest()) engine.store.put('sites', shown);
  await showHistory(engine, database.id);
  return shown;
};

/** The same for whoever needs the sites alone. */
export const refreshSites = async (...of: Parameters<typeof showSites>): Promise<Site[]> =>
  (await showSites(...of)).sites;

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

const countErrors = (sites: readonly Site[]): number =>
  sites.flatMap(({ problems }) => problems).filter(({ severity }) => severity === 'error').length;

/** After the sites of a database changed: shows them, and how many there are and have errors. */
export const showChangedSites = async (
  engine: Engine,
  config: ProjectConfig,
  database: Database,
): Promise<Site[]> => {
  const sites = await refreshSites(engine, config, database);
  await engine.catalog.databases.updateFacts(database.id, {
    siteCount: sites.length,
    problemCount: countErrors(sites),
  });
  await showProject(engine, database.projectId);
  return sites;
};
