import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './support/browser';
import { checkout, openSandbox, type Sandbox } from './support/sandbox';

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

describe('the browser page, from an empty data folder', () => {
  let sandbox: Sandbox;
  let serving: ChildProcess;
  let browser: Browser;
  let page: Page;
  let address: string;
  const violations: string[] = [];

  beforeAll(async () => {
    sandbox = openSandbox();
    serving = spawn(process.execPath, [join(checkout, 'bin/manysite'), 'serve', '--json'], {
      env: sandbox.environment,
      cwd: sandbox.dataFolder,
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

  it('offers the demo, and takes the token out of the address', async () => {
    await page.goto(address);
    await page.getByRole('heading', { name: 'No project yet' }).waitFor();
    expect(page.url()).not.toContain('token');
    expect(await page.getByRole('button', { name: 'Add the demo' }).isEnabled()).toBe(true);
  });

  it('adds the demo with live progress, and shows both databases and all sites', async () => {
    await page.getByRole('button', { name: 'Add the demo' }).click();
    await page.getByRole('progressbar', { name: 'Add the demo' }).waitFor();
    await page.getByText('stage-2026-11-18', { exact: true }).waitFor({ timeout: 120_000 });
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Add the demo' })
      .getByText('done')
      .waitFor({ timeout: 120_000 });
    expect(await page.getByText('✓ active').count()).toBe(1);
    expect(await page.getByRole('row').filter({ hasText: 'nip.io' }).count()).toBe(6);
  });

  it('starts the sites, and a link opens the site', async () => {
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    const link = page.getByRole('link', { name: 'velowerk.127.0.0.1.nip.io' });
    await link.waitFor({ timeout: 60_000 });
    const [site] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
    await site.waitForLoadState();
    expect(await site.title()).toContain('Velowerk');
    await site.close();
  });

  it('changes the mode and switches the database, seen by a second tab as well', async () => {
    const other = await browser.newPage();
    await other.goto(address);
    await page.getByRole('radio', { name: 'Multi-process' }).click();
    await other
      .getByRole('listitem')
      .filter({ hasText: 'Serve in multi-process mode' })
      .getByText('done')
      .waitFor({ timeout: 60_000 });
    await other.getByRole('radio', { name: 'Multi-process' }).and(other.locator(':checked')).waitFor();
    await page.getByRole('button', { name: 'Switch to it' }).click();
    await other
      .getByRole('row')
      .filter({ hasText: 'stage-2026-11-18' })
      .getByText('✓ active')
      .waitFor({ timeout: 60_000 });
    await other.close();
  });

  it('asks for the token in a tab that has none, and shows nothing', async () => {
    const context = await browser.newContext();
    const stranger = await context.newPage();
    await stranger.goto(address.slice(0, address.indexOf('#')));
    await stranger.getByText('This tab has no token.').waitFor();
    expect(await stranger.getByRole('row').count()).toBe(0);
    await context.close();
  });

  it('said no error in the console, and kept its content security policy', () => {
    expect(violations).toEqual([]);
  });
});
