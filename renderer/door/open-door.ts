import { fromDoor } from '../../app/contract';
import { showError } from '../notices/show';
import { useStore } from '../store/store';
import { type Client, connect } from './connect';

const retryMs = 1_000;

const watch = async (client: Client): Promise<void> => {
  for await (const event of await client.watch()) useStore.getState().take(event);
};

/**
 * Opens the door and keeps it open: the store follows the host, and a connection that is lost is tried again every second.
 *
 * @param token null where this tab was never given one
 */
export const openDoor = (token: string | null): void => {
  const { setClient, setLink } = useStore.getState();
  if (token === null) {
    setLink('no-token');
    return;
  }
  connect(
    token,
    (client) => {
      setClient(client);
      // A stream that ends with its connection is told of by `onEnd`; an error of the engine, such as a catalog that cannot be opened, is not.
      watch(client).catch((error: unknown) => {
        if (useStore.getState().link === 'open') showError(fromDoor(error));
      });
    },
    (why) => {
      setLink(why);
      if (why === 'lost') setTimeout(() => openDoor(token), retryMs);
    },
  );
};
