import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { devToolsOf, evaluateInWindow } from './support/devtools';
import { desktopEnvironment } from './support/electron-app';
import { checkout, openSandbox, type Sandbox } from './support/sandbox';

const run = promisify(execFile);

/** How the wire in the program says it: the characters 0 and 1. */
const disabled = '0'.charCodeAt(0);
const enabled = '1'.charCodeAt(0);

describe('the packaged app', () => {
  let sandbox: Sandbox;
  let output: string;
  let folder: string;

  beforeAll(async () => {
    sandbox = openSandbox();
    output = mkdtempSync(join(tmpdir(), 'manysite-package-'));
    folder = join(output, 'linux-unpacked');
    const words = ['--dir', `-c.directories.output=${output}`];
    await run(process.execPath, [join(checkout, 'scripts/package.mjs'), ...words], {
      env: { ...process.env, MANYSITE_TEST_ELECTRON: '1' },
      maxBuffer: 64 * 1024 * 1024,
    });
  });
  afterAll(async () => {
    await sandbox.dispose();
    rmSync(output, { recursive: true, force: true });
  });

  /** The command line of the package, which knows nothing of the checkout. */
  const cli = async (...words: readonly string[]): Promise<unknown> => {
    const { stdout } = await run(join(folder, 'resources/bin/manysite'), [...words, '--json'], {
      env: sandbox.environment,
      cwd: sandbox.dataFolder,
    });
    return JSON.parse(stdout);
  };

  it('has the fuses that its host needs, and no more', async () => {
    const wire = await getCurrentFuseWire(join(folder, 'manysite-desktop'));
    expect(wire).toMatchObject({
      [FuseV1Options.RunAsNode]: enabled,
      [FuseV1Options.EnableCookieEncryption]: enabled,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: disabled,
      [FuseV1Options.EnableNodeCliInspectArguments]: disabled,
      [FuseV1Options.OnlyLoadAppFromAsar]: enabled,
    });
  });

  it('opens its window, answers its command line, and leaves nothing running', async () => {
    const app = spawn(join(folder, 'manysite-desktop'), ['--no-sandbox', '--remote-debugging-port=0'], {
      env: await desktopEnvironment(sandbox),
      cwd: sandbox.dataFolder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const devTools = await devToolsOf(app);
    await expect
      .poll(() => evaluateInWindow(devTools, 'document.body.innerText'), { timeout: 90_000 })
      .toContain('demo');
    expect(await cli('open')).toMatchObject({ projects: [] });
    expect(
      sandbox
        .processes()
        .filter((line) => line.includes('host.mjs'))
        .join(),
    ).toContain(folder);
    app.kill('SIGTERM');
    expect(await once(app, 'exit')).toEqual([0, null]);
    expect(sandbox.processes()).toEqual([]);
  });

  it('has the demo, of which each data folder gets a copy', async () => {
    // Cancelled once the copy is there: its virtualenv would come from the net.
    const { jobId } = (await cli('demo', '--no-wait')) as { jobId: string };
    await expect
      .poll(
        () =>
          run('ls', [join(sandbox.dataFolder, 'demo')]).then(
            ({ stdout }) => stdout,
            () => '',
          ),
        {
          timeout: 60_000,
        },
      )
      .toContain('manage.py');
    await cli('cancel', jobId);
  });
});
