import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  boundsOf,
  type DesktopApp,
  demoButton,
  desktopEnvironment,
  launchDesktop,
  placeElectron,
} from './support/electron-app';
import { type FakeBrowser, makeFakeBrowser } from './support/fake-browser';
import { hostPid } from './support/host-pid';
import { attachedTo, kill } from './support/killing';
import { answerDialog } from './support/native-dialog';
import { checkout, openSandbox, type Sandbox } from './support/sandbox';

describe('the desktop app on an empty data folder', () => {
  let sandbox: Sandbox;
  let browser: FakeBrowser;
  let desktop: DesktopApp;

  beforeAll(async () => {
    sandbox = openSandbox();
    browser = makeFakeBrowser(sandbox);
    const { PATH = '' } = sandbox.environment;
    desktop = await launchDesktop(sandbox, { environment: { PATH: `${browser.folder}:${PATH}` } });
  });
  afterAll(() => sandbox.dispose());

  it('shows the page of the host, with the token out of the address', async () => {
    await desktop.window.getByRole('button', demoButton).waitFor({ timeout: 90_000 });
    expect(desktop.window.url()).not.toContain('token');
  });

  it('gives the page what the contract says, and no Node', async () => {
    const found = await desktop.window.evaluate(() => ({
      bridge: Object.keys(window.manysite ?? {}).sort(),
      waiting: typeof window.manysiteWaiting,
      node: [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')],
      framed: (() => {
        const frame = document.body.appendChild(document.createElement('iframe'));
        const given = typeof Reflect.get(frame.contentWindow ?? {}, 'manysite');
        frame.remove();
        return given;
      })(),
    }));
    expect(found).toEqual({
      bridge: [
        'chooseExportFile',
        'onCommand',
        'onLeavePreview',
        'onOpenFiles',
        'onShowJob',
        'openDumps',
        'openExternal',
        'openProjectFolder',
        'pathOf',
        'platform',
        'setAvailableCommands',
        'setTheme',
        'setUnsaved',
        'startHost',
      ],
      waiting: 'undefined',
      node: ['undefined', 'undefined'],
      framed: 'undefined',
    });
  });

  it('keeps its page in a sandbox, with every protection of a browser', async () => {
    const preferences = await desktop.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      // Not in Electron's own types.
      return (contents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences();
    });
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
    expect(preferences).not.toMatchObject({ webSecurity: false });
    for (const name of ['allowRunningInsecureContent', 'experimentalFeatures', 'nodeIntegrationInSubFrames'])
      expect(preferences).not.toMatchObject({ [name]: true });
  });

  it('follows the scheme of the system at once', async () => {
    // Playwright would say light, whatever the system has.
    await desktop.window.emulateMedia({ colorScheme: null });
    const scheme = () =>
      desktop.window.evaluate(() => [
        matchMedia('(prefers-color-scheme: dark)').matches,
        document.documentElement.dataset.mantineColorScheme,
      ]);
    for (const source of ['dark', 'light'] as const) {
      const change = async () => {
        // The page says what it wants once it knows its settings.
        await desktop.app.evaluate(({ nativeTheme }, chosen) => {
          nativeTheme.themeSource = chosen;
        }, source);
        return scheme();
      };
      await expect.poll(change, { timeout: 20_000 }).toEqual([source === 'dark', source]);
    }
  });

  it('goes nowhere else: http opens in the browser, anything else nowhere, and no window is made', async () => {
    const { window: page, app } = desktop;
    const address = page.url();
    await page.evaluate(() => {
      window.location.href = 'http://elsewhere.example/page';
    });
    await expect.poll(() => browser.opened()).toEqual(['http://elsewhere.example/page']);
    // Each is refused before the next is tried, and a last one that is allowed tells that all were.
    await page.evaluate(async () => {
      window.location.href = 'file:///etc/passwd';
      window.open('file:///etc/passwd');
      await window.manysite?.openExternal('file:///etc/passwd');
      await window.manysite?.openExternal('javascript:alert(1)');
    });
    await expect
      .poll(async () => {
        await page.evaluate(() => void window.open('https://allowed.example/'));
        return browser.opened().at(-1);
      })
      .toBe('https://allowed.example/');
    expect(browser.opened().filter((opened) => !opened.startsWith('http'))).toEqual([]);
    expect(page.url()).toBe(address);
    expect(app.windows()).toHaveLength(1);
  });

  it('refuses webviews that are no previews, and every permission but copying', async () => {
    // A page without the keyboard may not copy, and without a window manager only a click gives it.
    const isFocused = async (): Promise<boolean> => {
      await desktop.window.mouse.click(700, 10);
      return desktop.window.evaluate(() => document.hasFocus());
    };
    await expect.poll(isFocused, { timeout: 20_000 }).toBe(true);
    const found = await desktop.window.evaluate(async () => {
      await navigator.clipboard.writeText('copied');
      const attached = await new Promise((resolve) => {
        const view = document.createElement('webview');
        view.setAttribute('src', 'http://elsewhere.example/');
        view.setAttribute('partition', 'persist:preview-00000000-0000-4000-8000-000000000001');
        view.addEventListener('did-attach', () => resolve('attached'));
        view.addEventListener('destroyed', () => resolve('refused'));
        setTimeout(() => resolve('refused'), 1_000);
        document.body.append(view);
      });
      const states = await Promise.all(
        (['geolocation', 'notifications', 'camera', 'clipboard-read'] as const).map(
          async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
        ),
      );
      return { attached, states };
    });
    expect(found).toEqual({ attached: 'refused', states: ['denied', 'denied', 'denied', 'denied'] });
    expect(await desktop.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('copied');
  });

  it('shows every command in its menu, and sends one that is chosen', async () => {
    await desktop.window.evaluate(() => {
      window.manysite?.setAvailableCommands(['palette']);
      window.manysite?.onCommand((id) => {
        document.title = id;
      });
    });
    await expect
      .poll(() =>
        desktop.app.evaluate(({ Menu }) => {
          const item = Menu.getApplicationMenu()?.getMenuItemById('palette');
          if (item?.enabled !== true) return false;
          item.click();
          return true;
        }),
      )
      .toBe(true);
    await expect.poll(() => desktop.window.evaluate(() => document.title)).toBe('palette');
    const others = await desktop.app.evaluate(
      ({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('snapshot')?.enabled,
    );
    expect(others).toBe(false);
  });

  it('takes the file of a second start, which ends at once', async () => {
    const file = join(sandbox.dataFolder, 'live.dump');
    writeFileSync(file, 'PGDMP');
    await desktop.window.evaluate(() => {
      window.manysite?.onOpenFiles((files) => {
        document.title = JSON.stringify(files);
      });
    });
    const second = spawn(await placeElectron(), ['--no-sandbox', checkout, 'live.dump'], {
      env: await desktopEnvironment(sandbox),
      cwd: sandbox.dataFolder,
      stdio: 'ignore',
    });
    const [exitCode] = await once(second, 'exit');
    expect(exitCode).toBe(0);
    await expect
      .poll(() => desktop.window.evaluate(() => document.title))
      .toBe(JSON.stringify([{ path: file, kind: 'dump' }]));
    expect(desktop.app.windows()).toHaveLength(1);
    await desktop.window.evaluate(() => {
      document.title = '';
    });
    // So macOS hands over a file of the dock or the Finder.
    await desktop.app.evaluate(({ app }, path) => {
      app.emit('open-file', { preventDefault: () => undefined }, path);
    }, file);
    await expect
      .poll(() => desktop.window.evaluate(() => document.title))
      .toBe(JSON.stringify([{ path: file, kind: 'dump' }]));
  });

  it('starts a host again that was killed, and the page goes on with it', async () => {
    const before = hostPid(sandbox);
    const gone = desktop.window.getByText('Host not answering');
    await desktop.window.evaluate(() => {
      document.title = 'the same page';
    });
    await kill(before);
    await gone.waitFor({ timeout: 30_000 });
    await expect.poll(() => hostPid(sandbox), { timeout: 30_000 }).not.toBe(before);
    await gone.waitFor({ state: 'hidden', timeout: 30_000 });
    expect(await desktop.window.evaluate(() => document.title)).toBe('the same page');
  });

  it('says so when somebody stops the host, and starts it again when asked, whether or not a page with changes stays', async () => {
    const { window: page } = desktop;
    const address = new URL(page.url()).origin;
    // Playwright would answer in the person's place.
    page.on('dialog', () => undefined);
    // What the menu opened above is in the way; and no browser asks where nobody did anything.
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
    await page.evaluate(() => {
      document.title = 'a page with changes';
      window.manysite?.setUnsaved('Changes of Velowerk are not saved.');
      window.addEventListener('beforeunload', (event) => {
        event.returnValue = 'as the page does';
      });
    });
    expect((await sandbox.run('quit')).exitCode).toBe(0);
    await answerDialog('Return');
    await page.getByRole('button', { name: 'Start it again' }).click();
    await page.getByText('Manysite was stopped').waitFor({ state: 'hidden', timeout: 30_000 });
    expect(await page.evaluate(() => document.title)).toBe('a page with changes');
    expect((await sandbox.run('quit')).exitCode).toBe(0);
    await answerDialog('Tab', 'Return');
    await desktop.window.getByRole('heading', { name: 'Manysite was stopped' }).waitFor();
    await desktop.window.getByRole('button', { name: 'Start it again' }).click();
    await desktop.window.getByRole('button', demoButton).waitFor({ timeout: 90_000 });
    expect(new URL(desktop.window.url()).origin).toBe(address);
  });

  it('leaves the host to another client, and nothing at all when there is none', async () => {
    const other = await attachedTo(sandbox);
    const left = { x: 60, y: 70, width: 1010, height: 710 };
    await desktop.app.evaluate(
      ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
      left,
    );
    await desktop.quit();
    expect((await other.client.host.info()).pid).toBe(hostPid(sandbox));
    await other.close();
    expect((await sandbox.run('quit')).exitCode).toBe(0);
    const again = await launchDesktop(sandbox);
    await again.window.getByRole('button', demoButton).waitFor({ timeout: 90_000 });
    expect(await boundsOf(again)).toEqual(left);
    await again.quit();
    expect(sandbox.processes()).toEqual([]);
  });
});
