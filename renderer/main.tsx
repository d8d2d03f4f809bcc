import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './theme/page.css';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { firstState } from './door/first-state';
import { openDoor } from './door/open-door';
import { takeToken } from './door/token';
import { followHistory } from './navigation/navigation';

followHistory();
openDoor(takeToken(location, history, sessionStorage));

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

/** A host that takes longer is waited for in the open window. */
const stateLimitMs = 150;

void firstState(stateLimitMs).then(() => createRoot(root).render(<App />));
