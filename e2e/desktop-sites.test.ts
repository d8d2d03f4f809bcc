import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, previewPartition, type Site } from '../app/contract';
import { type DesktopApp, launchDesktop } from './support/electron-app';
import { siteTable, writeDump } from './support/made-dump';
import { liveDump, makeProject } from './support/made-project';
import { openSandbox, type Sandbox } from './support/sandbox';
import { makeTinyProject } from './support/tiny-project';
import { openWatcher, type Watcher } from './support/watcher';

describe('the desktop app with sites', () => {
  let sandbox: Sandbox;
  let desktop: DesktopApp;
  let watcher: Watcher;

  beforeAll(async () => {
    sandbox = openSandbox();
    await sandbox.json('add', makeProject(sandbox, 'shop'));
    await sandbox.json('import', liveDump);
    // The app starts the host, and so ends it.
    await sandbox.json('quit');
    desktop = await launchDesktop(sandbox);
    watcher = await openWatcher(sandbox);
  });
  afterAll(() => sandbox.dispose());

  const pictured = (): number[] =>
    watcher
      .state()
      .thumbnails.map(({ siteId }) => siteId)
      .sort((a, b) => a - b);

  it('pictures every site that answers, and none that does not', async () => {
    await sandbox.json('start');
    const enabled = ((await sandbox.json('sites')) as Site[]).filter(({ isEnabled }) => isEnabled);
    await expect.poll(pictured, { timeout: 60_000 }).toEqual(enabled.map(({ id }) => id));
    const [first] = watcher.state().thumbnails;
    expect(first?.sizeBytes).toBeGreaterThan(2_000);
  });

  it('pictures a site again when its servers were started again', async () => {
    const takenAt = () =>
      watcher
        .state()
        .thumbnails.map((thumbnail) => thumbnail.takenAt)
        .sort();
    const [oldest = ''] = takenAt().slice(-1);
    await sandbox.json('restart');
    await expect.poll(() => takenAt().every((at) => at > oldest), { timeout: 90_000 }).toBe(true);
  });

  it('shows a site in a webview without privileges, by its local domain and without DNS', async () => {
    const [database] = (await sandbox.json('databases')) as Database[];
    const [site] = (await sandbox.json('sites')) as Site[];
    const shown = await desktop.window.evaluate(
      async ([address, partition]) => {
        const view = document.createElement('webview') as HTMLElement & {
          executeJavaScript(code: string): Promise<unknown>;
        };
        view.setAttribute('src', address ?? '');
        view.setAttribute('partition', partition ?? '');
        view.setAttribute('nodeintegration', '');
        view.setAttribute('preload', 'file:///tmp/preload.js');
        const loaded = new Promise((resolve) => view.addEventListener('did-stop-loading', resolve));
        document.body.append(view);
        await loaded;
        return view.executeJavaScript(
          '[document.title, typeof require, typeof process, typeof window.manysite]',
        );
      },
      [site?.url ?? '', previewPartition(database?.id ?? '')],
    );
    expect(shown).toEqual([expect.stringContaining('Tideport'), 'undefined', 'undefined', 'undefined']);
    const preferences = await desktop.app.evaluate(({ webContents }) => {
      const preview = webContents.getAllWebContents().find((contents) => contents.getType() === 'webview');
      return (preview as unknown as { getLastWebPreferences(): object }).getLastWebPreferences();
    });
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
    expect(preferences).toMatchObject({ webSecurity: true, allowRunningInsecureContent: false });
    expect(preferences).not.toHaveProperty('preload');
  });

  it('leads to a job when somebody clicks what tells its end', async () => {
    const [job] = watcher.state().jobs.filter(({ kind }) => kind === 'import');
    await desktop.app.evaluate(
      ({ BrowserWindow }, id) =>
        BrowserWindow.getAllWindows()
          .find((window) => !window.webContents.isOffscreen())
          ?.webContents.send('show-job', id),
      job?.id,
    );
    await expect
      .poll(() => desktop.window.evaluate(() => location.hash))
      .toBe(`#/${job?.projectId}/import/${job?.id}`);
  });

  it('ends the servers of two projects with it, within its deadline', async () => {
    await sandbox.json('add', makeTinyProject(sandbox, 'second'));
    await sandbox.json('import', writeDump(sandbox, 'second.sql', siteTable), '--project', 'second');
    for (const project of ['shop', 'second']) await sandbox.json('start', '--project', project);
    const running = watcher.state().projects.filter(({ isRunning }) => isRunning);
    // It would be another client, to which the app leaves the host.
    await watcher.close();
    expect(running.map(({ name }) => name).sort()).toEqual(['second', 'shop']);
    const askedMs = performance.now();
    await desktop.quit();
    // The limit of the app's own patience (main/quit), and what a busy machine needs besides.
    expect(performance.now() - askedMs).toBeLessThan(40_000);
    expect(sandbox.processes()).toEqual([]);
  });
});
