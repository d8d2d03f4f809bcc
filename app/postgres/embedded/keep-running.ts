import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../contract';
import { type RestartBudget, restartDelay } from '../../core/recovery/restart-budget';
import type { PostmasterExit } from './postmaster';
import { saysStopping, watchPostmasterFile } from './postmaster-file';
import type { RunningServer } from './run-server';
import { openSentinel } from './sentinel';

/** What became of the running server by itself. */
export type ServerEvent =
  /** Every session is cut off, and none can be made. */
  | { readonly type: 'lost' }
  /** `exit` is null where only a backend crashed, after which the server itself ends and renews all others. */
  | { readonly type: 'back'; readonly exit: PostmasterExit | null; readonly afterMs: number }
  | { readonly type: 'given-up'; readonly error: AppError };

/** Five starts within ten minutes; beyond them something is wrong that another start would hide. */
export const serverBudget: RestartBudget = {
  windowMs: 10 * 60_000,
  limit: 5,
  firstDelayMs: 500,
  longestDelayMs: 10_000,
};

/** Between two tries to reach a server that recovers. */
const retryMs = 50;

/** How often it is looked whether somebody else has told the server to stop, besides the moments at which its file changes. */
const stoppingLookMs = 5_000;

/** A server that is started again, in its folder and on its port, whenever it ends by itself. */
export interface KeptServer {
  readonly pid: number;
  /** Resolves at once while sessions can be made. Rejects with AppError once it is given up or stopped. */
  whenUp(): Promise<void>;
  stop(): Promise<void>;
}

interface Keeping {
  readonly dataFolder: string;
  readonly logFile: string;
  readonly budget: RestartBudget;
  /** The login of the sentinel, the one session whose end tells that all have ended. */
  readonly login: { readonly user: string; readonly password: string };
  /** Starts the server again, on the same port. */
  readonly start: () => Promise<RunningServer>;
  readonly onEvent: (event: ServerEvent) => void;
}

type State =
  | { readonly name: 'up' }
  | { readonly name: 'down'; readonly sinceMs: number; readonly back: Waiting }
  | { readonly name: 'gone'; readonly error: AppError };

interface Waiting {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: AppError) => void;
}

const waiting = (): Waiting => {
  let [resolve, reject]: [() => void, (error: AppError) => void] = [() => undefined, () => undefined];
  const promise = new Promise<void>((...settle) => {
    [resolve, reject] = settle;
  });
  // Whoever waits hears of it; without anybody it is told by the event.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
};

const stopped = (): AppError => new AppError('host-stopping', 'PostgreSQL is stopped: Manysite stops.');

/**
 * Keeps a server running. Both ways to lose all sessions at once, the end of the server and the crash of one backend, show as the
 * end of the sentinel's session; the server counts as back when that session stands again.
 */
class Keeper implements KeptServer {
  #server: RunningServer;
  #state: State = { name: 'up' };
  /** Of the present process, once it has ended. */
  #exit: PostmasterExit | null = null;
  /** The end that the present time without sessions began with; null where only sessions ended. */
  #lastExit: PostmasterExit | null = null;
  readonly #ends: number[] = [];
  readonly #stopping = new AbortController();
  #restarting: Promise<void> = Promise.resolve();
  #closeSentinel: () => Promise<void> = () => Promise.resolve();

  constructor(
    server: RunningServer,
    private readonly keeping: Keeping,
  ) {
    this.#server = server;
    this.#follow();
  }

  get pid(): number {
    return this.#server.postmaster.pid;
  }

