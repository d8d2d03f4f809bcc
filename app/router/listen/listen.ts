import net from 'node:net';

/** A port that one of the hosts cannot have. */
export class ListenFailure extends Error {
  readonly host: string;
  readonly errno: string;

  constructor(host: string, cause: NodeJS.ErrnoException) {
    super(cause.message, { cause });
    this.name = 'ListenFailure';
    this.host = host;
    this.errno = cause.code ?? 'UNKNOWN';
  }
}

/** This machine, or its kernel, has no such address: no IPv6, as a rule. */
const missingAddress = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL']);

const listenOn = (server: net.Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => reject(new ListenFailure(host, error));
    server.once('error', onError);
    server.listen({ host, port, ipv6Only: host.includes(':'), backlog: 1024 }, () => {
      server.off('error', onError);
      resolve();
    });
  });

/** What happens on a port that is open. */
export interface ListenHandlers {
  readonly onConnection: (socket: net.Socket) => void;
  /** A connection could not be taken, mostly for want of file descriptors; the port stays open. */
  readonly onAcceptError: (error: Error) => void;
}

/** The port of a listening TCP server. */
const portOf = (server: net.Server): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port');
  return address.port;
};

export interface Listeners {
  readonly port: number;
  /** Those of the hosts that this machine has. */
  readonly hosts: readonly string[];
  close(): Promise<void>;
}

const closeServer = (server: net.Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
  });

const listenOnAll = async (
  hosts: readonly string[],
  wantedPort: number,
  handlers: ListenHandlers,
): Promise<Listeners> => {
  const servers = new Map<string, net.Server>();
  let port = wantedPort;
  const close = async (): Promise<void> => {
    await Promise.all([...servers.values()].map(closeServer));
  };
  for (const [index, host] of hosts.entries()) {
    const server = net.createServer({ allowHalfOpen: true, noDelay: true }, handlers.onConnection);
    try {
      await listenOn(server, host, port);
    } catch (error) {
      const isMissing = error instanceof ListenFailure && missingAddress.has(error.errno);
      if (isMissing && index > 0) continue;
      await close();
      throw error;
    }
    server.on('error', handlers.onAcceptError);
    servers.set(host, server);
    port = portOf(server);
  }
  return { port, hosts: [...servers.keys()], close };
};

/** The first host's free port may be taken on the second; some other one is free on both. */
const mostTries = 20;

/**
 * Listens on the same port of several addresses.
 *
 * @param hosts addresses of this machine; the first must exist, others may be missing
 * @param port 1 to 65535, or 0 for any that is free on all of them
 * @throws ListenFailure when the port is taken, or not allowed, on one of them
 */
export const listen = async (
  hosts: readonly string[],
  port: number,
  handlers: ListenHandlers,
): Promise<Listeners> => {
  for (let tries = 1; ; tries++) {
    try {
      return await listenOnAll(hosts, port, handlers);
    } catch (error) {
      const mayTryAnother = port === 0 && error instanceof ListenFailure && error.errno === 'EADDRINUSE';
      if (!mayTryAnother || tries === mostTries) throw error;
    }
  }
};
