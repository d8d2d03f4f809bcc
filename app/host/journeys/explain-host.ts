import type { Database, Explanation } from '../../contract';
import { explainHost } from '../../core/explain/explain-host';
import type { HostSetup } from '../../core/hosts/host-lookup';
import type { RewriteInput } from '../../core/rewrite/settle-sites';
import { describeSites } from '../../core/sites/describe-sites';
import type { SiteTables } from '../../core/sites/rows';
import type { ProjectConfig } from '../../projects/project-config';
import type { Engine } from '../engine';
import { countsFor } from '../running/hand-routes';
import { wantedRoutes } from '../running/project-run';
import { readSiteInput, sourceOf } from './database-sites';

const yes = new Set(['1', 'true', 'on', 'yes']);

/** What the project's environment says of DEBUG; null where it says nothing. */
const debugOf = (config: ProjectConfig): boolean | null => {
  const value = config.env.DEBUG ?? config.envFileVariables.find(({ name }) => name === 'DEBUG')?.value;
  return value === undefined ? null : yes.has(value.trim().toLowerCase());
};

/** By what is installed or named in the settings; a copy of the package inside the project shows by its table. */
const middlewareOf = (config: ProjectConfig, tables: SiteTables) => {
  const has = (name: string): boolean => config.detected.packages.some((found) => found.name === name);
  if (has('django-multisite-plus') || tables.plus !== null) return 'django-multisite-plus';
  return has('django-multisite') || tables.aliases !== null ? 'django-multisite' : 'none';
};

type Single = Extract<HostSetup, { mode: 'single-process' }>;

const assumptionsOf = ({ middleware, isDebug }: Single, debug: boolean | null): string[] => {
  if (middleware === 'none')
    return ['The project has no aliases, so Python goes by SITE_ID alone, which is taken to be set.'];
  if (middleware === 'django-multisite-plus') return [];
  const how = debug === null ? 'off, since no variable says otherwise' : isDebug ? 'on' : 'off';
  return [`DEBUG is taken to be ${how}, and MULTISITE_FALLBACK to be unset.`];
};

/** Settings that decide a site's domain. */
const domainKeys = new Set(['domainFormat', 'rewriteDomains', 'useRealDomain']);

const serverOf = (engine: Engine, database: Database, siteId: number | null): Explanation['server'] => {
  const active = engine.runs.get(database.projectId)?.active;
  if (siteId === null || active === undefined || active.databaseId !== database.id) return null;
  const server = active.set.servers.find(({ spec }) => spec.siteIds.includes(siteId));
  if (server === undefined) return null;
  const { spec, status } = server;
  return {
    name: spec.name,
    state: status.state,
    siteId: active.mode === 'multi-process' ? siteId : null,
    pid: 'pid' in status ? status.pid : null,
    port: 'port' in status ? status.port : null,
    database: active.databaseName,
  };
};

const routedPortOf = (engine: Engine, { projectId }: Database, siteId: number | null): number | null => {
  const servedId = engine.runs.get(projectId)?.active.databaseId ?? null;
  const route = siteId === null ? null : engine.handRoutes.find(projectId, siteId);
  return route !== null && countsFor(route, servedId) ? route.port : null;
};

const routesFor = (engine: Engine, config: ProjectConfig, database: Database, input: RewriteInput) => {
  const run = engine.runs.get(database.projectId);
  if (run?.active.databaseId === database.id) return engine.router.tableWith(null);
  const sites = describeSites({ ...input, routerUrlPort: null });
  const mode = run?.active.mode ?? config.defaultMode;
  return engine.router.tableWith(wantedRoutes(database.projectId, config, sites, mode));
};

/**
 * Why a host is answered as it is, by the rows of a database as they stand; for one that is served, by the router's own table.
 *
 * @param host as a client sends it in the Host header
 */
export const explainDatabaseHost = async (
  engine: Engine,
  config: ProjectConfig,
  database: Database,
  host: string,
): Promise<Explanation> => {
  const input = await readSiteInput(engine, config, await sourceOf(engine, database));
  const { tables, identities, settings } = input;
  const middleware = middlewareOf(config, tables);
  const debug = debugOf(config);
  const single: Single = {
    mode: 'single-process',
    middleware,
    isDebug: debug ?? false,
    defaultSiteId: config.siteId,
    hasFallback: false,
  };
  const { site, ...explained } = explainHost({
    rows: { tables, identities },
    settings,
    host,
    single,
    multi: {
      mode: 'multi-process',
      hasFastrouter: middleware === 'django-multisite-plus',
      defaultDomain: config.uwsgiDefaultDomain,
    },
    table: routesFor(engine, config, database, input),
    projectId: database.projectId,
    port: engine.router.expectedPort,
  });
  const isServed = explained.router.kind === 'site' || explained.router.kind === 'redirect';
  const servedSiteId = isServed ? (site?.id ?? null) : null;
  const project = await engine.catalog.projects.get(database.projectId);
  return {
    ...explained,
    database: database.name,
    mode: project.mode,
    assumptions: assumptionsOf(single, debug),
    site: site === null ? null : { ...site, settings: config.lines.filter(({ key }) => domainKeys.has(key)) },
    server: serverOf(engine, database, servedSiteId),
    routedToPort: routedPortOf(engine, database, servedSiteId),
  };
};
