import { type ElectronApplication, _electron as electron, type Page } from 'playwright';
import { findElectron } from '../../scripts/electron-runtime.mjs';
import { openDisplay } from './display';
import { checkout, type Sandbox } from './sandbox';

export interface DesktopApp {
  readonly app: ElectronApplication;
  /** The one window. */
  readonly window: Page;
  /** Quits as its menu does, and resolves when the process is gone. */
  quit(): Promise<void>;
}

const launchLimitMs = 90_000;
const quitLimitMs = 60_000;
const hostPage = /^http:\/\/127\.0\.0\.1:/;

/** The runtime that this machine has, put where Playwright looks for it. */
export const placeElectron = async (): Promise<string> => {
  process.env.MANYSITE_TEST_ELECTRON = '1';
  const runtime = await findElectron();
  if (runtime === null) throw new Error('An Electron runtime was expected; `npm test` finds or makes one.');
  process.env.ELECTRON_OVERRIDE_DIST_PATH = runtime.dist;
  return runtime.program;
};

/** Environment of an app that works in a sandbox, on a display that nobody sees. */
export const desktopEnvironment = async (sandbox: Sandbox): Promise<Record<string, string>> => {
  const given = {
    ...sandbox.environment,
    DISPLAY: await openDisplay(),
    ELECTRON_DISABLE_SECURITY_WARNINGS: '1',
  };
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
};

const ended = (app: ElectronApplication): Promise<void> =>
  new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => reject(new Error('the app did not end')), quitLimitMs);
    app.once('close', () => {
      clearTimeout(tooLate);
      resolve();
    });
  });

interface LaunchOptions {
  readonly words?: readonly string[];
  readonly isHostExpected?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Starts the real app from the build, as `npm start` does, with the data folder of a sandbox.
 *
 * @param options.words further words of the command line, such as a dump
 * @param options.environment what differs from the sandbox's
 * @param options.isHostExpected false: the window may be on our own page still, which says what it waits for
 */
export const launchDesktop = async (sandbox: Sandbox, options: LaunchOptions = {}): Promise<DesktopApp> => {
  await placeElectron();
  const app = await electron.launch({
    args: [checkout, ...(options.words ?? [])],
    env: { ...(await desktopEnvironment(sandbox)), ...options.environment },
    cwd: sandbox.dataFolder,
    timeout: launchLimitMs,
  });
  const window = await app.firstWindow({ timeout: launchLimitMs });
  if (options.isHostExpected !== false) await window.waitForURL(hostPage);
  return {
    app,
    window,
    quit: async () => {
      const gone = ended(app);
      // The answer does not come where the process is gone first.
      await app.evaluate(({ app: main }) => main.quit()).catch(() => undefined);
      await gone;
    },
  };
};

/** Where the window is, in px of the display. */
export const boundsOf = ({ app }: DesktopApp) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());

/** By its role `button`: what an empty data folder offers, so that the page of a host is there. */
export const demoButton = { name: 'Start the demo' } as const;
