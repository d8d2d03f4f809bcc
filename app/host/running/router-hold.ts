import { AppError } from '../../contract';
import { buildRouteTable, type RouteConflict } from '../../core/routes/build-route-table';
import { firstFreePort } from '../../router/listen/free-port';
import { type Router, type RouterEvent, startRouter } from '../../router/start-router';
import type { Logger } from '../log';
import type { SettingsFile } from '../settings';
import type { StateStore } from '../state/state-store';
import { type ProjectRun, routedProject } from './project-run';

/** Where the first start looks for a free port. */
const firstRouterPort = 8000;
const respawnLimit = 5;

interface RouterHoldOptions {
  readonly workerUrl: URL;
  readonly settings: SettingsFile;
  readonly store: StateStore;
  readonly log: Logger;
  readonly runs: () => readonly ProjectRun[];
  readonly onRestartAsked: (serverId: string) => void;
}

/** The one router of the host: started with the first project, and told a new table whenever something changed. */
export class RouterHold {
  #router: Router | null = null;
  #starting: Promise<Router> | null = null;
  #revision = 0;
  #respawns = 0;
  #isClosed = false;

  constructor(private readonly options: RouterHoldOptions) {}

  get port(): number | null {
    return this.#router?.port ?? null;
  }

  /**
   * Starts the router if it does not run. The port is chosen once and kept.
   *
   * @param wantedPort from `--port`; null keeps the stored one, or takes the first free one from 8000 at the very first start
   * @throws AppError `port-taken`
   */
  async ensure(wantedPort: number | null): Promise<number> {
    if (this.#router !== null) {
      if (wantedPort === null || wantedPort === this.#router.port) return this.#router.port;
      await this.#move(wantedPort);
    }
    const { settings } = this.options;
    const port = wantedPort ?? settings.values.routerPort ?? (await firstFreePort(firstRouterPort));
    this.#starting ??= this.#start(port);
    try {
      const router = await this.#starting;
      if (settings.values.routerPort !== router.port) settings.change({ routerPort: router.port });
      return router.port;
    } finally {
      this.#starting = null;
    }
  }

  /**
   * Builds the table of all running projects and hands it to the router.
   *
   * @param replaced a run that takes the place of the one of the same project, before it is anywhere else
   * @returns once the router answers by the new table
   */
  async publish(): Promise<readonly RouteConflict[]> {
    if (this.#router === null) return [];
    const { table, conflicts } = this.#table(this.options.runs());
    await this.#router.setTable(table);
    return conflicts;
  }

  /** What would conflict if a run was added or changed; nothing is published. */
  conflictsWith(run: ProjectRun): readonly RouteConflict[] {
    const others = this.options.runs().filter(({ projectId }) => projectId !== run.projectId);
    return this.#table([...others, run]).conflicts.filter(({ domains }) => domains.length > 0);
  }

  /** Resolves when no request is in flight to these ports. */
  async drained(ports: readonly number[], timeoutMs: number): Promise<void> {
    await this.#router?.drained([...ports], timeoutMs);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#stop();
  }

  #table(runs: readonly ProjectRun[]) {
    this.#revision += 1;
    return buildRouteTable(runs.map(routedProject), this.#revision);
  }

  /** The old port is left only when the new one is known to be free. */
  async #move(port: number): Promise<void> {
    const free = await firstFreePort(port);
    if (free !== port) {
      throw new AppError('port-taken', `Port ${port} is taken; the router stays on ${this.port}.`, {
        hint: `Choose another one, such as --port ${free}.`,
        data: { port },
      });
    }
    await this.#stop();
  }

  async #stop(): Promise<void> {
    const router = this.#router;
    this.#router = null;
    this.options.store.setRouter({ url: null, port: null });
    await router?.close();
  }

  async #start(port: number): Promise<Router> {
    const router = await startRouter({
      workerUrl: this.options.workerUrl,
      port,
    });
    router.onEvent((event) => this.#onEvent(event));
    this.#router = router;
    this.options.store.setRouter({ url: `http://127.0.0.1:${router.port}/`, port: router.port });
    await this.publish();
    return router;
  }

  #onEvent(event: RouterEvent): void {
    if (event.type === 'restart-asked') this.options.onRestartAsked(event.serverId);
    if (event.type === 'crashed') this.#respawn(event.error);
  }

  #respawn(error: AppError): void {
    const port = this.#router?.port;
    if (this.#isClosed || port === undefined) return;
    this.#router = null;
    this.#respawns += 1;
    this.options.log.error(error, 'the router ended; it is started again');
    if (this.#respawns > respawnLimit) {
      this.options.store.setRouter({ url: null, port: null });
      return;
    }
    this.ensure(port).catch((error: unknown) =>
      this.options.log.error(error, 'the router could not be started again'),
    );
  }
}
