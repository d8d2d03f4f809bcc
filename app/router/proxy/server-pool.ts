import net from 'node:net';
import type { RouterLimits } from '../limits';
import { SplitWriteWatch } from './split-write-watch';

/** What whoever uses a connection now hears of it. */
export interface ConnectionUser {
  onConnect(): void;
  onData(bytes: Buffer): void;
  onDrain(): void;
  /** The server has ended or broken the connection; nothing more comes. */
  onGone(error: Error | null): void;
}

/** A connection to a server; it has one user at a time, or lies idle in the pool. */
export class ServerConnection {
  readonly socket: net.Socket;
  readonly host: string;
  readonly port: number;
  user: ConnectionUser | null = null;
  /** It has answered a request before, so the server may be about to close it. */
  isReused = false;
  idleSince = 0;
  #error: Error | null = null;

  constructor(host: string, port: number, onIdleEvent: (connection: ServerConnection) => void) {
    this.host = host;
    this.port = port;
    this.socket = net.connect({ host, port, noDelay: true });
    this.socket.on('connect', () => this.user?.onConnect());
    // Bytes that nobody asked for would become the answer to somebody else's next request.
    this.socket.on('data', (bytes: Buffer) =>
      this.user === null ? onIdleEvent(this) : this.user.onData(bytes),
    );
    this.socket.on('drain', () => this.user?.onDrain());
    this.socket.on('end', () => this.#gone(onIdleEvent));
    this.socket.on('error', (error) => {
      this.#error = error;
    });
    this.socket.on('close', () => this.#gone(onIdleEvent));
  }

  #gone(onIdleEvent: (connection: ServerConnection) => void): void {
    const { user } = this;
    this.user = null;
    if (user === null) onIdleEvent(this);
    else user.onGone(this.#error);
  }

  /** The bare socket, for a use that is not HTTP; nothing of this connection listens to it any more. */
  handOver(): net.Socket {
    this.user = null;
    for (const event of ['connect', 'data', 'drain', 'end', 'error', 'close'])
      this.socket.removeAllListeners(event);
    return this.socket;
  }

  destroy(): void {
    this.user = null;
    this.socket.destroy();
  }
}

/** Kept-alive connections, by server. The one that was used last is taken first, so that the others can grow old. */
export class ServerPool {
  readonly splitWrites = new SplitWriteWatch();
  readonly #idle = new Map<number, ServerConnection[]>();
  readonly #limits: RouterLimits;
  readonly #now: () => number;
  readonly #onKept: () => void;

  /** @param onKept called when a connection lies idle from now on, which `sweep` will close */
  constructor(limits: RouterLimits, now: () => number, onKept: () => void) {
    this.#limits = limits;
    this.#now = now;
    this.#onKept = onKept;
  }

  get isEmpty(): boolean {
    for (const connections of this.#idle.values()) if (connections.length > 0) return false;
    return true;
  }

  /** An idle connection that the server has not closed so far, or null. */
  takeIdle(host: string, port: number): ServerConnection | null {
    const connections = this.#idle.get(port) ?? [];
    const oldest = this.#now() - this.#limits.idleServerMs;
    for (let last = connections.pop(); last !== undefined; last = connections.pop()) {
      if (last.host === host && last.idleSince >= oldest && !last.socket.destroyed) return last;
      last.destroy();
    }
    return null;
  }

  open(host: string, port: number): ServerConnection {
    return new ServerConnection(host, port, (connection) => this.#drop(connection));
  }

  /** Keeps a connection whose last response has been read to its end. */
  keep(connection: ServerConnection): void {
    const connections = this.#idle.get(connection.port) ?? [];
    if (connections.length >= this.#limits.idlePerServer || connection.socket.destroyed) {
      connection.destroy();
      return;
    }
    connection.user = null;
    connection.isReused = true;
    connection.idleSince = this.#now();
    connection.socket.resume();
    connections.push(connection);
    this.#idle.set(connection.port, connections);
    this.#onKept();
  }

  /** Closes the idle connections that are too old. */
  sweep(): void {
    const oldest = this.#now() - this.#limits.idleServerMs;
    for (const connections of this.#idle.values()) {
      for (const connection of connections.filter((idle) => idle.idleSince < oldest)) this.#drop(connection);
    }
  }

  closeIdle(ports: Iterable<number>): void {
    for (const port of ports) {
      for (const connection of this.#idle.get(port) ?? []) connection.destroy();
      this.#idle.delete(port);
    }
  }

  /** What is known of servers that no table names any more is forgotten: another program may get the port. */
  forgetAllBut(ports: ReadonlySet<number>): void {
    this.splitWrites.forgetAllBut(ports);
    this.closeIdle([...this.#idle.keys()].filter((port) => !ports.has(port)));
  }

  close(): void {
    this.closeIdle([...this.#idle.keys()]);
  }

  #drop(connection: ServerConnection): void {
    const connections = this.#idle.get(connection.port) ?? [];
    const at = connections.indexOf(connection);
    if (at !== -1) connections.splice(at, 1);
    connection.destroy();
  }
}
