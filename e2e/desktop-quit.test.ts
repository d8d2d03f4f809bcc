import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundsOf, type DesktopApp, demoButton, launchDesktop } from './support/electron-app';
import { attachedTo, jobReaches } from './support/killing';
import { bulkTable, siteTable, writeDump } from './support/made-dump';
import { answerDialog } from './support/native-dialog';
import { openSandbox, type Sandbox } from './support/sandbox';
import { makeTinyProject } from './support/tiny-project';

/** Begins an import that takes a moment, as the window does: without a client that waits for it. */
const beginImport = async (sandbox: Sandbox): Promise<void> => {
  const folder = makeTinyProject(sandbox, 'shop');
  await sandbox.json('add', folder);
  const dump = writeDump(sandbox, 'big.sql', [...siteTable, ...bulkTable(800_000)]);
  const host = await attachedTo(sandbox);
  const [project] = await host.client.projects.list();
  await host.client.dumps.import({
    projectId: project?.id ?? '',
    file: dump,
    label: null,
    slugs: {},
    isSpool: false,
  });
  await jobReaches(host, ['import'], { phase: 'data' });
  await host.close();
};

describe('closing the window while an import runs', () => {
  let sandbox: Sandbox;
  let desktop: DesktopApp;

  beforeAll(async () => {
    sandbox = openSandbox();
    desktop = await launchDesktop(sandbox);
  });
  afterAll(() => sandbox.dispose());

  it('asks where changes are not saved, and stays when told so', async () => {
    const tell = (what: string | null) =>
      desktop.window.evaluate((sentence) => window.manysite?.setUnsaved(sentence), what);
    await tell('Changes of Velowerk are not saved.');
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await answerDialog('Return');
    expect(await desktop.window.evaluate(() => document.visibilityState)).toBe('visible');
    await tell(null);
  });

  it('asks once; the import goes on, or is undone', async () => {
    await beginImport(sandbox);
    // The app asks about what it has heard of.
    await desktop.window
      .getByRole('contentinfo')
      .getByText(/^Importing big/)
      .waitFor();
    const close = () =>
      desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await close();
    await close();
    await answerDialog('Return');
    expect(await desktop.window.evaluate(() => document.visibilityState)).toBe('visible');
    const gone = new Promise<void>((resolve) => desktop.app.once('close', () => resolve()));
    await close();
    await answerDialog('Tab', 'Return');
    await gone;
    await expect.poll(() => sandbox.processes()).toEqual([]);
    expect(await sandbox.json('databases', '--project', 'shop')).toEqual([]);
  });
});

describe('the desktop app where the host cannot start', () => {
  let sandbox: Sandbox;
  let desktop: DesktopApp;

  beforeAll(async () => {
    sandbox = openSandbox();
    writeFileSync(join(sandbox.dataFolder, 'config/settings.json'), '{"routerPort": "none"}');
    // Where a display was that is gone.
    mkdirSync(join(sandbox.dataFolder, 'desktop'));
    writeFileSync(
      join(sandbox.dataFolder, 'desktop/window.json'),
      JSON.stringify({ window: { x: 9_000, y: 40, width: 1000, height: 700, isMaximized: false } }),
    );
    desktop = await launchDesktop(sandbox, { isHostExpected: false });
  });
  afterAll(() => sandbox.dispose());

  it('says why, and shows its page once that is mended', async () => {
    const { window: page } = desktop;
    await page.getByRole('heading', { name: 'The engine does not run' }).waitFor();
    expect((await boundsOf(desktop))?.x).toBeLessThan(1_680);
    expect(await page.getByRole('status').textContent()).toContain('settings.json is not valid');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'The engine does not run' }).waitFor();
    writeFileSync(join(sandbox.dataFolder, 'config/settings.json'), '{}');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', demoButton).waitFor({ timeout: 90_000 });
    await desktop.window.evaluate(() => window.manysite?.setUnsaved('Changes of Velowerk are not saved.'));
    const gone = new Promise<void>((resolve) => desktop.app.once('close', () => resolve()));
    await desktop.app.evaluate(({ app }) => app.quit());
    await answerDialog('Tab', 'Return');
    await gone;
    expect(sandbox.processes()).toEqual([]);
  });
});
