import { Worker } from 'node:worker_threads';
import { AppError } from '../contract';
import type { RouteTable } from '../core/routes/route-table';
import { defaultLimits, type RouterLimits } from './limits';
import { explainListenFailure } from './listen/explain-listen-failure';
import type { RouterCommand, RouterMessage, RouterWorkerData } from './protocol';
import type { Framer } from './proxy/framers';
import type { ServedSite } from './proxy/served-counts';

export type RouterEvent =
  /** A user pressed the button on a page of a failed or stopped server. */
  | { readonly type: 'restart-asked'; readonly serverId: string }
  /** About once a second while there are requests, and when it is asked for. */
  | { readonly type: 'served'; readonly sites: readonly ServedSite[] }
  /** A connection could not be taken, mostly for want of file descriptors; others still are. */
  | { readonly type: 'accept-failed'; readonly message: string }
  /** The worker has ended by itself, and the port is free: start a new router. */
  | { readonly type: 'crashed'; readonly error: AppError };

export interface Router {
  readonly port: number;
  /** Addresses it listens on: without ::1 where there is no IPv6. */
  readonly hosts: readonly string[];
  /** Resolves when every request from now on is decided by this table. */
  setTable(table: RouteTable): Promise<void>;
  /** Resolves when these pages, and no others, may show sites in frames whatever a site says. */
  setFramers(framers: readonly Framer[]): Promise<void>;
  /**
   * Waits until no request is under way to these ports, and closes the idle connections to them. Tunnels (WebSockets)
   * do not count: they have no end of their own.
   *
   * @param timeoutMs 0 or more
   * @returns how many requests are still under way: 0 unless the time is over
   */
  drained(ports: readonly number[], timeoutMs: number): Promise<number>;
  /** Resolves when everything that was served until now has been told of in an event. */
  reported(): Promise<void>;
  /** @returns stops listening */
  onEvent(listener: (event: RouterEvent) => void): () => void;
  /** Cuts what is under way; drain first where that matters. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface RouterOptions {
  /** The built `router/worker`. */
  readonly workerUrl: URL;
  /** 1 to 65535, or 0 for any free one. */
  readonly port: number;
  /** Default: 127.0.0.1, and ::1 where the machine has it. */
  readonly hosts?: readonly string[];
  readonly limits?: Partial<RouterLimits>;
}

type Command = RouterCommand extends infer One
  ? One extends { id: number }
    ? Omit<One, 'id'>
    : never
  : never;

interface Pending {
  readonly resolve: (inFlight: number) => void;
  readonly reject: (error: AppError) => void;
}

/** The main thread's end of a router that listens. */
class RunningRouter implements Router {
  readonly port: number;
  readonly hosts: readonly string[];
  readonly #worker: Worker;
  readonly #listeners = new Set<(event: RouterEvent) => void>();
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #closed: Promise<void> | null = null;
  #crash: AppError | null = null;

  constructor(worker: Worker, listening: { readonly port: number; readonly hosts: readonly string[] }) {
    this.port = listening.port;
    this.hosts = listening.hosts;
    this.#worker = worker;
    worker.on('message', (message: RouterMessage) => this.#receive(message));
    let cause = new Error('its thread ended without an error');
    worker.on('error', (error) => {
      cause = error;
    });
    // Only now its sockets are closed, so that a new router can have the port.
    worker.on('exit', () => {
      if (this.#closed === null) this.#onCrash(cause);
      else this.#rejectAll(new AppError('cancelled', 'The router was closed.'));
    });
  }

  async setTable(table: RouteTable): Promise<void> {
    await this.#ask({ type: 'set-table', table });
  }

  async setFramers(framers: readonly Framer[]): Promise<void> {
    await this.#ask({ type: 'set-framers', framers });
  }

  drained(ports: readonly number[], timeoutMs: number): Promise<number> {
    return this.#ask({ type: 'drain', ports, timeoutMs });
  }

  async reported(): Promise<void> {
    await this.#ask({ type: 'report' });
  }

  onEvent(listener: (event: RouterEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    if (this.#crash === null) await this.#ask({ type: 'close' });
    await this.#worker.terminate();
  }

  #ask(command: Command): Promise<number> {
    if (this.#crash !== null) return Promise.reject(this.#crash);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ ...command, id } satisfies RouterCommand);
    });
  }

  #receive(message: RouterMessage): void {
    switch (message.type) {
      case 'done':
        this.#pending.get(message.id)?.resolve(message.inFlight);
        this.#pending.delete(message.id);
        break;
      case 'restart-asked':
      case 'served':
      case 'accept-failed':
        this.#emit(message);
        break;
      case 'listening':
      case 'listen-failed':
        break;
      default:
        message satisfies never;
    }
  }

  #onCrash(cause: Error): void {
    this.#crash = new AppError('bug', `The router on port ${this.port} stopped: ${cause.message}`, {
      hint: 'Requests fail until it is started again. The stack in the data says where it stopped.',
      data: { port: this.port, stack: cause.stack ?? null },
      cause,
    });
    this.#rejectAll(this.#crash);
    this.#emit({ type: 'crashed', error: this.#crash });
  }

  #rejectAll(error: AppError): void {
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
  }

  #emit(event: RouterEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** The first word of a new worker: where it listens, or why it does not. */
const firstMessage = (worker: Worker): Promise<RouterMessage> =>
  new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) =>
      reject(new Error(`The router's thread ended with ${code} before it listened`)),
    );
  });

/**
 * Starts the reverse proxy in front of all servers (servers.md, "The router") in a thread of its own, with an empty table:
 * until the first one is set, every host gets 421.
 *
 * @throws AppError `port-taken` naming who holds the port, `usage-invalid` where the user may not have it
 */
export const startRouter = async (options: RouterOptions): Promise<Router> => {
  const data: RouterWorkerData = {
    port: options.port,
    hosts: options.hosts ?? ['127.0.0.1', '::1'],
    limits: { ...defaultLimits, ...options.limits },
  };
  const worker = new Worker(options.workerUrl, { workerData: data, name: 'router' });
  const message = await firstMessage(worker);
  if (message.type === 'listening') return new RunningRouter(worker, message);
  await worker.terminate();
  if (message.type === 'listen-failed') throw await explainListenFailure(message, data);
  throw new Error(`The router began with ${message.type}`);
};
