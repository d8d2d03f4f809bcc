import { openBrowser } from '../support/browser';
import type { Sandbox } from '../support/sandbox';
import { serve } from '../support/serving';
import type { Face } from './face';
import { listenToComplaints } from './listen-to-complaints';

/** Chromium at the address that `manysite serve` prints. */
export const openInBrowser = async (sandbox: Sandbox): Promise<Face> => {
  const { address, end } = await serve(sandbox);
  const browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const complaints = listenToComplaints(page);
  const elsewhere: string[] = [];
  page.on('popup', (popup) => void elsewhere.push(popup.url()));
  await page.goto(address);
  return {
    name: 'browser',
    page,
    sandbox,
    complaints,
    resize: (width, height) => page.setViewportSize({ width, height }),
    capture: () => page.screenshot(),
    chooseDump: async (ask, file) => {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), ask()]);
      await chooser.setFiles(file);
    },
    openedElsewhere: () => elsewhere,
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
