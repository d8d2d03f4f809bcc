import type { Mode, Server, Site } from '../../contract';
import { defaultSite } from '../../core/hosts/default-site';
import type { RoutedProject } from '../../core/routes/build-route-table';
import type { Upstream } from '../../core/routes/route-table';
import type { ProjectConfig } from '../../projects/project-config';
import type { SupervisedServer } from '../../servers/server';
import type { ServerSet } from '../../servers/server-set';
import { countsFor, type KeptRoute } from './hand-routes';
import type { RequestHold } from './request-holds';

/** A set of servers with what it was started for. It belongs to its database for life. */
export interface BoundSet {
  readonly projectId: string;
  readonly databaseId: string;
  readonly databaseName: string;
  readonly mode: Mode;
  readonly set: ServerSet;
  /** The sites of the database when the set was started. */
  readonly sites: readonly Site[];
  /** What its servers take for the router's port, e.g. in CSRF_TRUSTED_ORIGINS. */
  readonly routerPort: number;
  /** From the start of its first server until all were ready; null: not all got ready. */
  readonly startMs: number | null;
  /** Milliseconds since 1970; tells which standby goes first. */
  lastUsedMs: number;
}

/** A project whose sites are served now. */
export interface ProjectRun {
  readonly projectId: string;
  readonly config: ProjectConfig;
  /** What the router points at. */
  active: BoundSet;
  /** Sets of databases that were active before, kept warm. */
  standby: readonly BoundSet[];
}

const shownLogLines = 40;

/** How a server looks to the router. A server that starts again holds its requests as one that starts. */
const upstreamOf = (server: SupervisedServer, serverId: string, readyTimeoutMs: number): Upstream => {
  const lastLines = (): string[] => server.lastLines(shownLogLines).map((line) => line.text);
  const { status } = server;
  switch (status.state) {
    case 'ready':
      return { state: 'ready', host: '127.0.0.1', port: status.port };
    // It got its signal to end, for a restart: what comes now is for the next process.
    case 'draining':
    case 'starting':
    case 'backing-off':
      return { state: 'starting', holdMs: readyTimeoutMs, lastLines: lastLines() };
    case 'failed':
      return {
        state: 'failed',
        serverId,
        reason: failureText(status.failures.at(-1)),
        lastLines: [...status.lastLines],
      };
    case 'stopped':
      return { state: 'stopped', serverId };
    default:
      return status satisfies never;
  }
};

type Failure = Extract<Server['status'], { state: 'failed' }>['failures'][number];

const failureText = (failure: Failure | undefined): string => {
  switch (failure?.kind) {
    case undefined:
      return 'It failed.';
    case 'exited':
      return `It ended with code ${failure.code}.`;
    case 'signalled':
      return `It was ended by ${failure.signal}.`;
    case 'spawn-failed':
      return failure.reason;
    case 'not-ready':
      return `It did not answer within ${Math.round(failure.afterMs / 1000)} s.`;
    case 'killed':
      return 'Manysite ended it.';
    default:
      return failure satisfies never;
  }
};

/** What a project would serve, before it has servers: enough to know which hosts it wants. */
export const wantedRoutes = (
  projectId: string,
  config: ProjectConfig,
  sites: readonly Site[],
  mode: Mode,
): RoutedProject => ({
  projectId,
  name: config.name,
  domainFormat: config.domainFormat,
  sites,
  defaultSiteId: defaultSite(sites, mode, config)?.id ?? null,
  upstreamOf: (siteId) => `no-server/${siteId}`,
  upstreams: {},
});

/** How all servers of a project look to the router while its requests are held. */
const heldUpstream = ({ reason, requestLimitMs }: RequestHold): Upstream => ({
  state: 'starting',
  holdMs: requestLimitMs,
  lastLines: [reason],
});

const handUpstreamId = ({ projectId }: ProjectRun, siteId: number): string =>
  `by-hand/${projectId}/${siteId}`;

const handUpstream = ({ by, port, slug }: KeptRoute): Upstream => ({
  state: 'ready',
  host: '127.0.0.1',
  port,
  undo: by === 'run' ? 'end the command `manysite run` that serves it' : `manysite route ${slug} off`,
});

/**
 * A running project as the route table's builder wants it.
 *
 * @param hold makes all its requests wait, whatever its servers do; null: they go where they belong
 * @param routes sites that go to servers of the user's own
 */
export const routedProject = (
  run: ProjectRun,
  hold: RequestHold | null,
  routes: readonly KeptRoute[],
): RoutedProject => {
  const { set, sites, mode } = run.active;
  const serverOf = (siteId: number): SupervisedServer | undefined =>
    set.servers.find(({ spec }) => spec.siteIds.includes(siteId));
  const wanted = wantedRoutes(run.projectId, run.config, sites, mode);
  const byHand = new Map(
    routes.filter((route) => countsFor(route, run.active.databaseId)).map((route) => [route.siteId, route]),
  );
  return {
    ...wanted,
    upstreamOf: (siteId) =>
      byHand.has(siteId)
        ? handUpstreamId(run, siteId)
        : (serverOf(siteId)?.spec.id ?? wanted.upstreamOf(siteId)),
    upstreams: Object.fromEntries([
      ...set.servers.map((server): [string, Upstream] => [
        server.spec.id,
        hold === null ? upstreamOf(server, server.spec.id, run.config.readyTimeoutMs) : heldUpstream(hold),
      ]),
      ...[...byHand.values()].map((route): [string, Upstream] => [
        handUpstreamId(run, route.siteId),
        hold === null ? handUpstream(route) : heldUpstream(hold),
      ]),
    ]),
  };
};

/** Ids of databases whose servers are ready though the router points at those of another: a switch takes no start. */
export const warmDatabases = (runs: Iterable<ProjectRun>): ReadonlySet<string> =>
  new Set(
    [...runs]
      .flatMap(({ standby }) => standby)
      .filter(({ set }) => set.servers.every(({ status }) => status.state === 'ready'))
      .map(({ databaseId }) => databaseId),
  );

/** Ports of the servers of a set that may have requests in flight. */
export const portsOf = (bound: BoundSet): number[] =>
  bound.set.servers.flatMap(({ status }) =>
    status.state === 'ready' || status.state === 'draining' ? [status.port] : [],
  );

/** A server as clients see it. */
export const serverView = (
  run: ProjectRun,
  bound: BoundSet,
  server: SupervisedServer,
  figures: Pick<Server, 'memoryBytes' | 'cpuShare' | 'traffic'>,
): Server => ({
  id: server.spec.id,
  projectId: run.projectId,
  databaseId: bound.databaseId,
  name: server.spec.name,
  siteIds: [...server.spec.siteIds],
  isStandby: bound !== run.active,
  status: server.status,
  ...figures,
  restarts: server.restarts,
});
