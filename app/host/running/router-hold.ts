import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../contract';
import { type RestartBudget, restartDelay } from '../../core/recovery/restart-budget';
import { buildRouteTable, type RouteConflict, type RoutedProject } from '../../core/routes/build-route-table';
import type { RouteTable } from '../../core/routes/route-table';
import { firstFreePort } from '../../router/listen/free-port';
import type { Framer } from '../../router/proxy/framers';
import type { ServedSite } from '../../router/proxy/served-counts';
import { type Router, type RouterEvent, startRouter } from '../../router/start-router';
import type { Logger } from '../log';
import type { SettingsFile } from '../settings';
import type { StateStore } from '../state/state-store';
import type { HandRoutes } from './hand-routes';
import { type ProjectRun, routedProject } from './project-run';
import type { RequestHolds } from './request-holds';

/** Where the first start looks for a free port. */
const firstRouterPort = 8000;

const budget: RestartBudget = { windowMs: 5 * 60_000, limit: 5, firstDelayMs: 100, longestDelayMs: 2_000 };

/** A router that ended by itself, and whether it was started again; one that was not is started by `ensure`. */
export interface RouterEnd {
  readonly port: number;
  readonly isBack: boolean;
  readonly reason: string;
}

interface RouterHoldOptions {
  readonly workerUrl: URL;
  readonly settings: SettingsFile;
  readonly store: StateStore;
  readonly log: Logger;
  readonly runs: () => readonly ProjectRun[];
  /** Projects whose requests wait, whatever their servers do. */
  readonly holds: RequestHolds;
  readonly handRoutes: HandRoutes;
  /** Pages in browsers that show sites in frames. */
  readonly framers: () => readonly Framer[];
  readonly onRestartAsked: (serverId: string) => void;
  readonly onServed: (sites: readonly ServedSite[]) => void;
  readonly onEnd: (end: RouterEnd) => void;
}

/** Where the router is, and where the settings say that it belongs. */
export interface RouterPlace {
  readonly port: number | null;
  readonly storedPort: number | null;
}

/** The one router of the host: started with the first project, and told a new table whenever something changed. */
export class RouterHold {
  #router: Router | null = null;
  /** Starts and moves come one after the other. */
  #last: Promise<unknown> = Promise.resolve();
  #revision = 0;
  /** When it ended by itself or could not be started again; milliseconds since 1970. */
  readonly #ends: number[] = [];
  #isClosed = false;

  constructor(private readonly options: RouterHoldOptions) {}

  get port(): number | null {
    return this.#router?.port ?? null;
  }

  /** The port that it has, or that it would take if it was started now. */
  get expectedPort(): number {
    return this.port ?? this.options.settings.values.routerPort ?? firstRouterPort;
  }

  get place(): RouterPlace {
    return { port: this.port, storedPort: this.options.settings.values.routerPort };
  }

  /**
   * Starts the router if it does not run, or moves it. The port is chosen once and kept.
   *
   * @param wantedPort from `--port`; null keeps the stored one, or takes the first free one from 8000 at the very first start
   * @throws AppError `port-taken`; a router that runs stays where it is then
   */
  ensure(wantedPort: number | null): Promise<number> {
    return this.#inTurn(() => this.#ensure(wantedPort));
  }

