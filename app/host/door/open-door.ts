import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ORPCError, type Router } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { z } from 'zod';
import { doorErrorCode, doorPath, helloSchema, toErrorShape, uploadPath } from '../../contract';
import type { Framer } from '../../router/proxy/framers';
import { isLoopbackHost, isOwnOrigin, isToken, pathOf } from './guard';
import { refuse, refuseHost, servePage } from './page-server';

export interface Door {
  readonly port: number;
  clientCount(): number;
  /** The pages in browsers that show sites in frames. */
  framers(): readonly Framer[];
  /** Lets nobody in from now on: who comes while the host ends waits for the next one. */
  lock(): void;
  /** @param reason told to every client; 123 bytes at most */
  close(reason: string): Promise<void>;
}

interface DoorOptions {
  /** Kept from the last time; when it is taken, another free one is used. */
  readonly preferredPort: number | null;
  readonly token: string;
  readonly version: string;
  readonly uiFolder: string;
  // biome's and TypeScript's view of a router is wide; the contract makes the real one exact.
  readonly router: Router<Record<never, never>, Record<never, never>>;
  /** Takes a file that comes by HTTP (docs/door.md). Never rejects. */
  readonly receive: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly onError: (error: Error) => void;
  /** What of a call's error people read, where the call cannot know better. */
  readonly explain: (error: unknown) => unknown;
  /** A client came or went. */
  readonly onClients: () => void;
}

const helloTimeoutMs = 5_000;
/** Time for clients to answer the goodbye. */
const goodbyeTimeoutMs = 500;
const maxMessageBytes = 16 * 1024 * 1024;

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

const listenPreferring = async (server: Server, port: number | null): Promise<number> => {
  if (port === null) return listen(server, 0);
  try {
    return await listen(server, port);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return listen(server, 0);
    throw error;
  }
};

const refuseUpgrade = (socket: Socket, status: string): void => {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

/** The error of any call, as it crosses the door: always with the engine's own shape. */
const toDoorError = (error: unknown): unknown => {
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return error;
  const shape = toErrorShape(error);
  return new ORPCError(doorErrorCode, { status: 500, message: shape.message, data: shape, cause: error });
};

/** Errors of calls; streams throw later than their call returns, so theirs are caught where they are read. */
async function* guarded<Value>(
  events: AsyncIterable<Value>,
  explain: DoorOptions['explain'],
): AsyncGenerator<Value> {
  try {
    yield* events;
  } catch (error) {
    throw toDoorError(explain(error));
  }
}

const isStream = (output: unknown): output is AsyncIterable<unknown> =>
  typeof output === 'object' && output !== null && Symbol.asyncIterator in output;

/** The one door: the browser page over HTTP and every call over WebSocket, on loopback only. */
export const openDoor = async (options: DoorOptions): Promise<Door> => {
  const handler = new RPCHandler(options.router, {
    clientInterceptors: [
      async ({ next }) => {
        try {
          const output = await next();
          return isStream(output) ? guarded(output, options.explain) : output;
        } catch (error) {
          throw toDoorError(options.explain(error));
        }
      },
    ],
  });
  const answerPage = servePage(options.uiFolder, options.onError);
  const server = createServer((request, response) => {
    if (!pathOf(request.url).startsWith(uploadPath)) return answerPage(request, response);
    if (isLocked) return refuse(response, 503, 'Manysite stops.');
    if (!isLoopbackHost(request.headers)) return refuseHost(response);
    if (!isOwnOrigin(request.headers))
      return refuse(response, 403, 'Only the page of Manysite sends files here.');
    void options.receive(request, response);
  });
  // A dump of many gigabytes takes as long as it takes; who falls silent is cut off by `receive`.
  server.requestTimeout = 0;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes });
  /** Clients; a page that frames sites with what tells its requests. */
  const accepted = new Map<WebSocket, Framer | null>();
  let isLocked = false;

  const admit = (socket: WebSocket, request: IncomingMessage): void => {
    const tooLate = setTimeout(() => socket.close(4408, 'no token'), helloTimeoutMs);
    socket.on('error', options.onError);
    socket.once('close', () => clearTimeout(tooLate));
    socket.once('message', (data) => {
      clearTimeout(tooLate);
      if (isLocked) return socket.close(1001, 'Manysite stops');
      const hello = parseHello(data.toString());
      if (hello === null || !isToken(hello.token, options.token)) {
        socket.close(4401, 'wrong token');
        return;
      }
      accepted.set(socket, hello.framesSites ? framerOf(request) : null);
      socket.once('close', () => {
        accepted.delete(socket);
        options.onClients();
      });
      void handler.upgrade(socket, { context: {} });
      socket.send(JSON.stringify({ ok: true, version: options.version }));
      options.onClients();
    });
  };

  server.on('upgrade', (request, socket: Socket, head) => {
    if (pathOf(request.url) !== doorPath) return refuseUpgrade(socket, '404 Not Found');
    if (isLocked) return refuseUpgrade(socket, '503 Service Unavailable');
    if (!isLoopbackHost(request.headers)) return refuseUpgrade(socket, '421 Misdirected Request');
    if (!isOwnOrigin(request.headers)) return refuseUpgrade(socket, '403 Forbidden');
    return sockets.handleUpgrade(request, socket, head, admit);
  });

  const port = await listenPreferring(server, options.preferredPort);
  return {
    port,
    clientCount: () => accepted.size,
    framers: () => [...accepted.values()].filter((framer) => framer !== null),
    lock: () => {
      isLocked = true;
    },
    close: async (reason) => {
      isLocked = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const goodbyes = [...sockets.clients].map(
        (socket) =>
          new Promise<void>((resolve) => {
            socket.once('close', () => resolve());
            socket.close(1001, reason);
          }),
      );
      const timeout = new AbortController();
      await Promise.race([Promise.all(goodbyes), delay(goodbyeTimeoutMs, null, { signal: timeout.signal })]);
      timeout.abort();
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await closed;
    },
  };
};

/** Null for a program, which has no origin. */
const framerOf = ({ headers }: IncomingMessage): Framer | null =>
  headers.origin === undefined ? null : { origin: headers.origin, userAgent: headers['user-agent'] ?? '' };

const parseHello = (text: string): z.infer<typeof helloSchema> | null => {
  try {
    return helloSchema.parse(JSON.parse(text));
  } catch {
    // Not our protocol: answered like a wrong token, since it tells as little.
    return null;
  }
};
