import { ensureServingRole } from '../../postgres/roles';
import { refreshSites, rewriteDatabase } from '../journeys/database-sites';
import { configOf, findDatabase, showProject } from '../journeys/project-records';
import { restartProject } from '../journeys/run-project';
import { retireStandby } from '../running/replace-set';
import { type CallContext, door, startJob } from './call-context';

interface DatabaseChoice {
  readonly projectId: string;
  readonly database: string | null;
}

export const siteCalls = (context: CallContext) => {
  const open = async (choice: DatabaseChoice) => {
    const engine = await context.engine();
    const config = await configOf(engine, await engine.catalog.projects.get(choice.projectId));
    return { engine, config, database: await findDatabase(engine, choice.projectId, choice.database) };
  };

  const rewrite = async (choice: DatabaseChoice, isDryRun: boolean) => {
    const { engine, config, database } = await open(choice);
    const login = await ensureServingRole(engine.cluster, choice.projectId);
    const source = { databaseId: database.id, databaseName: database.name, login };
    const plan = await rewriteDatabase(engine, config, source, isDryRun);
    if (isDryRun) return plan;
    await engine.catalog.databases.updateFacts(database.id, {
      problemCount: plan.problems.filter(({ severity }) => severity === 'error').length,
    });
    await refreshSites(engine, config, database);
    await showProject(engine, choice.projectId);
    if (plan.changes.length > 0) await restartAfterRewrite(choice.projectId, database.id);
    return plan;
  };

  /** Servers cache which host belongs to which site, so they are replaced (multisite.md, trap 11). */
  const restartAfterRewrite = async (projectId: string, databaseId: string): Promise<void> => {
    const engine = await context.engine();
    const run = engine.runs.get(projectId);
    if (run === undefined) return;
    retireStandby(engine, run, (bound) => bound.databaseId === databaseId);
    if (run.active.databaseId !== databaseId) return;
    await startJob(context, {
      kind: 'start',
      title: 'Restart the servers after the rewrite',
      projectId,
      isCancellable: false,
      turn: projectId,
      run: (at, job) => restartProject(at, projectId, job),
    });
  };

  return {
    sites: {
      list: door.sites.list.handler(async ({ input }) => {
        const { engine, config, database } = await open(input);
        return refreshSites(engine, config, database);
      }),
      planRewrite: door.sites.planRewrite.handler(({ input }) => rewrite(input, true)),
      rewrite: door.sites.rewrite.handler(({ input }) =>
        context.turns.take(input.projectId, () => rewrite(input, false)),
      ),
    },
  };
};
