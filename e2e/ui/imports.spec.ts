import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { AddedProject, Database } from '../../app/contract';
import { plainDump, siteTable, stuckTable } from '../support/made-dump';
import { makeTinyProject } from '../support/tiny-project';
import { dropFile } from './drop-file';
import { type Face, testsOf } from './face';
import { go } from './go';
import { harbourDump } from './harbour-dump';
import { obstaclesOf } from './obstacles';

const test = testsOf('imports');

test.describe.configure({ mode: 'serial', timeout: 300_000 });

const look = async (opened: Face, state: string): Promise<void> => {
  expect.soft(await obstaclesOf(opened), state).toEqual([]);
};

const drop = (opened: Face, name: string, statements: readonly string[]): Promise<void> =>
  dropFile(opened.page, name, Buffer.from(plainDump(statements)));

const importButton = ({ page }: Face) =>
  page.getByRole('region', { name: /^Dump / }).getByRole('button', { name: /^Import/ });

const databasesOf = async ({ sandbox }: Face): Promise<Database[]> =>
  (await sandbox.json('databases')) as Database[];

test.describe('imports, in the window', () => {
  let folder = '';
  let projectId = '';

  test('have something to say while there is nothing', async ({ opened }) => {
    const { page, sandbox } = opened;
    await expect(page.getByRole('button', { name: 'Start the demo' })).toBeVisible({ timeout: 60_000 });
    await look(opened, 'the first run');
    folder = makeTinyProject(sandbox, 'shop');
    writeFileSync(
      join(folder, 'manysite.json'),
      JSON.stringify({
        name: 'shop',
        serve: { command: ['python', 'tiny-server.py', '{host}', '{port}'] },
        afterImport: [['python', '-c', 'raise SystemExit("the migration did not come to its end")']],
      }),
    );
    projectId = ((await sandbox.json('add', folder)) as AddedProject).id;
    await expect(page.getByRole('heading', { name: 'No database yet' })).toBeVisible();
    await look(opened, 'a project without a database');
    for (const [path, name] of [
      ['databases', 'no database'],
      ['rewrite', 'no plan'],
    ] as const) {
      await go(page, `/${projectId}/${path}`);
      await look(opened, name);
    }
  });

  test('say that the steps after one did not end well, and go on without them', async ({ opened }) => {
    const { page } = opened;
    await drop(opened, 'harbour.sql', harbourDump());
    const slug = page.getByRole('textbox', { name: 'Slug of More sails' });
    await slug.fill('sails');
    await look(opened, 'the X-ray of a dump with a conflict');
    await slug.fill('jibs');
    await importButton(opened).click();
    await expect(page.getByText('the migration did not come to its end').first()).toBeVisible({
      timeout: 60_000,
    });
    await look(opened, 'an import whose steps failed');
    await page.getByRole('button', { name: 'Keep it without them' }).click();
    await expect.poll(async () => (await databasesOf(opened)).map(({ state }) => state)).toEqual(['ready']);
  });

  test('are cancelled on their way, and leave nothing', async ({ opened }) => {
    const { page } = opened;
    await drop(opened, 'stuck.sql', stuckTable);
    await importButton(opened).click();
    await expect(page.getByRole('heading', { name: 'Importing stuck' })).toBeVisible();
    await expect(page.getByRole('progressbar', { name: 'Import of stuck' })).toBeVisible();
    await look(opened, 'an import under way');
    await page.getByRole('button', { name: 'Cancel import' }).click();
    await expect(page.getByRole('heading', { name: /cancelled/i })).toBeVisible({ timeout: 60_000 });
    await look(opened, 'a cancelled import');
    await expect.poll(async () => (await databasesOf(opened)).map(({ label }) => label)).toEqual(['harbour']);
  });

  test('that fail at a constraint tell the rows, and are begun again without it', async ({ opened }) => {
    const { page } = opened;
    await drop(opened, 'twice.sql', [
      ...siteTable.map((line) => line.replace('boats.example.org', 'www.harbour.example')),
    ]);
    await importButton(opened).click();
    await expect(page.getByRole('heading', { name: 'Import of twice failed' })).toBeVisible({
      timeout: 60_000,
    });
    await look(opened, 'a failed import');
    await page.getByRole('button', { name: 'Import again' }).click();
    await expect(page.getByRole('heading', { name: 'twice is imported' })).toBeVisible({ timeout: 60_000 });
    await look(opened, 'an import at its end');
    expect((await databasesOf(opened)).map(({ label }) => label).sort()).toEqual(['harbour', 'twice']);
  });

  test('said no error in the console', async ({ opened }) => {
    expect(opened.complaints).toEqual([]);
  });
});
