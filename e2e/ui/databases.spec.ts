import { expect } from '@playwright/test';
import type { Database, Site, Status } from '../../app/contract';
import { askServer } from '../support/superuser';
import { testsOf } from './face';

const test = testsOf('databases and rewrites');

test.describe.configure({ mode: 'serial' });

test.describe('databases and rewrites, in the window', () => {
  test.beforeAll(async ({ opened }) => {
    await opened.sandbox.json('demo');
    await opened.sandbox.json('start');
    await expect(opened.page.getByRole('button', { name: /^Database live-2026-10-30/ })).toBeVisible();
  });

  test('the switcher filters, switches by Enter, and tells what it took and that no request failed', async ({
    opened: { page, sandbox },
  }) => {
    await page.keyboard.press('Control+d');
    const field = page.getByRole('combobox', { name: 'Switch to a database or snapshot' });
    await expect(field).toBeFocused();
    await expect(page.getByRole('option')).toHaveCount(2);
    await field.fill('stage');
    await expect(page.getByRole('option')).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^[\d.]+ s, no request failed\. \S+ goes back\.$/)).toBeVisible({
      timeout: 90_000,
    });
    await expect(page.getByRole('button', { name: /^Database stage-2026-11-18/ })).toBeVisible();
    expect(((await sandbox.json('status')) as Status).database).toBe('tideline_stage_2026_11_18');
  });

  test('one key goes back, to servers that are still warm', async ({ opened: { page } }) => {
    await page.keyboard.press('Control+b');
    await expect(page.getByRole('button', { name: /^Database live-2026-10-30/ })).toBeVisible();
    await page.keyboard.press('Control+d');
    await expect(page.getByText('stage-2026-11-18 is warm')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('combobox')).toHaveCount(0);
  });

  test('a snapshot is taken by its key, and a reset to it names what is lost', async ({
    opened: { page, sandbox },
  }) => {
    await page.keyboard.press('Control+Shift+S');
    await page.getByRole('dialog').getByLabel('Name').fill('before the break');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Databases', exact: false }).first().click();
    const live = page.getByRole('listitem', { name: 'live-2026-10-30' });
    await expect(live.getByText('before the break')).toBeVisible();
    await askServer(sandbox, "update django_site set name = 'Broken'", 'tideline_live_2026_10_30');
    await live.getByText('Reset to here').last().click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText('Lost')).toBeVisible();
    await dialog.getByRole('button', { name: 'Reset live-2026-10-30' }).click();
    const names = async () => ((await sandbox.json('sites')) as Site[]).map(({ name }) => name);
    await expect.poll(names, { timeout: 90_000 }).not.toContain('Broken');
  });

  test('a deletion names the size and what stays', async ({ opened: { page, sandbox } }) => {
    await page
      .getByRole('listitem', { name: 'live-2026-10-30' })
      .getByRole('button', { name: /^Delete the snapshot/ })
      .click();
    const dialog = page.getByRole('dialog');
    await expect(
      dialog.getByText(/^Frees [\d.]+ MB\. live-2026-10-30 itself stays as it is\.$/),
    ).toBeVisible();
    await dialog.getByRole('button', { name: 'Delete snapshot' }).click();
    const snapshots = async () =>
      ((await sandbox.json('databases')) as Database[]).flatMap(({ snapshots: taken }) => taken);
    await expect.poll(snapshots, { timeout: 60_000 }).toEqual([]);
    await page.getByRole('button', { name: 'More for live-2026-10-30' }).click();
    await expect(page.getByRole('menuitem', { name: 'Delete…' })).toBeDisabled();
    await page.keyboard.press('Escape');
  });

  test('a rewrite to another format is shown by row, restricted, applied, and undone after it was shown', async ({
    opened: { page, sandbox },
  }) => {
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await expect(page.getByText('Every domain is as the format says')).toBeVisible();
    await page.getByLabel('Domain format').fill('{}.localhost');
    const table = page.getByRole('table', { name: 'Rows that will change' });
    await expect(
      table.getByRole('row', { name: /portal\.127\.0\.0\.1\.nip\.io to portal\.localhost/ }).first(),
    ).toBeVisible();
    await page.getByRole('checkbox', { name: 'Rewrite Velowerk' }).click();
    await expect(table.getByText('stays as it is')).toBeVisible();
    await page.getByRole('button', { name: /^Apply \d+ changes$/ }).click();
    const domains = async () => ((await sandbox.json('sites')) as Site[]).map(({ domain }) => domain);
    await expect.poll(domains, { timeout: 60_000 }).toContain('portal.localhost');
    expect(await domains()).toContain('velowerk.127.0.0.1.nip.io');
    await page.getByLabel('Domain format').blur();
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: /^Undo \d+ changes$/ }).click();
    await expect.poll(domains, { timeout: 60_000 }).not.toContain('portal.localhost');
  });

  test('the console said no error', async ({ opened }) => {
    expect(opened.complaints).toEqual([]);
  });
});
