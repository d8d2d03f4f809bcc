import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './support/browser';
import { liveDump, makeProject } from './support/made-project';
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
      'Manysite has no desktop app yet, so its interface is served in the browser.',
    );
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

  it('keeps each domain on one line in a narrow window, and names a dump by its file', async () => {
    await page.setViewportSize({ width: 1024, height: 800 });
    const domains = page.getByRole('cell').filter({ hasText: /nip\.io$/ });
    const heights = await domains.evaluateAll((cells) =>
      cells.map((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return range.getBoundingClientRect().height;
      }),
    );
    expect(heights).toHaveLength(6);
    expect(Math.max(...heights)).toBeLessThan(30);
    const file = page.getByRole('cell', { name: 'live-2026-10-30.dump', exact: true });
    expect(await file.getAttribute('title')).toBe(liveDump);
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

/** Serves as it should, but for site 2. */
const failsForOneSite = [
  'python',
  '-c',
  [
    'import os, sys',
    "sys.exit('No module named caldav') if os.environ.get('SITE_ID') == '2' else None",
    "os.execv(sys.executable, [sys.executable, 'manage.py', 'runserver', '--noreload', sys.argv[1]])",
  ].join('\n'),
  '{host}:{port}',
];

describe('the browser page of a project with a server that fails', () => {
  let sandbox: Sandbox;
  let serving: ChildProcess;
  let browser: Browser;

  beforeAll(async () => {
    sandbox = openSandbox();
    const folder = makeProject(sandbox, 'shop', { command: failsForOneSite });
    await sandbox.json('add', folder);
    await sandbox.json('import', liveDump);
    await sandbox.json('mode', 'multi-process');
    await sandbox.json('start');
    serving = spawn(process.execPath, [join(checkout, 'bin/manysite'), 'serve', '--json'], {
      env: sandbox.environment,
      cwd: sandbox.dataFolder,
    });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    serving.kill('SIGINT');
    await sandbox.dispose();
  });

  it('says why, with its last lines, offers to restart it, and leaves the other sites as they are', async () => {
    const page = await browser.newPage();
    await page.goto(await addressOf(serving));
    const trouble = page.getByRole('alert').filter({ hasText: 'The server velowerk' });
    await trouble.waitFor({ timeout: 60_000 });
    expect(await trouble.textContent()).toContain('No module named caldav');
    const rows = page.getByRole('row').filter({ hasText: 'nip.io' });
    expect(await rows.filter({ hasText: 'Velowerk' }).textContent()).toContain('Failed');
    expect(await rows.filter({ hasText: 'Ready' }).count()).toBe(4);
    await trouble.getByRole('button', { name: 'Restart velowerk' }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: /restart/i })
      .getByText('failed')
      .waitFor({ timeout: 60_000 });
  });
});
