import { AppError } from '../../contract';
import { ListenFailure, type ListenHandlers, listen } from './listen';

/** Nobody is served on a port that is opened only to see whether it can be, so nothing is lost with a connection. */
const handlers: ListenHandlers = {
  onConnection: (socket) => socket.destroy(),
  onAcceptError: () => undefined,
};

const isFree = async (hosts: readonly string[], port: number): Promise<boolean> => {
  try {
    const listeners = await listen(hosts, port, handlers);
    await listeners.close();
    return true;
  } catch (error) {
    if (error instanceof ListenFailure) return false;
    throw error;
  }
};

/**
 * The first port from `from` upwards that is free on all hosts at this moment.
 *
 * @param from 1 to 65535
 * @throws AppError `port-taken` when there is none up to 65535
 */
export const firstFreePort = async (
  from: number,
  hosts: readonly string[] = ['127.0.0.1', '::1'],
): Promise<number> => {
  for (let port = from; port <= 65_535; port++) if (await isFree(hosts, port)) return port;
  throw new AppError('port-taken', `No port from ${from} to 65535 is free on ${hosts.join(' and ')}.`, {
    hint: 'Choose a lower one with --port.',
    data: { from, hosts },
  });
};
