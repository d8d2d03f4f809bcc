import { AppError, type Status } from '../../contract';
import type { Engine } from '../engine';
import { showProject } from '../journeys/project-records';
import { changeMode, restartProject, startProject, stopProject } from '../journeys/run-project';
import { readLogs } from '../running/read-logs';
import { measureServers } from '../running/server-views';
import { type CallContext, door, startJob } from './call-context';

const statusOf = async (context: CallContext, projectId: string): Promise<Status> => {
  const engine = await context.engine();
  const project = await engine.catalog.projects.get(projectId);
  // Measured every few seconds anyway: only what has no figure yet is worth the wait.
  if (
    engine.store.state.servers.some(
      ({ status, memoryBytes }) => status.state === 'ready' && memoryBytes === null,
    )
  )
    await measureServers(engine);
  const shown = await showProject(engine, projectId);
  const { state } = engine.store;
  const active =
    project.activeDatabaseId === null ? null : await engine.catalog.databases.find(project.activeDatabaseId);
  return {
    project: project.name,
    database: active?.name ?? null,
    mode: project.mode,
    router: state.router,
    watch: shown.watch,
    routes: shown.routes,
    servers: state.servers
      .filter((server) => server.projectId === projectId && !server.isStandby)
      .map(({ name, siteIds, status, memoryBytes, cpuShare, restarts, traffic }) => ({
        name,
        siteIds,
        state: status.state,
        pid: 'pid' in status ? status.pid : null,
        port: 'port' in status ? status.port : null,
        memoryBytes,
        cpuShare,
        since: status.state === 'ready' ? status.since : null,
        restarts,
        traffic,
      })),
  };
};

const restartOne = async (context: CallContext, projectId: string, name: string, signal: AbortSignal) => {
  const engine = await context.engine();
  const run = engine.runs.get(projectId);
  if (run === undefined) {
    throw new AppError('usage-invalid', `No server is named “${name}”: the project does not run.`, {
      hint: 'Start it: `manysite start`.',
    });
  }
  await run.active.set.restart(name, signal);
  return { server: name };
};

/**
 * Servers know the router's port: after a move those of other projects are replaced, too, each in its own turn.
 *
 * @param movedBy the project whose start moved it, and that has replaced its own; null: none
 */
export const restartForNewPort = async (
  context: CallContext,
  engine: Engine,
  movedBy: string | null,
): Promise<void> => {
  for (const { projectId, active } of engine.runs.values()) {
    if (projectId === movedBy || active.routerPort === engine.router.port) continue;
    await startJob(context, {
      kind: 'start',
      title: "Restart the servers for the router's new port",
      projectId,
      isCancellable: false,
      turn: projectId,
      run: (at, job) => restartProject(at, projectId, job),
    });
  }
};

/** Starts the servers of a project, by a job. @param port of the router; null keeps the stored one */
export const startSites = (
  context: CallContext,
  projectId: string,
  port: number | null,
): Promise<{ jobId: string }> =>
  startJob(context, {
    kind: 'start',
    title: 'Start the sites',
    projectId,
    isCancellable: true,
    turn: projectId,
    run: async (engine, job) => {
      const result = await startProject(engine, projectId, port, job);
      await restartForNewPort(context, engine, projectId);
      return result;
    },
  });

export const serverCalls = (context: CallContext) => ({
  servers: {
    status: door.servers.status.handler(({ input }) => statusOf(context, input.projectId)),
    list: door.servers.list.handler(async ({ input }) => {
      const { store } = await context.engine();
      return store.state.servers.filter(({ projectId }) => projectId === input.projectId);
    }),
    start: door.servers.start.handler(({ input }) => startSites(context, input.projectId, input.port)),
    stop: door.servers.stop.handler(({ input }) =>
      startJob(context, {
        kind: 'stop',
        title: 'Stop the sites',
        projectId: input.projectId,
        isCancellable: false,
        turn: input.projectId,
        run: (engine) => stopProject(engine, input.projectId),
      }),
    ),
    restart: door.servers.restart.handler(({ input: { projectId, server } }) =>
      startJob(context, {
        kind: 'start',
        title: server === null ? 'Restart the sites' : `Restart ${server}`,
        projectId,
        isCancellable: true,
        turn: projectId,
        run: (engine, job) =>
          server === null
            ? restartProject(engine, projectId, job)
            : restartOne(context, projectId, server, job.signal),
      }),
    ),
    mode: door.servers.mode.handler(({ input }) =>
      startJob(context, {
        kind: 'mode',
        title: `Serve in ${input.mode} mode`,
        projectId: input.projectId,
        isCancellable: true,
        turn: input.projectId,
        run: (engine, job) => changeMode(engine, input.projectId, input.mode, job),
      }),
    ),
    logs: door.servers.logs.handler(async function* ({ input, signal }) {
      const engine = await context.engine();
      await engine.catalog.projects.get(input.projectId);
      yield* readLogs(engine, input, signal ?? new AbortController().signal);
    }),
  },
});
