import { expect } from '@playwright/test';
import type { Job, Site, Status } from '../../app/contract';
import { hostPid } from '../support/host-pid';
import type { Sandbox } from '../support/sandbox';
import { factOf, visit, visitContinuously } from '../support/visitor';
import { conflictDump } from './conflict-dump';
import { dropFile } from './drop-file';
import { testsOf } from './face';
import { addressOfPreview, heightOfPreview, textOfPreview } from './preview';

const test = testsOf('the main job');

test.describe.configure({ mode: 'serial' });

const runningJobs = async (sandbox: Sandbox): Promise<string[]> =>
  ((await sandbox.json('jobs')) as Job[]).filter(({ endedAt }) => endedAt === null).map(({ title }) => title);

const statusOf = async (sandbox: Sandbox): Promise<Status> => (await sandbox.json('status')) as Status;

const enabledSites = async (sandbox: Sandbox): Promise<Site[]> =>
  ((await sandbox.json('sites')) as Site[]).filter(({ isEnabled }) => isEnabled);

/** Takes the site's articles out of the active database, as a careless script does. */
const breakSites = async (sandbox: Sandbox): Promise<void> => {
  const { exitCode } = await sandbox.run(
    'exec',
    '--',
    'python',
    'manage.py',
    'shell',
    '-c',
    'from django.apps import apps; apps.get_model("pages", "Article").objects.all().delete()',
  );
  expect(exitCode).toBe(0);
};

