import { createRoot } from 'react-dom/client';
import { AppError, fromDoor } from '../app/contract';
import './app.css';
import { connect } from './door/connect';
import { takeToken } from './door/token';
import { App } from './page/app';
import { useStore } from './store/store';

const retryMs = 1_000;

const open = (token: string): void => {
  const { setClient, setLink, take, fail } = useStore.getState();
  connect(
    token,
    (client) => {
      setClient(client);
      const watch = async (): Promise<void> => {
        for await (const event of await client.watch()) take(event);
      };
      watch().catch((error: unknown) => {
        const told = fromDoor(error);
        // A stream that ends with its connection is told of below; an error of the engine, such as a catalog that cannot be opened, is not.
        if (told instanceof AppError) fail(told);
        else console.warn('The watch stream ended:', error);
      });
    },
    (why) => {
      setLink(why);
      if (why === 'lost') setTimeout(() => open(token), retryMs);
    },
  );
};

const token = takeToken(location, history, sessionStorage);
if (token === null) useStore.getState().setLink('no-token');
else open(token);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App />);
