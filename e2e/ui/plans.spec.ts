import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Database, Site } from '../../app/contract';
import { writeDump } from '../support/made-dump';
import { askServer } from '../support/superuser';
import { makeTinyProject } from '../support/tiny-project';
import { type Face, testsOf } from './face';
import { go } from './go';
import { harbourAliases, harbourDump, harbourSites } from './harbour-dump';
import { obstaclesOf } from './obstacles';

const test = testsOf('plans');

test.describe.configure({ mode: 'serial', timeout: 300_000 });

const look = async (opened: Face, state: string): Promise<void> => {
  expect.soft(await obstaclesOf(opened), state).toEqual([]);
};

const sitesOf = async ({ sandbox }: Face): Promise<Site[]> => (await sandbox.json('sites')) as Site[];

test.describe('plans, in the window', () => {
  test.beforeAll(async ({ opened: { sandbox, page } }) => {
    const folder = makeTinyProject(sandbox, 'shop');
    writeFileSync(
      join(folder, 'manysite.json'),
      JSON.stringify({
        name: 'shop',
        serve: { command: ['python', 'tiny-server.py', '{host}', '{port}'] },
        sites: { pier: { id: 9, realDomain: 'pier.example', name: 'Pier' } },
      }),
    );
    await sandbox.json('add', folder);
    const dump = [
      ...harbourDump(harbourSites, [{ id: 5, domain: 'dock.example', name: 'Dock' }]),
      ...harbourAliases,
    ];
    await sandbox.json('import', writeDump(sandbox, 'shop.sql', dump));
    await expect(page.getByRole('list', { name: 'Sites' }).getByRole('listitem')).toHaveCount(5);
  });

  test('with a conflict cannot be applied until it has a way out', async ({ opened }) => {
    const { page } = opened;
    await go(page, '/-/rewrite');
    await expect(page.getByRole('heading', { name: 'More sails cannot be rewritten' })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Apply/ })).toBeDisabled();
    await look(opened, 'a rewrite with a conflict');
    await page.getByRole('button', { name: /^Use .* for site 4$/ }).click();
    await page.getByRole('button', { name: /^Apply \d+ change/ }).click();
    await expect(page.getByText('Every domain is as the format says')).toBeVisible({ timeout: 60_000 });
    await look(opened, 'a rewrite with nothing to do');
  });

  for (const { name, isDone } of [
    { name: 'Populate', isDone: (sites: readonly Site[]) => sites.some(({ id }) => id === 9) },
    { name: 'Adopt', isDone: (sites: readonly Site[]) => sites.every(({ isManaged }) => isManaged) },
    {
      name: 'Repair',
      isDone: (sites: readonly Site[]) =>
        sites.every(({ aliases }) => aliases.every(({ domain }) => domain === domain.toLowerCase())),
    },
  ])
    test(`of ${name} are shown where they would change something, and applied`, async ({ opened }) => {
      const { page } = opened;
      expect(isDone(await sitesOf(opened))).toBe(false);
      await page
        .getByRole('radiogroup', { name: 'Plan' })
        .getByText(new RegExp(`^${name} \\d+$`))
        .click();
      await expect(page.getByRole('table', { name: 'Rows that will change' })).toBeVisible();
      await page.getByRole('button', { name: /^Apply \d+ change/ }).click();
      await expect.poll(async () => isDone(await sitesOf(opened)), { timeout: 60_000 }).toBe(true);
    });

  test('that are stale are shown as they are now, and only then saved', async ({ opened }) => {
    const { page, sandbox } = opened;
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.getByRole('button', { name: 'Boats', exact: true }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ships');
    const save = page.getByRole('button', { name: 'Save' });
    await expect(save).toBeEnabled();
    const [database] = (await sandbox.json('databases')) as Database[];
    await askServer(sandbox, "update django_site set name = 'Yachts' where id = 2", database?.name);
    await save.click();
    await expect(
      page.getByText('The rows were changed meanwhile. This is what would be done now.'),
    ).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: 'Yachts' })).toBeVisible();
    await look(opened, 'a stale plan');
    await save.click();
    await expect
      .poll(async () => (await sitesOf(opened)).map(({ name }) => name), { timeout: 60_000 })
      .toContain('Ships');
    // Whoever quits before it is told of as saved is asked about it.
    await expect(save).toBeDisabled();
  });

  test('said no error in the console', async ({ opened }) => {
    expect(opened.complaints).toEqual([]);
  });
});
