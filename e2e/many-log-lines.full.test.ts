import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mostLogLines } from '../app/contract';
import { openBrowser } from './support/browser';
import { siteTableOf, writeDump } from './support/made-dump';
import { openSandbox, type Sandbox } from './support/sandbox';
import { type Serving, serve } from './support/serving';
import { makeTinyProject } from './support/tiny-project';

/** Each server keeps 10,000 lines. */
const siteCount = 11;

const manySites = (sandbox: Sandbox): string =>
  writeDump(
    sandbox,
    'many.sql',
    siteTableOf(
      Array.from({ length: siteCount }, (_, index) => ({
        id: index + 1,
        domain: `site-${index + 1}.example`,
        name: `Site ${index + 1}`,
      })),
    ),
  );

let sandbox: Sandbox;
let serving: Serving;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  sandbox = openSandbox();
  makeTinyProject(sandbox, 'shop', { many: 'chatty' });
  await sandbox.json('add', join(sandbox.dataFolder, 'projects/shop'));
  await sandbox.json('import', manySites(sandbox), '--project', 'shop');
  await sandbox.json('mode', 'multi-process', '--project', 'shop');
  await sandbox.json('start', '--project', 'shop');
  serving = await serve(sandbox);
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(serving.address);
  await page.getByRole('button', { name: /^Logs/ }).click();
}, 300_000);
afterAll(async () => {
  await browser.close();
  await serving.end();
  await sandbox.dispose();
});

/** The longest time between two frames while the log is scrolled up for a second and a half, in ms. */
const longestFrameMs = (): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const rows = document.querySelector('.xterm-screen');
        let [last, longest] = [performance.now(), 0];
        const end = last + 1_500;
        const frame = (now: number): void => {
          longest = Math.max(longest, now - last);
          last = now;
          rows?.dispatchEvent(new WheelEvent('wheel', { deltaY: -400, bubbles: true, cancelable: true }));
          if (now < end) requestAnimationFrame(frame);
          else resolve(longest);
        };
        requestAnimationFrame(frame);
      }),
  );

it('the last lines are there at once, and a hundred thousand are searched and scrolled without a stop', async () => {
  const log = page.getByRole('log');
  const openedMs = performance.now();
  await expect.poll(() => log.textContent(), { timeout: 60_000, interval: 20 }).toContain('page 99');
  const firstMs = performance.now() - openedMs;

  const field = page.getByRole('textbox', { name: 'Search the log' });
  await expect
    .poll(() => field.getAttribute('placeholder'), { timeout: 60_000 })
    .toMatch(/Search 1[12]\d\u2009\d{3} lines/);
  const asked = performance.now();
  // Among the oldest that are kept: only who has all lines finds it.
  await field.fill('page 4321');
  // The newest hundred thousand lack the first lines of the server that spoke first, or of two that spoke at once.
  await page.getByText(/^\d+ of (?:9|10|11)$/).waitFor({ timeout: 120_000 });
  const searchedMs = performance.now() - asked;
  await field.press('Enter');
  const frameMs = await longestFrameMs();
  console.log(
    `log of ${mostLogLines} lines: first lines ${Math.round(firstMs)} ms, all of them fetched, drawn and searched ${Math.round(searchedMs)} ms, longest frame while scrolling ${Math.round(frameMs)} ms`,
  );
  expect(await log.textContent()).toMatch(/page \d+ {0,1}of site/);
  expect(frameMs).toBeLessThan(1_000);
}, 300_000);
