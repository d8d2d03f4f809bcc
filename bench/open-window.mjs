// The desktop app as a person starts it, with the moment at which its window shows something of the product; and a bare window for comparison.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { devToolsOf, evaluateInWindow } from '../e2e/support/devtools.ts';
import { desktopEnvironment } from '../e2e/support/electron-app.ts';
import { checkout } from '../e2e/support/sandbox.ts';
import { secondsOf, treeOf } from './processes.mjs';

/**
 * In the page: when the first thing of the open screen was painted, in ms since 1970; else null. The page's own clock, so that it does
 * not count how often it is looked at. The frame around the screen, without anything in it, does not count.
 */
const contentPainted = `new Promise((resolve) => {
  if (document.querySelector('main')?.firstElementChild == null) return resolve(null);
  const observer = new PerformanceObserver((list) => {
    const entry = list.getEntries().find(({ element }) => element?.closest('main') != null);
    if (entry === undefined) return;
    observer.disconnect();
    resolve(performance.timeOrigin + entry.startTime);
  });
  observer.observe({ type: 'largest-contentful-paint', buffered: true });
  setTimeout(() => { observer.disconnect(); resolve(null); }, 500);
})`;

/** @returns a started app with the time from its start to content, in ms, and the processor time that its processes took until then, in s */
const openApp = async (sandbox, program, folder, page) => {
  const environment = await desktopEnvironment(sandbox);
  const startedAt = Date.now();
  const app = spawn(program, ['--no-sandbox', '--remote-debugging-port=0', folder], {
    env: environment,
    cwd: sandbox.dataFolder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const devTools = await devToolsOf(app);
  let contentAt = null;
  while (contentAt === null) {
    contentAt = await evaluateInWindow(devTools, contentPainted, page);
    if (contentAt === null) await delay(20);
  }
  return {
    contentMs: contentAt - startedAt,
    cpuSeconds: secondsOf(treeOf(app.pid)),
    pid: app.pid,
    close: async () => {
      const gone = new Promise((resolve) => app.once('exit', resolve));
      app.kill('SIGTERM');
      await gone;
    },
  };
};

/** The product. A host that it starts counts to its processor time only while it is its child. */
export const openWindow = (sandbox, program) => openApp(sandbox, program, checkout);

const barePage = 'data:text/html,<main><p>Nothing but a line of text</p></main>';
const bareMain = `
const { app, BrowserWindow } = require('electron');
app.setPath('userData', __dirname + '/profile');
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900, show: false });
  window.once('ready-to-show', () => window.show());
  window.loadURL(${JSON.stringify(barePage)});
});
process.on('SIGTERM', () => app.exit());
`;

/** The least that any app on this runtime takes here and now: a window with a line of text. */
export const openBareWindow = (sandbox, program) => {
  const folder = join(sandbox.dataFolder, 'bare');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'bare', main: 'main.cjs' }));
  writeFileSync(join(folder, 'main.cjs'), bareMain);
  return openApp(sandbox, program, folder, 'data:');
};
