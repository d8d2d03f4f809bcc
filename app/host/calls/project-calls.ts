import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { AppError } from '../../contract';
import { overlayLines } from '../../core/overlay/overlay-lines';
import { ensureServingRole } from '../../postgres/roles';
import { shownVariables } from '../../projects/server-environment';
import { addProject } from '../journeys/add-project';
import { readCodeMigrations } from '../journeys/code-migrations';
import { configureProject } from '../journeys/configure-project';
import { refreshSites } from '../journeys/database-sites';
import { activeDatabaseOf, configOf, showProject } from '../journeys/project-records';
import { removeProject } from '../journeys/remove-databases';
import { accessTo, environmentFor } from '../running/environment-for';
import { type CallContext, door } from './call-context';

/** The page's text field takes what somebody types; the host's own working folder means nothing to them. */
const absoluteFolder = (typed: string): string => {
  const folder = typed.trim().replace(/^~(?=$|[\\/])/, homedir());
  if (isAbsolute(folder)) return folder;
  throw new AppError('folder-missing', `${typed} is no whole path of a folder.`, {
    hint: `Begin with / or ~, such as ${join(homedir(), 'code', 'shop')}.`,
  });
};

export const projectCalls = (context: CallContext) => ({
  projects: {
    list: door.projects.list.handler(async () => {
      const engine = await context.engine();
      const records = await engine.catalog.projects.list();
      return Promise.all(records.map(({ id }) => showProject(engine, id)));
    }),
    add: door.projects.add.handler(async ({ input }) =>
      addProject(await context.engine(), absoluteFolder(input.folder), input),
    ),
    remove: door.projects.remove.handler(async ({ input }) => {
      const engine = await context.engine();
      return context.turns.take(input.projectId, () => removeProject(engine, input.projectId));
    }),
    config: door.projects.config.handler(async ({ input }) => {
      const engine = await context.engine();
      const config = await configOf(engine, await engine.catalog.projects.get(input.projectId));
      return [...config.lines];
    }),
    configure: door.projects.configure.handler(async ({ input }) => {
      const engine = await context.engine();
      const changes = input.changes.map(({ key, value }) => ({ key, value: value ?? undefined }));
      // Two changes of one file at once would lose one of them.
      return context.turns.take(`configure ${input.projectId}`, () =>
        configureProject(engine, input.projectId, changes, input.file),
      );
    }),
    migrations: door.projects.migrations.handler(async ({ input, signal }) => {
      const engine = await context.engine();
      const config = await configOf(engine, await engine.catalog.projects.get(input.projectId));
      return readCodeMigrations(engine, config, signal ?? new AbortController().signal);
    }),
    environment: door.projects.environment.handler(async ({ input }) => {
      const engine = await context.engine();
      const project = await engine.catalog.projects.get(input.projectId);
      const config = await configOf(engine, project);
      const database = await activeDatabaseOf(engine, project);
      const sites = await refreshSites(engine, config, database);
      if (input.siteId !== null && !sites.some(({ id }) => id === input.siteId)) {
        throw new AppError('site-not-found', `${database.label} has no site with the id ${input.siteId}.`, {
          hint: '`manysite sites` lists them.',
        });
      }
      const login = await ensureServingRole(engine.cluster, project.id);
      const variables = environmentFor(engine, {
        config,
        database,
        login,
        mode: project.mode,
        siteId: input.siteId,
        sites,
        routerPort: engine.router.expectedPort,
      });
      return {
        variables: shownVariables(variables, accessTo(engine, database, login)),
        overlay: overlayLines.map((line) => ({ ...line, isOn: !config.overlayOff.includes(line.id) })),
      };
    }),
  },
});
