import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';

export interface TestUpstream {
  readonly port: number;
  /** Connections opened to it so far. */
  readonly connections: () => number;
  close(): Promise<void>;
}

const listening = async (server: net.Server, sockets: Set<net.Socket>): Promise<TestUpstream> => {
  let connections = 0;
  server.on('connection', (socket: net.Socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  return {
    port,
    connections: () => connections,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};

/** A real HTTP server of Node. */
export const runHttpUpstream = (
  answer: http.RequestListener,
  prepare: (server: http.Server) => void = (server) => server.setTimeout(0),
): Promise<TestUpstream> => {
  const server = http.createServer(answer);
  prepare(server);
  return listening(server, new Set());
};

/** A server that does with its sockets whatever the test says. */
export const runRawUpstream = (
  onSocket: (socket: net.Socket) => void,
  options: net.ServerOpts = {},
): Promise<TestUpstream> => {
  const server = net.createServer(options, (socket) => {
    socket.on('error', () => socket.destroy());
    onSocket(socket);
  });
  return listening(server, new Set());
};

/** Calls back with each complete head that arrives on the socket; bodies are not expected. */
export const onEachHead = (socket: net.Socket, onHead: (head: string) => void): void => {
  let text = '';
  socket.on('data', (bytes: Buffer) => {
    text += bytes.toString('latin1');
    for (let end = text.indexOf('\r\n\r\n'); end !== -1; end = text.indexOf('\r\n\r\n')) {
      const head = text.slice(0, end + 4);
      text = text.slice(end + 4);
      onHead(head);
    }
  });
};