  async whenUp(): Promise<void> {
    if (this.#state.name === 'gone') throw this.#state.error;
    if (this.#state.name === 'down') await this.#state.back.promise;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#end(stopped());
    // A start under way cannot be cut off; what it has made is stopped right after.
    await this.#restarting;
    await this.#closeSentinel();
    await this.#server.postmaster.stop();
  }

  /** Watches the present server process until it ends, and its sessions by the sentinel. */
  #follow(): void {
    const server = this.#server;
    void server.postmaster.ended.then((exit) => {
      if (this.#stopping.signal.aborted || server !== this.#server) return;
      this.#exit = exit;
      this.#lose();
      this.#restarting = this.#restart(exit);
    });
    void this.#reach(server);
    void this.#hurryStop(server);
  }

  /**
   * A server that others told to stop by SIGTERM, as a system does that goes down, would wait for the sentinel for ever and refuse
   * everybody else. It is made to stop at once, and so is started again, unless we stop as well.
   */
  async #hurryStop(server: RunningServer): Promise<void> {
    const { dataFolder } = this.keeping;
    const stopping = this.#stopping.signal;
    const isOver = (): boolean => stopping.aborted || this.#exit !== null || server !== this.#server;
    let changed = new AbortController();
    const unwatch = watchPostmasterFile(dataFolder, () => changed.abort());
    try {
      while (!isOver()) {
        if (await saysStopping(dataFolder, server.postmaster.pid).catch(() => false))
          await server.postmaster.stop();
        const signal = AbortSignal.any([stopping, changed.signal]);
        await delay(stoppingLookMs, null, { signal, ref: false }).catch(() => null);
        if (changed.signal.aborted) changed = new AbortController();
      }
    } finally {
      unwatch();
    }
  }

  /** Until the sentinel stands: a server that recovers refuses it. Each loss begins a new round. */
  async #reach(server: RunningServer): Promise<void> {
    const address = { host: '127.0.0.1', port: server.port, ...this.keeping.login };
    const isOver = (): boolean =>
      this.#stopping.signal.aborted || server !== this.#server || this.#exit !== null;
    while (!isOver()) {
      const sentinel = await openSentinel(address);
      if (sentinel === null) {
        await delay(retryMs);
        continue;
      }
      this.#closeSentinel = sentinel.close;
      if (isOver()) return sentinel.close();
      this.#return();
      await sentinel.ended;
      if (!isOver()) this.#lose();
    }
  }

  #lose(): void {
    if (this.#state.name !== 'up') return;
    this.#state = { name: 'down', sinceMs: performance.now(), back: waiting() };
    this.keeping.onEvent({ type: 'lost' });
  }

  #return(): void {
    if (this.#state.name !== 'down') return;
    const { sinceMs, back } = this.#state;
    this.#state = { name: 'up' };
    back.resolve();
    const afterMs = performance.now() - sinceMs;
    this.keeping.onEvent({ type: 'back', exit: this.#lastExit, afterMs });
    this.#lastExit = null;
  }

  #end(error: AppError): void {
    if (this.#state.name === 'gone') return;
    if (this.#state.name === 'down') this.#state.back.reject(error);
    this.#state = { name: 'gone', error };
  }

  async #restart(exit: PostmasterExit): Promise<void> {
    this.#lastExit = exit;
    let failure: unknown = null;
    while (!this.#stopping.signal.aborted) {
      const now = Date.now();
      this.#ends.push(now);
      const delayMs = restartDelay(this.#ends, now, this.keeping.budget);
      if (delayMs === null || !existsSync(join(this.keeping.dataFolder, 'PG_VERSION')))
        return this.#giveUp(exit, failure);
      await delay(delayMs, null, { signal: this.#stopping.signal }).catch(() => null);
      if (this.#stopping.signal.aborted) return;
      try {
        this.#server = await this.keeping.start();
        this.#exit = null;
        this.#follow();
        return;
      } catch (error) {
        failure = error;
      }
    }
  }

  #giveUp(exit: PostmasterExit, failure: unknown): void {
    const { dataFolder, logFile, budget } = this.keeping;
    const minutes = Math.round(budget.windowMs / 60_000);
    const why =
      failure instanceof AppError
        ? `PostgreSQL ended and could not be started again: ${failure.message}`
        : existsSync(dataFolder)
          ? `PostgreSQL ended ${this.#ends.length} times within ${minutes} minutes.`
          : `PostgreSQL ended, and its folder ${dataFolder} is gone.`;
    const error = new AppError(failure instanceof AppError ? failure.code : 'postgres-failed', why, {
      hint:
        failure instanceof AppError && failure.hint !== null ? failure.hint : `Its log says why: ${logFile}`,
      data: { lastLines: exit.lastLines, logFile },
      ...(failure === null ? {} : { cause: failure }),
    });
    this.#end(error);
    this.keeping.onEvent({ type: 'given-up', error });
  }
}

/** @param server one that takes connections */
export const keepRunning = (server: RunningServer, keeping: Keeping): KeptServer =>
  new Keeper(server, keeping);
