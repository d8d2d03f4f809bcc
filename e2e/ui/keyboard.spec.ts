import { expect } from '@playwright/test';
import type { Job, Site, Status } from '../../app/contract';
import { stageDump } from '../support/made-project';
import type { Sandbox } from '../support/sandbox';
import { visit } from '../support/visitor';
import { testsOf } from './face';
import { expectFocusOnScreen, tabTo, watchPointer } from './keys';
import { addressOfPreview } from './preview';

const test = testsOf('the keyboard alone');

test.describe.configure({ mode: 'serial' });

const jobsAreDone = (sandbox: Sandbox): Promise<void> =>
  expect
    .poll(async () => ((await sandbox.json('jobs')) as Job[]).filter(({ endedAt }) => endedAt === null), {
      timeout: 120_000,
    })
    .toEqual([]);

const statusOf = async (sandbox: Sandbox): Promise<Status> => (await sandbox.json('status')) as Status;

test.describe('the main job, by the keyboard alone', () => {
  let pointed: () => Promise<number>;

  test('begins with the demo, which is reached by Tab', async ({ opened: { page, sandbox } }) => {
    pointed = await watchPointer(page);
    const demo = page.getByRole('button', { name: 'Start the demo' });
    await expect(demo).toBeVisible({ timeout: 60_000 });
    await tabTo(page, demo);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('list', { name: 'Sites' }).getByRole('listitem')).toHaveCount(6, {
      timeout: 120_000,
    });
    await expectFocusOnScreen(page);
    await jobsAreDone(sandbox);
    const bar = page.getByRole('banner');
    const stop = bar.getByRole('button', { name: 'Stop', exact: true });
    await expect(stop).toBeEnabled({ timeout: 60_000 });
    await tabTo(page, stop);
    await page.keyboard.press('Enter');
    // It was off while it stopped them, and has the keys all the same.
    const start = bar.getByRole('button', { name: 'Start', exact: true });
    await expect(start).toBeEnabled({ timeout: 60_000 });
    await expect(start).toBeFocused();
    await page.keyboard.press('Control+.');
    await expect(stop).toBeEnabled({ timeout: 60_000 });
    await expect(stop).toBeFocused();
  });

  test('looks into a dump and imports it', async ({ opened }) => {
    const { page, sandbox } = opened;
    await opened.chooseDump(() => page.keyboard.press('Control+i'), stageDump);
    const dump = page.getByRole('region', { name: 'Dump stage-2026-11-18.sql.gz' });
    await expect(dump.getByText('rowing.tideport.example')).toBeVisible();
    await expectFocusOnScreen(page);
    await tabTo(page, dump.getByRole('textbox', { name: 'Name of the database' }));
    await page.keyboard.press('Control+a');
    await page.keyboard.type('by-keys');
    await tabTo(page, dump.getByRole('checkbox', { name: 'Switch to it when done' }));
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('heading', { name: 'by-keys is imported' })).toBeVisible({ timeout: 60_000 });
    await expectFocusOnScreen(page);
    await jobsAreDone(sandbox);
  });

  test('switches to it and goes back', async ({ opened: { page, sandbox } }) => {
    await page.keyboard.press('Control+d');
    await expect(page.getByRole('combobox', { name: 'Switch to a database or snapshot' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expectFocusOnScreen(page);
    await page.keyboard.press('Control+d');
    await expect(page.getByRole('combobox', { name: 'Switch to a database or snapshot' })).toBeFocused();
    await page.keyboard.type('by-keys');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: /^Database by-keys/ })).toBeVisible({ timeout: 60_000 });
    await expectFocusOnScreen(page);
    await jobsAreDone(sandbox);
    await page.keyboard.press('Control+b');
    await expect(page.getByRole('button', { name: /^Database live-2026-10-30/ })).toBeVisible();
    await jobsAreDone(sandbox);
  });

  test('opens a site from the sheet and comes back to it', async ({ opened }) => {
    const { page, sandbox } = opened;
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    const first = page.getByRole('button', { name: 'The Tideport Gazette', exact: true });
    await expect(first).toBeFocused();
    await page.keyboard.press('j');
    await expect(first).not.toBeFocused();
    await expectFocusOnScreen(page);
    await page.keyboard.press('k');
    await expect(first).toBeFocused();
    await page.keyboard.press('ArrowRight');
    const second = page.getByRole('button', { name: 'Velowerk', exact: true });
    await expect(second).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Velowerk' })).toBeVisible();
    await expectFocusOnScreen(page);
    await page.keyboard.press('j');
    await expect(page.getByRole('heading', { name: 'Harbour Museum' })).toBeVisible();
    await page.keyboard.press('k');
    await page.keyboard.press('w');
    await expect(page.getByRole('tab', { name: 'Why this site', selected: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(second).toBeFocused();
    await page.keyboard.press('o');
    await expect.poll(() => opened.openedElsewhere()).toContainEqual(expect.stringContaining('velowerk.127'));
    const [before] = (await statusOf(sandbox)).servers;
    await page.keyboard.press('r');
    await expect.poll(async () => (await statusOf(sandbox)).servers[0]?.pid).not.toBe(before?.pid);
    await jobsAreDone(sandbox);
  });

  test('edits its slug, saves it, and takes it back', async ({ opened: { page, sandbox } }) => {
    await page.keyboard.press('e');
    const slug = page.getByRole('textbox', { name: 'Slug' });
    await expect(slug).toBeFocused();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('velo');
    await expect(page.getByRole('button', { name: 'Save' })).toBeEnabled();
    await page.keyboard.press('Control+s');
    await expect.poll(() => addressOfPreview(page), { timeout: 60_000 }).toMatch(/^http:\/\/velo\.127/);
    await expect(slug).toBeFocused();
    await page.keyboard.press('Escape');
    await expectFocusOnScreen(page);
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('button', { name: 'Undo this change' })).toBeFocused();
    await page.keyboard.press('Enter');
    const slugs = async () => ((await sandbox.json('sites')) as Site[]).map((site) => site.slug);
    await expect.poll(slugs, { timeout: 60_000 }).toContain('velowerk');
    await jobsAreDone(sandbox);
  });

  test('takes a snapshot and resets to it', async ({ opened: { page, sandbox } }) => {
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await expectFocusOnScreen(page);
    const live = page.getByRole('listitem', { name: 'live-2026-10-30' });
    const more = live.getByRole('button', { name: 'More for live-2026-10-30' });
    await tabTo(page, more);
    await page.keyboard.press('Control+Shift+S');
    await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(more).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Export…' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(more).toBeFocused();
    await page.keyboard.press('Control+Shift+S');
    await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toBeFocused();
    await page.keyboard.type('by keys');
    await page.keyboard.press('Enter');
    await expect(live.getByText('by keys')).toBeVisible();
    await jobsAreDone(sandbox);
    await page.keyboard.press('Control+d');
    await expect(page.getByRole('combobox', { name: 'Switch to a database or snapshot' })).toBeFocused();
    await page.keyboard.type('live');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Reset live-2026-10-30' });
    await expect(confirm).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByRole('button', { name: /^Database live-2026-10-30/ })).toBeFocused();
    await jobsAreDone(sandbox);
  });

  test('looks at the logs, the doctor and the settings', async ({ opened: { page, sandbox } }) => {
    const { router } = await statusOf(sandbox);
    await visit({ port: router.port ?? 0, host: 'museum.127.0.0.1.nip.io' });
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await expectFocusOnScreen(page);
    const following = page.getByRole('switch', { name: 'Follow' });
    await expect(following).toBeChecked();
    await expect(page.getByRole('log')).toContainText('GET');
    await page.keyboard.press('f');
    await expect(following).not.toBeChecked();
    await page.keyboard.press('f');
    await expect(following).toBeChecked();
    await page.keyboard.press('/');
    await expect(page.getByRole('textbox', { name: 'Search the log' })).toBeFocused();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible();
    await expectFocusOnScreen(page);
    await page.keyboard.press('Control+,');
    await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible();
    await expectFocusOnScreen(page);
  });

  test('switches single letters off and on again', async ({ opened: { page } }) => {
    const letters = page.getByRole('switch', { name: /single letters/i });
    await tabTo(page, letters);
    await page.keyboard.press('Space');
    await expect(letters).not.toBeChecked();
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(letters).toBeFocused();
    await page.keyboard.press('Space');
    await expect(letters).toBeChecked();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Shortcuts' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(letters).toBeFocused();
  });

  test('finds everything in the palette', async ({ opened: { page } }) => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Find or do' })).toBeFocused();
    await page.keyboard.type('@velow');
    await page.keyboard.press('Tab');
    await expect(
      page.getByRole('group', { name: 'With Velowerk' }).locator('[aria-selected="true"]'),
    ).toHaveCount(1);
    await page.keyboard.press('Control+k');
    // While it fades out the keys are the page's again.
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible();
    await expectFocusOnScreen(page);
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Find or do' })).toBeFocused();
    await page.keyboard.type('>databases');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('list', { name: 'Databases' })).toBeVisible();
    await expectFocusOnScreen(page);
  });

  test('gives each site a process of its own', async ({ opened: { page, sandbox } }) => {
    await page.keyboard.press('Control+Shift+M');
    await expect(page.getByRole('radio', { name: /^Multi-process.*active$/ })).toBeChecked({
      timeout: 60_000,
    });
    await expect.poll(async () => (await statusOf(sandbox)).servers.length, { timeout: 60_000 }).toBe(5);
    await expectFocusOnScreen(page);
  });

  test('was done without a pointer, and the console said no error', async ({ opened: { complaints } }) => {
    expect(await pointed()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
