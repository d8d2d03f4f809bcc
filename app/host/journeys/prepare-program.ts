import { AppError, type Database, type Program, type Site } from '../../contract';
import { ensureServingRole } from '../../postgres/roles';
import type { ProjectConfig } from '../../projects/project-config';
import { resolveCommand } from '../../projects/resolve-command';
import { asProcessEnvironment } from '../../projects/server-environment';
import type { Engine } from '../engine';
import { environmentFor } from '../running/environment-for';

/** @throws AppError `site-not-found` */
export const siteOf = (sites: readonly Site[], siteId: number, database: Database): Site => {
  const site = sites.find(({ id }) => id === siteId);
  if (site !== undefined) return site;
  throw new AppError('site-not-found', `${database.label} has no site with the id ${siteId}.`, {
    hint: '`manysite sites` lists them.',
    data: { siteId, database: database.name },
  });
};

/**
 * A site that can be sent somewhere: a disabled one is served by nobody, whatever the mode (multisite.md, trap 12).
 *
 * @throws AppError `site-not-found`, or `usage-invalid` for a disabled one
 */
export const servedSiteOf = (sites: readonly Site[], siteId: number, database: Database): Site => {
  const site = siteOf(sites, siteId, database);
  if (site.isEnabled) return site;
  throw new AppError(
    'usage-invalid',
    `${site.slug} is disabled, so its requests are answered by a page that says so.`,
    {
      hint: `Enable it first: \`manysite site set ${site.slug} --enable\`.`,
      data: { siteId, database: database.name },
    },
  );
};

/**
 * How to start a program of a project on one of its databases: with exactly what a server gets, passwords in clear.
 *
 * @param input.siteId its SITE_ID is set, as for the server of that site; null: as for the server of all sites
 * @param input.command program and arguments; `python` and `manage.py` are the project's own
 * @param input.placeholders e.g. `{ port: '41234' }`
 * @throws AppError `setting-invalid` for an empty command
 */
export const prepareProgram = async (
  engine: Engine,
  input: {
    readonly config: ProjectConfig;
    readonly database: Database;
    readonly sites: readonly Site[];
    readonly siteId: number | null;
    readonly command: readonly string[];
    readonly placeholders?: Readonly<Record<string, string>>;
  },
): Promise<Program> => {
  const { config, database, sites, siteId, command } = input;
  const { file, args } = resolveCommand(command, config, input.placeholders);
  const variables = environmentFor(engine, {
    config,
    database,
    login: await ensureServingRole(engine.cluster, database.projectId),
    mode: siteId === null ? 'single-process' : 'multi-process',
    siteId,
    sites,
    routerPort: engine.router.expectedPort,
  });
  return { file, args: [...args], cwd: config.detected.root, environment: asProcessEnvironment(variables) };
};
