import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './support/browser';
import { checkout, openSandbox, type Sandbox } from './support/sandbox';
import { addressOf } from './support/serving';

describe('`npm start` on an empty data folder', () => {
  let sandbox: Sandbox;
  let serving: ChildProcess;
  let browser: Browser;
  let page: Page;
  let address: string;
  let remarks = '';
  const violations: string[] = [];

  beforeAll(async () => {
    sandbox = openSandbox();
    serving = spawn(process.execPath, [join(checkout, 'scripts/start.mjs'), '--json'], {
      // Without a display xdg-open starts this program, which shows nothing.
      env: { ...sandbox.environment, DISPLAY: '', WAYLAND_DISPLAY: '', BROWSER: 'true' },
      cwd: sandbox.dataFolder,
    });
    serving.stderr?.on('data', (chunk) => {
      remarks += String(chunk);
    });
    address = await addressOf(serving);
    browser = await openBrowser();
    page = await browser.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') violations.push(message.text());
    });
  });
  afterAll(async () => {
    await browser.close();
    serving.kill('SIGINT');
    await sandbox.dispose();
  });

  it('says in one line that it serves in the browser', () => {
    expect(remarks.trim()).toBe(
      'There is no display for the desktop app, so the page is served for your browser.',
    );
  });

  it('offers the demo, and takes the token out of the address', async () => {
    await page.goto(address);
    await page.getByRole('heading', { name: 'Open a Django multisite project' }).waitFor();
    expect(page.url()).not.toContain('token');
    expect(await page.getByRole('button', { name: 'Start the demo' }).isEnabled()).toBe(true);
  });

  it('adds the demo, and shows its sites', async () => {
    await page.getByRole('button', { name: 'Start the demo' }).click();
    const sites = page.getByRole('list', { name: 'Sites' }).getByRole('listitem');
    await sites.nth(5).waitFor({ timeout: 120_000 });
    expect(await sites.filter({ hasText: 'nip.io' }).count()).toBe(6);
  });

  it('asks for the token in a tab that has none, and shows nothing', async () => {
    const context = await browser.newContext();
    const stranger = await context.newPage();
    await stranger.goto(address.slice(0, address.indexOf('#')));
    await stranger.getByText('This tab has no token').waitFor();
    expect(await stranger.getByRole('button', { name: 'Start the demo' }).count()).toBe(0);
    await context.close();
  });

  it('said no error in the console, and kept its content security policy', () => {
    expect(violations).toEqual([]);
  });
});
