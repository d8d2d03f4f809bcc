import { memoryOfTrees } from '../../servers/memory';
import type { SupervisedServer } from '../../servers/server';
import type { Engine } from '../engine';
import { type BoundSet, type ProjectRun, serverView } from './project-run';

interface Place {
  readonly run: ProjectRun;
  readonly bound: BoundSet;
}

const setsOf = (run: ProjectRun): readonly BoundSet[] => [run.active, ...run.standby];

const places = (engine: Engine): Place[] =>
  [...engine.runs.values()].flatMap((run) => setsOf(run).map((bound) => ({ run, bound })));

const memoryShown = (engine: Engine, serverId: string): number | null =>
  engine.store.state.servers.find(({ id }) => id === serverId)?.memoryBytes ?? null;

/** Tells clients and the router what became of a server; one of a set that is not in use yet is nobody's business. */
export const showServer = (engine: Engine, setId: string, server: SupervisedServer): void => {
  const place = places(engine).find(({ bound }) => bound.set.id === setId);
  if (place === undefined) return;
  engine.store.put(
    'servers',
    serverView(place.run, place.bound, server, memoryShown(engine, server.spec.id)),
  );
  // Never rejects: a router that ended is logged there.
  void engine.router.publish();
};

/** Tells clients the servers of all runs as they are now. */
export const showAllServers = (engine: Engine): void => {
  engine.store.replace(
    'servers',
    places(engine).flatMap(({ run, bound }) =>
      bound.set.servers.map((server) => serverView(run, bound, server, memoryShown(engine, server.spec.id))),
    ),
  );
};

const rootPid = (server: SupervisedServer): number | null =>
  server.status.state === 'ready' || server.status.state === 'draining' ? server.status.pid : null;

/** Measures every server's memory and tells it. */
export const measureMemory = async (engine: Engine): Promise<void> => {
  const measured = places(engine).flatMap(({ run, bound }) =>
    bound.set.servers.flatMap((server) => {
      const pid = rootPid(server);
      return pid === null ? [] : [{ run, bound, server, pid }];
    }),
  );
  const bytes = await memoryOfTrees(measured.map(({ pid }) => pid));
  for (const { run, bound, server, pid } of measured) {
    const isStillShown = engine.store.state.servers.some(({ id }) => id === server.spec.id);
    if (isStillShown) engine.store.put('servers', serverView(run, bound, server, bytes.get(pid) ?? null));
  }
};
