import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { openBrowser } from '../support/browser';
import { checkout, type Sandbox } from '../support/sandbox';
import type { Face } from './face';
import { listenToComplaints } from './listen-to-complaints';

/** First line that `manysite serve` prints: the address with its token. */
const addressOf = (serving: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    serving.stdout?.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes('\n')) resolve(JSON.parse(said.slice(0, said.indexOf('\n'))).url);
    });
    serving.once('exit', () => reject(new Error(`serve ended: ${said}`)));
  });

export const serve = async (sandbox: Sandbox): Promise<{ address: string; end: () => Promise<void> }> => {
  const serving = spawn(process.execPath, [join(checkout, 'bin/manysite'), 'serve', '--json'], {
    env: sandbox.environment,
    cwd: sandbox.dataFolder,
  });
  const address = await addressOf(serving);
  return {
    address,
    end: () =>
      new Promise((resolve) => {
        // It ends by itself when its host is gone.
        if (serving.exitCode !== null) resolve();
        serving.once('exit', () => resolve());
        serving.kill('SIGINT');
      }),
  };
};

/** Chromium at the address that `manysite serve` prints. */
export const openInBrowser = async (sandbox: Sandbox): Promise<Face> => {
  const { address, end } = await serve(sandbox);
  const browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const complaints = listenToComplaints(page);
  await page.goto(address);
  return {
    name: 'browser',
    page,
    sandbox,
    complaints,
    resize: (width, height) => page.setViewportSize({ width, height }),
    capture: () => page.screenshot(),
    openTab: async () => {
      const tab = await context.newPage();
      await tab.goto(address);
      return tab;
    },
    close: async () => {
      await browser.close();
      await end();
    },
  };
};
