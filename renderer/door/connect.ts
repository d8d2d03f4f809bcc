import { createORPCClient, onError } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { type contract, doorPath, fromDoor, stoppedReason, welcomeSchema } from '../../app/contract';
import { shell } from '../shell/surroundings';
import { takeBegunDoor } from './begun-door';

export type Client = ContractRouterClient<typeof contract>;

/** `stopped`: somebody told the host to stop; `lost`: it went away otherwise, or was not there. */
export type Ended = 'refused' | 'stopped' | 'lost';

const endOf = ({ code, reason }: CloseEvent): Ended => {
  if (code === 4401) return 'refused';
  return reason === stoppedReason ? 'stopped' : 'lost';
};

/**
 * Opens the door from the page: token first, then calls.
 *
 * @param onClient called once the host has accepted the token
 * @param onEnd called once when the connection is over
 */
export const connect = (
  token: string,
  onClient: (client: Client) => void,
  onEnd: (why: Ended) => void,
): void => {
  const begun = takeBegunDoor(window, token);
  const socket = begun?.socket ?? new WebSocket(`ws://${location.host}${doorPath}`);
  const welcomed = (data: unknown): void => {
    if (!welcomeSchema.safeParse(JSON.parse(String(data))).success) {
      socket.close();
      return;
    }
    const link = new RPCLink({
      websocket: socket,
      interceptors: [
        onError((error) => {
          throw fromDoor(error);
        }),
      ],
    });
    onClient(createORPCClient(link));
  };
  socket.addEventListener('close', (event) => onEnd(endOf(event)));
  if (begun === null)
    socket.addEventListener('open', () =>
      socket.send(JSON.stringify({ token, framesSites: shell === null })),
    );
  if (begun?.welcome) welcomed(begun.welcome);
  else socket.addEventListener('message', ({ data }) => welcomed(data), { once: true });
};
