import { expect } from '@playwright/test';
import type { Page } from 'playwright';
import { type Face, testsOf } from './face';
import { go } from './go';
import { seriousViolations } from './serious-violations';

const test = testsOf('every screen');

/** Places by their fragments, each with what says that it is there. */
const places = [
  { name: 'the sites', path: '/-/sites' },
  { name: 'the databases', path: '/-/databases' },
  { name: 'the rewrite', path: '/-/rewrite' },
  { name: 'the logs', path: '/-/logs' },
  { name: 'the doctor', path: '/-/doctor' },
  { name: 'the choice of a dump', path: '/-/import' },
  { name: 'the settings', path: '/-/settings' },
] as const;

/** Whether the window itself can be scrolled sideways. */
const overflows = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const root = document.scrollingElement;
    const main = document.querySelector('main');
    return [root, main].some((element) => element !== null && element.scrollWidth > element.clientWidth + 1);
  });

const useScheme = async ({ page }: Face, scheme: 'light' | 'dark'): Promise<void> => {
  await page.emulateMedia({ colorScheme: scheme });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
};

test.describe('every screen', () => {
  test.beforeAll(async ({ opened }) => {
    await opened.sandbox.json('demo');
    await opened.sandbox.json('start');
    await expect(opened.page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
  });

  for (const scheme of ['light', 'dark'] as const)
    test(`has nothing in the way of anybody, in the ${scheme} scheme`, async ({ opened }) => {
      await useScheme(opened, scheme);
      for (const { name, path } of places) {
        await go(opened.page, path);
        await expect(opened.page.locator('main')).not.toBeEmpty();
        expect.soft(await seriousViolations(opened.page), name).toEqual([]);
      }
    });

  for (const [width, height] of [
    [1024, 700],
    [800, 560],
  ] as const)
    test(`fits into ${width} × ${height}`, async ({ opened }) => {
      await opened.resize(width, height);
      for (const { name, path } of places) {
        await go(opened.page, path);
        await expect(opened.page.locator('main')).not.toBeEmpty();
        expect.soft(await overflows(opened.page), name).toBe(false);
      }
    });

  test('said no error in the console', async ({ opened }) => {
    expect(opened.complaints).toEqual([]);
  });
});
