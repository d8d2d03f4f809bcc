import { AppError, type Database } from '../../contract';
import { steadily } from '../../postgres/steadily';
import { applySitePlan, showSitePlan } from '../journeys/apply-site-plan';
import { showChangedSites, showHistory, showSites, sourceOf } from '../journeys/database-sites';
import { explainDatabaseHost } from '../journeys/explain-host';
import { configOf, findDatabase } from '../journeys/project-records';
import { restartProject } from '../journeys/run-project';
import { siteOrderOf } from '../journeys/site-orders';
import { retireSetsOf } from '../running/replace-set';
import { type CallContext, door, startJob } from './call-context';

interface DatabaseChoice {
  readonly projectId: string;
  readonly database: string | null;
}

/** @throws AppError `database-busy` for one that is being made or deleted */
const requireUsable = (database: Database): Database => {
  if (database.state === 'ready' || database.state === 'needs-attention') return database;
  throw new AppError('database-busy', `${database.label} is ${database.state}.`, {
    hint: 'Wait for its end: `manysite jobs` names the job.',
    data: { database: database.name },
  });
};

export const siteCalls = (context: CallContext) => {
  const open = async (choice: DatabaseChoice) => {
    const engine = await context.engine();
    const database = requireUsable(await findDatabase(engine, choice.projectId, choice.database));
    const config = await configOf(engine, await engine.catalog.projects.get(choice.projectId));
    return { engine, config, database };
  };

  /** Servers cache which host belongs to which site, so they are replaced (multisite.md, trap 11). Null: none is in use. */
  const restartServers = async (database: Database, title: string): Promise<string | null> => {
    const engine = await context.engine();
    if (!retireSetsOf(engine, database)) return null;
    const { projectId } = database;
    const { jobId } = await startJob(context, {
      kind: 'start',
      title: `Restart the servers after “${title}”`,
      projectId,
      isCancellable: false,
      turn: projectId,
      run: (at, job) => restartProject(at, projectId, job),
    });
    return jobId;
  };

  return {
    sites: {
      explain: door.sites.explain.handler(async ({ input }) => {
        const { engine, config, database } = await open(input);
        return explainDatabaseHost(engine, config, database, input.host);
      }),
      list: door.sites.list.handler(async ({ input }) => {
        const { engine, config, database } = await open(input);
        return showSites(engine, config, database);
      }),
      plan: door.sites.plan.handler(async ({ input }) => {
        const { engine, config, database } = await open(input);
        const [order, source] = await Promise.all([
          siteOrderOf(engine, config, database, input.operation),
          sourceOf(engine, database),
        ]);
        return showSitePlan(engine, config, source, order);
      }),
      apply: door.sites.apply.handler(({ input }) =>
        context.turns.take(input.projectId, async () => {
          const { engine, config, database } = await open(input);
          const order = await siteOrderOf(engine, config, database, input.operation);
          const source = await sourceOf(engine, database);
          const applied = await applySitePlan(engine, config, source, order, input.fingerprint);
          // What was applied must not be answered with an error only because PostgreSQL ended since.
          await steadily(engine.cluster, () => showChangedSites(engine, config, database));
          const { plan } = applied;
          return {
            ...plan,
            restartJobId: applied.concernsServers ? await restartServers(database, plan.title) : null,
          };
        }),
      ),
      history: door.sites.history.handler(async ({ input }) => {
        const { engine, database } = await open(input);
        return showHistory(engine, database.id);
      }),
    },
  };
};
