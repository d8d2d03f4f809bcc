import { createORPCClient, onError } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import { AppError, type contract, doorPath, fromDoor, welcomeSchema } from '../../contract';

export type Client = ContractRouterClient<typeof contract>;

export interface Connection {
  readonly client: Client;
  /** The host's version, from its welcome. */
  readonly version: string;
  /** Resolves when the connection is gone, with the reason that the host gave, if any. */
  readonly closed: Promise<string>;
  close(): Promise<void>;
}

/** A host that is busy starts, opens a database or ends; one that says nothing for this long is asked again. */
const welcomeTimeoutMs = 5_000;

const welcomed = (socket: WebSocket, token: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => socket.terminate(), welcomeTimeoutMs);
    socket.once('close', () => clearTimeout(tooLate));
    socket.once('open', () => socket.send(JSON.stringify({ token })));
    socket.once('error', reject);
    socket.once('close', (code) =>
      reject(
        code === 4401
          ? new AppError('not-authorised', 'The host refused the token of this data folder.', {
              hint: 'The secret was replaced while the host ran. End the process named in host.lock, then try again.',
            })
          : new Error(`the host closed the connection (${code})`),
      ),
    );
    socket.once('message', (data) => {
      clearTimeout(tooLate);
      const welcome = welcomeSchema.safeParse(JSON.parse(data.toString()));
      if (welcome.success) resolve(welcome.data.version);
      else reject(new Error('the host answered with another protocol'));
    });
  });

/**
 * Opens the door of a host: token in the first message, then typed calls.
 *
 * @param port loopback port of the door
 * @throws AppError `not-authorised`; any other error means that nobody answers there
 */
export const connect = async (port: number, token: string): Promise<Connection> => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${doorPath}`);
  const closed = new Promise<string>((resolve) =>
    socket.once('close', (_, reason) => resolve(reason.toString())),
  );
  const version = await welcomed(socket, token);
  socket.removeAllListeners('error');
  // A later network error always ends in `close`, which the calls under way report.
  socket.on('error', () => socket.terminate());
  const link = new RPCLink({
    // ws follows the browser's WebSocket; only its TypeScript types differ.
    websocket: socket as unknown as globalThis.WebSocket,
    interceptors: [
      onError((error) => {
        throw fromDoor(error);
      }),
    ],
  });
  return {
    client: createORPCClient(link),
    version,
    closed,
    close: async () => {
      socket.close();
      await closed;
    },
  };
};
