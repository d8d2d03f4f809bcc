import { expect } from '@playwright/test';
import type { Job } from '../../app/contract';
import type { Sandbox } from '../support/sandbox';
import { test } from './face';

const runningJobs = async (sandbox: Sandbox): Promise<string[]> =>
  ((await sandbox.json('jobs')) as Job[]).filter(({ endedAt }) => endedAt === null).map(({ title }) => title);

test.describe.configure({ mode: 'serial' });

test.describe('the main job, in the window', () => {
  test('begins with the first run, which offers the demo', async ({ opened }) => {
    await opened.page.getByRole('button', { name: /demo/i }).click();
    await expect(opened.page.getByRole('list', { name: 'Sites' }).getByRole('listitem')).toHaveCount(6, {
      timeout: 120_000,
    });
    await expect.poll(() => runningJobs(opened.sandbox), { timeout: 120_000 }).toEqual([]);
  });

  test('ends with a console that said no error', async ({ opened }) => {
    expect(opened.complaints).toEqual([]);
  });
});
