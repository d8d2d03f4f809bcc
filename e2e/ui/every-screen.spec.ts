import { expect } from '@playwright/test';
import type { AddedProject } from '../../app/contract';
import { siteTable, writeDump } from '../support/made-dump';
import { makeTinyProject } from '../support/tiny-project';
import { type Face, testsOf } from './face';
import { go } from './go';
import { harbourAliases, harbourDump, harbourSites } from './harbour-dump';
import { obstaclesOf } from './obstacles';
import { seriousViolations } from './serious-violations';

const test = testsOf('every screen');

test.describe.configure({ mode: 'serial', timeout: 300_000 });

/** Tells of what is in anybody's way in a state, and goes on. */
const look = async (opened: Face, state: string): Promise<void> => {
  expect.soft(await obstaclesOf(opened), state).toEqual([]);
};

test.describe('every screen, in each of its states, for everybody', () => {
  let projectId = '';

  test.beforeAll(async ({ opened: { sandbox } }) => {
    const folder = makeTinyProject(sandbox, 'shop', { 'site 2': 'die', 'site 3': 'chatty' });
    projectId = ((await sandbox.json('add', folder)) as AddedProject).id;
    const dump = [
      ...harbourDump(harbourSites, [{ id: 5, domain: 'dock.example', name: 'Dock' }]),
      ...harbourAliases,
    ];
    await sandbox.json('import', writeDump(sandbox, 'shop.sql', dump));
    await sandbox.json('import', writeDump(sandbox, 'other.sql', siteTable));
    await sandbox.json('mode', 'multi-process');
    await sandbox.json('start');
    await sandbox.json('snapshot', 'before the summer');
  });

  test('the sites as sheet and as table', async ({ opened }) => {
    const { page } = opened;
    await expect(page.getByRole('list', { name: 'Sites' }).getByText('told to die').first()).toBeVisible();
    await look(opened, 'a failed site, a conflict and a stranger');
    await page.keyboard.press('/');
    await page.keyboard.type('nowhere');
    await expect(page.getByRole('heading', { name: 'Nothing for “nowhere”' })).toBeVisible();
    await look(opened, 'a search that finds nothing');
    await page.getByRole('button', { name: 'Show all sites' }).click();
    await page.keyboard.press('v');
    await page.getByRole('row', { name: 'Harbour', exact: true }).getByRole('checkbox').check();
    await expect(page.getByRole('toolbar', { name: 'Selected sites' })).toBeVisible();
    await look(opened, 'the table, a site selected');
    await page.keyboard.press('Escape');
    await page.keyboard.press('v');
  });

  test('what opens above every screen', async ({ opened }) => {
    const { page } = opened;
    await page.keyboard.press('Control+d');
    await expect(page.getByRole('option')).toHaveCount(2);
    await look(opened, 'the switcher');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('option').first()).toBeVisible();
    await look(opened, 'the palette');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('combobox')).toHaveCount(0);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Shortcuts' })).toBeVisible();
    await look(opened, 'the shortcuts');
    await page.keyboard.press('Escape');
  });

  test('a site', async ({ opened }) => {
    const { page } = opened;
    await go(page, `/${projectId}/site/2/fields`);
    await expect(page.getByRole('heading', { name: 'Boats', exact: true })).toBeVisible();
    await look(opened, 'a failed site');
    await go(page, `/${projectId}/site/1/fields`);
    await page.getByRole('textbox', { name: 'Slug' }).fill('boats');
    await expect(page.getByRole('button', { name: /^Use slug/ })).toBeVisible();
    await look(opened, 'a slug that another site has');
    // Out of the field, then out of the site.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Stay' })).toBeVisible();
    await look(opened, 'changes that are not saved');
    await page.getByRole('button', { name: 'Stay' }).click();
    await page.getByRole('button', { name: 'Discard', exact: true }).click();
    for (const tab of ['Aliases', 'Why this site', 'Log']) {
      await page.getByRole('tab', { name: tab }).click();
      await look(opened, `a site, ${tab}`);
    }
  });

  test('the databases and what is asked about them', async ({ opened }) => {
    const { page } = opened;
    await go(page, '/-/databases');
    const shop = page.getByRole('listitem', { name: 'shop' });
    await expect(shop.getByText('before the summer')).toBeVisible();
    await look(opened, 'the databases');
    const dialog = page.getByRole('dialog');
    const ask = async (name: string): Promise<void> => {
      await expect(dialog).toBeVisible();
      await look(opened, name);
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
    };
    await page.keyboard.press('Control+Shift+S');
    await ask('the question for a snapshot');
    await shop.getByRole('button', { name: 'Reset…' }).click();
    await ask('the question for a reset');
    await shop.getByRole('button', { name: 'Delete the snapshot before the summer' }).click();
    await ask('the question for the deletion of a snapshot');
    const more = page.getByRole('button', { name: 'More for other' });
    await more.click();
    await look(opened, 'the menu of a database');
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await ask('the question for a deletion');
    await expect(more).toBeFocused();
    if (opened.name === 'desktop') return;
    await more.click();
    await page.getByRole('menuitem', { name: 'Export…' }).click();
    await ask('the question for an export');
  });

  test('the logs', async ({ opened }) => {
    const { page } = opened;
    await go(page, '/-/logs');
    await expect(page.getByRole('log')).toContainText('ready on port');
    await look(opened, 'the logs of all servers');
  });

  test('the doctor, the settings and the choice of a dump', async ({ opened }) => {
    const { page } = opened;
    await go(page, '/-/doctor');
    await expect(page.getByRole('button', { name: 'Check again' })).toBeEnabled({ timeout: 60_000 });
    await look(opened, 'the doctor');
    await go(page, '/-/settings');
    await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible();
    await look(opened, 'the settings');
    await page.getByRole('button', { name: 'Remove shop…' }).click();
    await expect(page.getByRole('dialog', { name: 'Remove shop' })).toBeVisible();
    await look(opened, 'the question before a project is removed');
    await page.keyboard.press('Escape');
    await go(page, `/${projectId}/recognised`);
    await expect(page.getByRole('table', { name: 'What was recognised' })).toBeVisible();
    await look(opened, 'what was recognised of a project');
    await go(page, '/-/import');
    await look(opened, 'the choice of a dump');
  });

  test('said no error in the console', async ({ opened }) => {
    expect(opened.complaints).toEqual([]);
  });

  test('a host that is gone', async ({ opened }) => {
    const { page, name, sandbox } = opened;
    await go(page, '/-/sites');
    await sandbox.json('quit');
    await expect(page.getByText('Manysite was stopped')).toBeVisible();
    // The desktop app shows a page of its own then, which has no scheme to choose.
    if (name === 'desktop') expect(await seriousViolations(page)).toEqual([]);
    else await look(opened, 'a host that is gone');
  });
});
