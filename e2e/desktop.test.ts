import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DesktopApp, launchDesktop } from './support/electron-app';
import { openSandbox, type Sandbox } from './support/sandbox';

describe('the desktop app on an empty data folder', () => {
  let sandbox: Sandbox;
  let desktop: DesktopApp;

  beforeAll(async () => {
    sandbox = openSandbox();
    desktop = await launchDesktop(sandbox);
  });
  afterAll(() => sandbox.dispose());

  it('shows the page of the host, with the token out of the address', async () => {
    await desktop.window.getByRole('button', { name: 'Add the demo' }).waitFor({ timeout: 30_000 });
    expect(desktop.window.url()).not.toContain('token');
  });

  it('gives the page what the contract says, and no Node', async () => {
    const found = await desktop.window.evaluate(() => ({
      bridge: Object.keys(window.manysite ?? {}).sort(),
      waiting: typeof window.manysiteWaiting,
      node: [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')],
    }));
    expect(found).toEqual({
      bridge: [
        'chooseExportFile',
        'onCommand',
        'onLeavePreview',
        'onOpenFiles',
        'openDumps',
        'openExternal',
        'openProjectFolder',
        'pathOf',
        'platform',
        'setAvailableCommands',
        'setTheme',
      ],
      waiting: 'undefined',
      node: ['undefined', 'undefined'],
    });
  });

  it('leaves nothing running when it quits', async () => {
    await desktop.quit();
    expect(sandbox.processes()).toEqual([]);
  });
});
