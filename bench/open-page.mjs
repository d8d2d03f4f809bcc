// The window's page in a browser, as the benchmarks of what it shows need it.
import { openBrowser } from '../e2e/support/browser.ts';
import { serve } from '../e2e/support/serving.ts';

/**
 * Serves what a sandbox has, for a browser of our own.
 *
 * @param closers gets what ends both, the last that was opened first
 * @returns the browser, a context of the usual size in it, and what opens the page there
 */
export const servePage = async (sandbox, closers) => {
  const { address, end } = await serve(sandbox);
  closers.unshift(end);
  const browser = await openBrowser();
  closers.unshift(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const openPage = async () => {
    const page = await context.newPage();
    await page.goto(address);
    return page;
  };
  return { browser, context, openPage };
};
