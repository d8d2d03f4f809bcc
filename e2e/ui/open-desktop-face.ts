import { openBrowser } from '../support/browser';
import { launchDesktop } from '../support/electron-app';
import { makeFakeBrowser } from '../support/fake-browser';
import { typeIntoFileDialog } from '../support/native-dialog';
import type { Sandbox } from '../support/sandbox';
import { serve } from '../support/serving';
import type { Face } from './face';
import { listenToComplaints } from './listen-to-complaints';

/** The desktop app, from the build. */
export const openOnDesktop = async (sandbox: Sandbox): Promise<Face> => {
  const browser = makeFakeBrowser(sandbox);
  const { PATH = '' } = sandbox.environment;
  const desktop = await launchDesktop(sandbox, { environment: { PATH: `${browser.folder}:${PATH}` } });
  const page = desktop.window;
  const complaints = listenToComplaints(page);
  const closers: (() => Promise<void>)[] = [];
  return {
    name: 'desktop',
    page,
    sandbox,
    complaints,
    resize: (width, height) =>
      desktop.app.evaluate(
        ({ BrowserWindow }, size) => {
          for (const window of BrowserWindow.getAllWindows())
            if (window.isVisible()) window.setContentSize(...size);
        },
        [width, height] as [number, number],
      ),
    capture: async () => {
      const base64 = await desktop.app.evaluate(async ({ BrowserWindow }) => {
        const shown = BrowserWindow.getAllWindows().find((window) => window.isVisible());
        return (await shown?.webContents.capturePage())?.toPNG().toString('base64') ?? '';
      });
      return Buffer.from(base64, 'base64');
    },
    chooseDump: async (ask, file) => {
      await ask();
      await typeIntoFileDialog('Import dump', file);
    },
    openedElsewhere: () => browser.opened(),
    openTab: async () => {
      const { address, end } = await serve(sandbox);
      const second = await openBrowser();
      closers.push(() => second.close(), end);
      const tab = await second.newPage();
      await tab.goto(address);
      return tab;
    },
    close: async () => {
      for (const close of closers) await close();
      await desktop.quit();
    },
  };
};