test.describe('the main job, in the window', () => {
  test('begins with the first run, which offers the demo and starts its sites', async ({
    opened: { page, sandbox },
  }) => {
    await page.getByRole('button', { name: /demo/i }).click();
    await expect(page.getByRole('list', { name: 'Sites' }).getByRole('listitem')).toHaveCount(6, {
      timeout: 120_000,
    });
    await expect.poll(() => runningJobs(sandbox), { timeout: 120_000 }).toEqual([]);
  });

  test('shows the sites: a contact sheet of five different pages', async ({ opened }) => {
    const { page, sandbox } = opened;
    const cards = page.getByRole('list', { name: 'Sites' }).getByRole('listitem');
    await expect(cards.filter({ hasText: 'Disabled' })).toHaveCount(1);
    await expect(page.getByRole('banner').getByRole('button', { name: 'Stop', exact: true })).toBeEnabled({
      timeout: 60_000,
    });
    const port = (await statusOf(sandbox)).router.port ?? 0;
    const pages = await Promise.all(
      (await enabledSites(sandbox)).map(({ domain }) => visit({ port, host: domain })),
    );
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(pages.map((of) => factOf(of, 'site-id'))).size).toBe(5);
    if (opened.name === 'desktop') {
      const pictures = cards.locator('img');
      await expect(pictures).toHaveCount(5, { timeout: 60_000 });
      const contents = await pictures.evaluateAll((images) =>
        Promise.all(
          images.map(async (image) => {
            const picture = image as HTMLImageElement;
            await picture.decode();
            const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 176 });
            canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
            return canvas.toDataURL();
          }),
        ),
      );
      expect(new Set(contents).size).toBe(5);
    }
  });

  test('looks into a dropped dump, mends its conflict and imports it', async ({
    opened: { page, sandbox },
  }) => {
    await dropFile(page, 'test-2026-11-20.sql.gz', conflictDump());
    const dump = page.getByRole('region', { name: 'Dump test-2026-11-20.sql.gz' });
    await expect(dump.getByText('rowing.tideport.example')).toBeVisible();
    await dump.getByRole('textbox', { name: 'Slug of Tideport Rowing Club' }).fill('rowing');
    await dump.getByRole('checkbox', { name: 'Switch to it when done' }).uncheck();
    await dump.getByRole('button', { name: /^Import/ }).click();
    await expect(page.getByRole('heading', { name: 'test-2026-11-20 is imported' })).toBeVisible({
      timeout: 60_000,
    });
    const sites = (await sandbox.json('sites', '--database', 'test-2026-11-20')) as Site[];
    expect(sites.find(({ id }) => id === 11)?.domain).toBe('rowing.127.0.0.1.nip.io');
  });

  test('switches and goes back while a client keeps asking: no request fails', async ({
    opened: { page, sandbox },
  }) => {
    const { router } = await statusOf(sandbox);
    const visitor = visitContinuously(router.port ?? 0, [
      'portal.127.0.0.1.nip.io',
      'museum.127.0.0.1.nip.io',
    ]);
    await page.getByRole('button', { name: /^Database live-2026-10-30/ }).click();
    await page.getByRole('option', { name: /stage-2026-11-18/ }).click();
    await expect(page.getByRole('button', { name: /^Database stage-2026-11-18/ })).toBeVisible();
    await expect.poll(() => runningJobs(sandbox), { timeout: 60_000 }).toEqual([]);
    await page.keyboard.press('Control+b');
    await expect(page.getByRole('button', { name: /^Database live-2026-10-30/ })).toBeVisible();
    await expect.poll(() => runningJobs(sandbox)).toEqual([]);
    const visits = await visitor.stop();
    expect(visits.failures).toEqual([]);
    expect(visits.databases).toEqual(['tideline_live_2026_10_30', 'tideline_stage_2026_11_18']);
  });

  test('edits a slug: the preview follows; and undoes it', async ({ opened: { page, sandbox } }) => {
    await page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('button', { name: /^Sites/ })
      .click();
    await page.getByRole('list', { name: 'Sites' }).getByText('Velowerk', { exact: true }).click();
    await expect.poll(() => textOfPreview(page)).toContain('Bicycles');
    expect(await heightOfPreview(page)).toBeGreaterThan(400);
    await page.getByRole('textbox', { name: 'Slug' }).fill('velo');
    await page.getByRole('button', { name: /^Save/ }).click();
    await expect.poll(() => addressOfPreview(page), { timeout: 60_000 }).toMatch(/^http:\/\/velo\.127/);
    await expect.poll(() => textOfPreview(page)).toContain('Bicycles');
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: 'Undo this change' }).click();
    await expect
      .poll(async () => (await enabledSites(sandbox)).map(({ slug }) => slug))
      .toContain('velowerk');
    await expect.poll(() => addressOfPreview(page), { timeout: 60_000 }).toMatch(/^http:\/\/velowerk\.127/);
  });

  test('gives each site a process of its own', async ({ opened: { page, sandbox } }) => {
    await expect.poll(() => runningJobs(sandbox)).toEqual([]);
    await page.getByRole('radio', { name: /^Multi-process/ }).click();
    await expect(page.getByRole('radio', { name: /^Multi-process.*active$/ })).toBeChecked();
    await expect.poll(async () => (await statusOf(sandbox)).servers.length).toBe(5);
    await expect.poll(() => runningJobs(sandbox), { timeout: 60_000 }).toEqual([]);
  });

  test('takes a snapshot, sees what was broken after it, and resets to it', async ({
    opened: { page, sandbox },
  }) => {
    await page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('button', { name: /^Databases/ })
      .click();
    const live = page.getByRole('listitem', { name: 'live-2026-10-30' });
    await live.getByRole('button', { name: /^Snapshot/ }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('before breaking');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /snapshot/i })
      .click();
    await expect(live.getByText('before breaking')).toBeVisible();
    await expect.poll(() => runningJobs(sandbox), { timeout: 60_000 }).toEqual([]);
    const { router } = await statusOf(sandbox);
    const home = async (): Promise<string> =>
      (await visit({ port: router.port ?? 0, host: 'velowerk.127.0.0.1.nip.io' })).body;
    expect(await home()).toContain('Harbour Seven');
    await breakSites(sandbox);
    expect(await home()).not.toContain('Harbour Seven');
    await live.getByText('before breaking').hover();
    await live
      .getByRole('button', { name: /Reset to here/ })
      .last()
      .click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Reset/ })
      .click();
    await expect.poll(() => runningJobs(sandbox), { timeout: 60_000 }).toEqual([]);
    expect(await home()).toContain('Harbour Seven');
  });

  test('sees a killed server come back', async ({ opened: { page, sandbox } }) => {
    await page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('button', { name: /^Sites/ })
      .click();
    const serverOf = async () => (await statusOf(sandbox)).servers.find(({ name }) => name === 'museum');
    const before = await serverOf();
    process.kill(before?.pid ?? 0, 'SIGKILL');
    await expect.poll(async () => (await serverOf())?.restarts).toBe((before?.restarts ?? 0) + 1);
    const card = page
      .getByRole('list', { name: 'Sites' })
      .getByRole('listitem')
      .filter({ hasText: 'Harbour Museum' });
    await expect(card).toContainText('museum.127.0.0.1.nip.io');
    await expect.poll(async () => (await serverOf())?.state, { timeout: 60_000 }).toBe('ready');
    await expect(card).not.toContainText(/Starting|Failed/);
  });

  test('says that the host was killed, and what came back', async ({ opened }) => {
    const { page, sandbox } = opened;
    process.kill(hostPid(sandbox), 'SIGKILL');
    await expect(page.getByText(/Host not answering/)).toBeVisible();
    // The desktop app starts it again; for a browser somebody has to.
    if (opened.name === 'browser') await sandbox.json('status');
    await expect(page.getByText(/Host not answering/)).toBeHidden({ timeout: 60_000 });
    await expect(page.getByText(/The host was killed/)).toBeVisible();
    await expect
      .poll(async () => (await statusOf(sandbox)).servers.filter(({ state }) => state === 'ready').length, {
        timeout: 60_000,
      })
      .toBe(5);
  });

  test('said no error in the console but for the host that was gone', async ({ opened: { complaints } }) => {
    expect(complaints.filter((text) => !/WebSocket connection to .* failed/.test(text))).toEqual([]);
  });

  test('leaves nothing running when it is quit', async ({ opened }) => {
    await opened.close();
    if (opened.name === 'browser') await opened.sandbox.json('quit');
    await expect.poll(() => opened.sandbox.processes(), { timeout: 30_000 }).toEqual([]);
  });
});
