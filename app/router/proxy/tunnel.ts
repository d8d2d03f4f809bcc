import type net from 'node:net';

/**
 * Joins two sockets after a 101, until either side closes.
 *
 * @param client, server without listeners for their data
 * @param firstBytes of each side: what arrived behind its head
 */
export const joinSockets = (
  client: net.Socket,
  server: net.Socket,
  firstBytes: { readonly ofClient: Buffer; readonly ofServer: Buffer },
): void => {
  // A side that breaks takes the other with it: 'close' follows 'error', which says nothing that a tunnel could act on.
  for (const [socket, other] of [
    [client, server],
    [server, client],
  ] as const) {
    socket.setTimeout(0);
    socket.on('error', () => other.destroySoon());
    socket.on('close', () => other.destroySoon());
  }
  if (firstBytes.ofServer.length > 0) client.write(firstBytes.ofServer);
  if (firstBytes.ofClient.length > 0) server.write(firstBytes.ofClient);
  client.pipe(server);
  server.pipe(client);
};
