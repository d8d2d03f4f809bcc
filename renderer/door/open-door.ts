import { fromDoor } from '../../app/contract';
import { showError } from '../notices/show';
import { useStore } from '../store/store';
import { type Client, connect } from './connect';
import { retryDelayMs } from './retry-delay';

const watch = async (client: Client): Promise<void> => {
  for await (const event of await client.watch()) useStore.getState().take(event);
};

/**
 * Opens the door and keeps it open: the store follows the host, and a connection that is lost is tried again after growing delays, or at
 * once when the person says so.
 *
 * @param token null where this tab was never given one
 * @param failures how often it was tried in vain
 */
export const openDoor = (token: string | null, failures = 0): void => {
  const { setClient, setLink, setRetry } = useStore.getState();
  if (token === null) {
    setLink('no-token');
    return;
  }
  let isOpened = false;
  connect(
    token,
    (client) => {
      isOpened = true;
      setRetry(null);
      setClient(client);
      // A stream that ends with its connection is told of by `onEnd`; an error of the engine, such as a catalog that cannot be opened, is not.
      watch(client).catch((error: unknown) => {
        if (useStore.getState().link === 'open') showError(fromDoor(error));
      });
    },
    (why) => {
      // That it cannot be reached afterwards says no more.
      const isStopped = why === 'stopped' || useStore.getState().link === 'stopped';
      setLink(why === 'lost' && isStopped ? 'stopped' : why);
      if (why === 'refused') return;
      const next = isOpened ? 1 : failures + 1;
      const delayMs = retryDelayMs(next);
      const timer = setTimeout(() => openDoor(token, next), delayMs);
      setRetry({
        atMs: Date.now() + delayMs,
        now: () => {
          clearTimeout(timer);
          setRetry(null);
          openDoor(token, next);
        },
      });
    },
  );
};
