// The desktop app as a person starts it, with the moment at which its window shows something of the product.
import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { devToolsOf, evaluateInWindow } from '../e2e/support/devtools.ts';
import { desktopEnvironment } from '../e2e/support/electron-app.ts';
import { checkout } from '../e2e/support/sandbox.ts';

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

/** @returns the app with the time from its start to content, in ms */
export const openWindow = async (sandbox, program, words = []) => {
  const environment = await desktopEnvironment(sandbox);
  const startedAt = Date.now();
  const app = spawn(program, ['--no-sandbox', '--remote-debugging-port=0', ...words, checkout], {
    env: environment,
    cwd: sandbox.dataFolder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const devTools = await devToolsOf(app);
  let contentAt = null;
  while (contentAt === null) {
    contentAt = await evaluateInWindow(devTools, contentPainted);
    if (contentAt === null) await delay(20);
  }
  return {
    contentMs: contentAt - startedAt,
    pid: app.pid,
    devTools,
    close: async () => {
      const gone = new Promise((resolve) => app.once('exit', resolve));
      app.kill('SIGTERM');
      await gone;
    },
  };
};
