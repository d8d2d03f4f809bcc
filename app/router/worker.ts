import { randomBytes } from 'node:crypto';
import type net from 'node:net';
import { performance } from 'node:perf_hooks';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { type Listeners, ListenFailure, listen } from './listen/listen';
import type { RouterCommand, RouterMessage, RouterWorkerData } from './protocol';
import { ClientConnection } from './proxy/client-connection';
import { RouterCore } from './proxy/router-core';

/** How often what was served is reported, and old idle connections are closed, while there are any. */
const tickMs = 1_000;

/** Hands connections over; those that come while the other address is still being opened wait for the core. */
class Reception {
  readonly clients = new Set<net.Socket>();
  readonly #early: net.Socket[] = [];
  #core: RouterCore | null = null;

  receive(socket: net.Socket): void {
    this.clients.add(socket);
    socket.once('close', () => this.clients.delete(socket));
    if (this.#core === null) this.#early.push(socket);
    else new ClientConnection(socket, this.#core);
  }

  open(core: RouterCore): void {
    this.#core = core;
    for (const socket of this.#early.splice(0)) new ClientConnection(socket, core);
  }
}

const run = async (parent: MessagePort, data: RouterWorkerData): Promise<void> => {
  const tell = (message: RouterMessage): void => parent.postMessage(message);
  const reception = new Reception();
  let ticker: NodeJS.Timeout | undefined;
  const tickAgain = (): void => {
    ticker ??= setTimeout(tick, tickMs);
  };
  let listeners: Listeners;
  try {
    listeners = await listen(data.hosts, data.port, {
      onConnection: (socket) => reception.receive(socket),
      onAcceptError: (error) => tell({ type: 'accept-failed', message: error.message }),
    });
  } catch (error) {
    if (!(error instanceof ListenFailure)) throw error;
    tell({ type: 'listen-failed', host: error.host, errno: error.errno, message: error.message });
    return;
  }
  const core = new RouterCore({
    limits: data.limits,
    routerPort: listeners.port,
    now: () => performance.now(),
    newNonce: () => randomBytes(16).toString('base64url'),
    onRestartAsked: (serverId) => tell({ type: 'restart-asked', serverId }),
    onUse: tickAgain,
  });
  reception.open(core);
  const report = (): void => {
    const sites = core.served.take();
    if (sites.length > 0) tell({ type: 'served', sites });
  };
  // Nobody who is idle is looked at: a router without requests does nothing at all.
  const tick = (): void => {
    ticker = undefined;
    core.pool.sweep();
    report();
    if (!core.pool.isEmpty) tickAgain();
  };
  const close = async (): Promise<void> => {
    clearTimeout(ticker);
    const closed = listeners.close();
    for (const client of reception.clients) client.destroy();
    core.pool.close();
    await closed;
  };
  const obey = async (command: RouterCommand): Promise<number> => {
    switch (command.type) {
      case 'set-table':
        core.setTable(command.table);
        return 0;
      case 'set-framers':
        core.framers = command.framers;
        return 0;
      case 'drain':
        return core.drained(command.ports, command.timeoutMs);
      case 'report':
        report();
        return 0;
      case 'close':
        await close();
        return 0;
      default:
        return command satisfies never;
    }
  };
  parent.on('message', (command: RouterCommand) => {
    // A rejection becomes the worker's own failure, which the main thread reports as a crash.
    void obey(command).then((inFlight) => {
      tell({ type: 'done', id: command.id, inFlight });
      if (command.type === 'close') parent.close();
    });
  });
  tell({ type: 'listening', port: listeners.port, hosts: listeners.hosts });
};

if (parentPort === null) throw new Error('The router runs in a worker thread, started by start-router.ts');
await run(parentPort, workerData as RouterWorkerData);
