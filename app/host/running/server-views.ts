import type { ServedSite } from '../../router/proxy/served-counts';
import type { SupervisedServer } from '../../servers/server';
import type { Engine } from '../engine';
import { type BoundSet, type ProjectRun, serverView, warmDatabases } from './project-run';

interface Place {
  readonly run: ProjectRun;
  readonly bound: BoundSet;
}

const setsOf = (run: ProjectRun): readonly BoundSet[] => [run.active, ...run.standby];

const places = (engine: Engine): Place[] =>
  [...engine.runs.values()].flatMap((run) => setsOf(run).map((bound) => ({ run, bound })));

const put = (engine: Engine, { run, bound }: Place, server: SupervisedServer): void =>
  engine.store.put('servers', serverView(run, bound, server, engine.figures.of(server)));

/** Tells clients and the router what became of a server; one of a set that is not in use yet is nobody's business. */
export const showServer = (engine: Engine, setId: string, server: SupervisedServer): void => {
  const place = places(engine).find(({ bound }) => bound.set.id === setId);
  if (place === undefined) return;
  put(engine, place, server);
  showWarmth(engine);
  // Never rejects: a router that ended is logged there.
  void engine.router.publish();
};

/** Whether a switch would find warm servers hangs on the standby sets. */
const showWarmth = (engine: Engine): void => {
  const warm = warmDatabases(engine.runs.values());
  for (const database of engine.store.state.databases)
    engine.store.put('databases', { ...database, isWarm: warm.has(database.id) });
};

/** Tells clients the servers of all runs as they are now. */
export const showAllServers = (engine: Engine): void => {
  engine.store.replace(
    'servers',
    places(engine).flatMap(({ run, bound }) =>
      bound.set.servers.map((server) => serverView(run, bound, server, engine.figures.of(server))),
    ),
  );
  showWarmth(engine);
};

/** Takes what the router reports, and tells it of the servers concerned: about once a second while there are requests. */
export const showServed = (engine: Engine, sites: readonly ServedSite[]): void => {
  engine.figures.addServed(sites);
  const ids = new Set(sites.map(({ serverId }) => serverId));
  for (const place of places(engine))
    for (const server of place.bound.set.servers) if (ids.has(server.spec.id)) put(engine, place, server);
};

/** Measures every server's processes and tells what differs. */
export const measureServers = async (engine: Engine): Promise<void> => {
  await engine.figures.measure(places(engine).flatMap(({ bound }) => bound.set.servers));
  // Not the places from before: a set may have been replaced meanwhile.
  showAllServers(engine);
};
