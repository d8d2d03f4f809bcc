import { refreshSites } from '../journeys/database-sites';
import { prepareProgram, siteOf } from '../journeys/prepare-program';
import { configOf, findDatabase } from '../journeys/project-records';
import { routeSite } from '../journeys/route-site';
import { runForeground } from '../journeys/run-foreground';
import { type CallContext, door } from './call-context';

export const programCalls = (context: CallContext) => ({
  programs: {
    prepare: door.programs.prepare.handler(async ({ input: { projectId, database: wanted, ...input } }) => {
      const engine = await context.engine();
      const config = await configOf(engine, await engine.catalog.projects.get(projectId));
      const database = await findDatabase(engine, projectId, wanted);
      const sites = await refreshSites(engine, config, database);
      if (input.siteId !== null) siteOf(sites, input.siteId, database);
      return prepareProgram(engine, { config, database, sites, ...input });
    }),
    run: door.programs.run.handler(async function* ({ input, signal }) {
      yield* runForeground(await context.engine(), input, signal ?? new AbortController().signal);
    }),
    route: door.programs.route.handler(async ({ input }) =>
      routeSite(await context.engine(), input.projectId, input.siteId, input.port),
    ),
  },
});