  /** Undoes an `ensure` whose project could not be started: a router that nothing uses ends, a moved one goes back. */
  goBackTo({ port, storedPort }: RouterPlace): Promise<void> {
    return this.#inTurn(async () => {
      if (port !== null) await this.#ensure(port);
      else if (this.options.runs().length === 0) await this.#stop();
      else return;
      this.options.settings.change({ routerPort: storedPort });
    });
  }

  /** Builds the table of all running projects; resolves once the router answers by it. */
  async publish(): Promise<void> {
    const router = this.#router;
    if (router === null) return;
    try {
      await router.setTable(this.#table(this.options.runs()));
    } catch (error) {
      // The router that comes in its place begins with the newest table.
      this.options.log.warn(error, 'the router ended before it took a table');
    }
  }

  /** Tells the router which pages may show sites in frames now. */
  async tellFramers(): Promise<void> {
    try {
      await this.#router?.setFramers(this.options.framers());
    } catch (error) {
      // The router that comes in its place is told when it starts.
      this.options.log.warn(error, 'the router ended before it knew who frames sites');
    }
  }

  /** Who else has the local domains that a project wants; nothing is published. */
  conflictsWith(wanted: RoutedProject): readonly RouteConflict[] {
    const others = this.options.runs().filter(({ projectId }) => projectId !== wanted.projectId);
    const { conflicts } = buildRouteTable([...this.#routed(others), wanted], this.#revision);
    return conflicts.filter(({ domains }) => domains.length > 0);
  }

  /** The table that the router has; with a project in its place that does not run so, the one that it would have. */
  tableWith(wanted: RoutedProject | null): RouteTable {
    const others = this.options.runs().filter(({ projectId }) => projectId !== wanted?.projectId);
    return buildRouteTable([...this.#routed(others), ...(wanted === null ? [] : [wanted])], this.#revision)
      .table;
  }

  /**
   * Resolves when no request is in flight to these ports.
   *
   * @returns how many still are: 0 unless the time is over
   */
  async drained(ports: readonly number[], timeoutMs: number): Promise<number> {
    return (await this.#router?.drained([...ports], timeoutMs)) ?? 0;
  }

  /**
   * Resolves when everything that was served until now is counted.
   *
   * @returns false where no router could tell
   */
  async reported(): Promise<boolean> {
    const router = this.#router;
    if (router === null) return false;
    try {
      await router.reported();
      return true;
    } catch (error) {
      this.options.log.warn(error, 'the router ended before it told what was served');
      return false;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#stop();
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work, work);
    this.#last = turn;
    return turn;
  }

  #table(runs: readonly ProjectRun[]): RouteTable {
    this.#revision += 1;
    return buildRouteTable(this.#routed(runs), this.#revision).table;
  }

  #routed(runs: readonly ProjectRun[]): RoutedProject[] {
    const { holds, handRoutes } = this.options;
    return runs.map((run) => routedProject(run, holds.of(run.projectId), handRoutes.of(run.projectId)));
  }

  async #ensure(wantedPort: number | null): Promise<number> {
    const old = this.#router;
    if (old !== null && (wantedPort === null || wantedPort === old.port)) return old.port;
    const { settings } = this.options;
    const port = wantedPort ?? settings.values.routerPort;
    // The old port is left only when the new one is ours.
    const router = port === null ? await this.#startAnywhere() : await this.#start(port);
    await old?.close();
    if (settings.values.routerPort !== router.port) settings.change({ routerPort: router.port });
    return router.port;
  }

  async #stop(): Promise<void> {
    const router = this.#router;
    this.#router = null;
    this.options.store.set('router', { url: null, port: null });
    await router?.close();
  }

  /** On the first free port from 8000: another program may take one between the look and the start. */
  async #startAnywhere(): Promise<Router> {
    for (let from = firstRouterPort; ; ) {
      const port = await firstFreePort(from);
      try {
        return await this.#start(port);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'port-taken') throw error;
        from = port + 1;
      }
    }
  }

  async #start(port: number): Promise<Router> {
    if (this.#isClosed) throw new AppError('host-unreachable', 'Manysite is stopping.');
    const router = await startRouter({ workerUrl: this.options.workerUrl, port });
    router.onEvent((event) => this.#onEvent(router, event));
    await router.setTable(this.#table(this.options.runs()));
    this.#router = router;
    this.options.store.set('router', { url: `http://127.0.0.1:${router.port}/`, port: router.port });
    // What changed while it started.
    await this.publish();
    await this.tellFramers();
    return router;
  }

  #onEvent(router: Router, event: RouterEvent): void {
    if (event.type === 'restart-asked') this.options.onRestartAsked(event.serverId);
    if (event.type === 'served') this.options.onServed(event.sites);
    if (event.type === 'accept-failed')
      this.options.log.warn(event, 'the router could not take a connection');
    if (event.type === 'crashed' && router === this.#router) {
      this.#router = null;
      this.options.log.error(event.error, 'the router ended; it is started again');
      void this.#startAgain(router.port, event.error);
    }
  }

  /** Never rejects: a router that cannot be started again is told of. */
  async #startAgain(port: number, error: unknown): Promise<void> {
    const now = Date.now();
    this.#ends.push(now);
    const reason = error instanceof Error ? error.message : String(error);
    const delayMs = restartDelay(this.#ends, now, budget);
    if (delayMs === null) {
      this.options.store.set('router', { url: null, port: null });
      return this.options.onEnd({ port, isBack: false, reason });
    }
    await delay(delayMs);
    if (this.#isClosed) return;
    try {
      await this.ensure(port);
      this.options.onEnd({ port, isBack: true, reason });
    } catch (failure) {
      this.options.log.error(failure, 'the router could not be started again');
      await this.#startAgain(port, failure);
    }
  }
}
