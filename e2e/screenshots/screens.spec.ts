import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { stageDump } from '../support/made-project';
import { checkout } from '../support/sandbox';
import { visitContinuously } from '../support/visitor';
import { dropFile } from '../ui/drop-file';
import { type Face, testsOf } from '../ui/face';
import { go } from '../ui/go';
import { textOfPreview } from '../ui/preview';

const test = testsOf('screens');

const folder = join(checkout, 'docs/screenshots');

const shoot = async ({ page, capture }: Face, name: string): Promise<void> => {
  await page.mouse.move(0, 0);
  writeFileSync(join(folder, `${name}.png`), await capture());
};

/** The sites of the demo that the first run shows, as small as there. */
const keepDemoPictures = async ({ page }: Face): Promise<void> => {
  const cards = page.getByRole('list', { name: 'Sites' }).getByRole('listitem');
  for (const slug of ['portal', 'velowerk', 'museum', 'baeckerei', 'praxis', 'rowing']) {
    const picture = cards.filter({ hasText: `${slug}.127.0.0.1` }).locator('img');
    const address = await picture.evaluate((image: HTMLImageElement) => {
      const canvas = document.createElement('canvas');
      canvas.width = 192;
      canvas.height = 106;
      const context = canvas.getContext('2d');
      if (context !== null) context.imageSmoothingQuality = 'high';
      context?.drawImage(image, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL('image/webp', 0.86);
    });
    const [, base64 = ''] = address.split(',');
    writeFileSync(
      join(checkout, `renderer/screens/first-run/pictures/${slug}.webp`),
      Buffer.from(base64, 'base64'),
    );
  }
};

/** Every screen of the demo, in the order in which a new user meets them. */
test('screens', async ({ opened }) => {
  const { page, sandbox } = opened;
  await opened.resize(1280, 800);
  await expect(page.getByRole('button', { name: /demo/i })).toBeVisible();
  await shoot(opened, 'first-run');
  await sandbox.json('demo');
  await sandbox.json('start');
  const { router } = (await sandbox.json('status')) as { router: { port: number } };
  const hosts = ['portal', 'velowerk', 'museum', 'baeckerei', 'praxis'].map(
    (slug) => `${slug}.127.0.0.1.nip.io`,
  );
  const visitEach = async (times: number): Promise<void> => {
    const visitor = visitContinuously(router.port, hosts);
    await expect.poll(() => visitor.total()).toBeGreaterThan(times * hosts.length);
    await visitor.stop();
  };
  // The toggle shows what both modes cost, as measured.
  await visitEach(20);
  await expect(page.getByRole('radio', { name: /^Single-process.*p50/ })).toBeVisible();
  await sandbox.json('mode', 'multi-process');
  const sites = page.getByRole('list', { name: 'Sites' });
  await expect(sites.locator('img')).toHaveCount(5);
  await visitEach(40);
  await expect(sites.getByRole('listitem').filter({ hasText: /\d ms/ })).toHaveCount(5);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await go(page, '/-/sites');
    await expect(sites.locator('img')).toHaveCount(5);
    await shoot(opened, `sites-${scheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await sites.getByText('Velowerk', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Slug' }).fill('velo');
  await expect(page.getByText(/^\d rows$/)).toBeVisible();
  await expect.poll(() => textOfPreview(page)).toContain('Bicycles');
  await expect(page.getByText(/^200 · /)).toBeVisible();
  await shoot(opened, 'site');
  await page.getByRole('button', { name: 'Discard' }).click();
  await go(page, '/-/databases');
  await expect(page.getByRole('listitem', { name: 'live-2026-10-30' })).toBeVisible();
  await shoot(opened, 'databases');
  await go(page, '/-/logs');
  await expect(page.getByText('All servers')).toBeVisible();
  await expect(page.locator('.xterm')).toBeVisible();
  await shoot(opened, 'logs');
  await dropFile(page, 'stage-2026-11-25.sql.gz', readFileSync(stageDump));
  await expect(page.getByText('rowing.tideport.example')).toBeVisible();
  await shoot(opened, 'dump');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await sandbox.json('switch', 'stage-2026-11-18');
  await go(page, '/-/sites');
  await expect(sites.locator('img')).toHaveCount(6);
  await keepDemoPictures(opened);
});
