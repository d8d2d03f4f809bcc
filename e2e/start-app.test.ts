import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Overview } from '../app/contract';
import { desktopEnvironment, placeElectron } from './support/electron-app';
import { liveDump } from './support/made-project';
import { windowsNamed } from './support/native-dialog';
import { plainOutput, runInTerminal } from './support/pseudo-terminal';
import { checkout, openSandbox, type Sandbox } from './support/sandbox';
import { makeTinyProject } from './support/tiny-project';

const manysite = [process.execPath, join(checkout, 'bin/manysite')];

describe('starting the app as people do', () => {
  let sandbox: Sandbox;
  let folder: string;
  let environment: Record<string, string>;
  let started: ChildProcess;

  beforeAll(async () => {
    sandbox = openSandbox();
    folder = makeTinyProject(sandbox, 'shop');
    await placeElectron();
    // Tests run as root, for whom Chromium has no sandbox.
    environment = {
      ...(await desktopEnvironment(sandbox)),
      MANYSITE_TEST_ELECTRON: '1',
      ELECTRON_DISABLE_SANDBOX: '1',
    };
  });
  afterAll(async () => {
    started.kill('SIGTERM');
    await sandbox.dispose();
  });

  const type = (words: readonly string[], cwd: string, environmentOfIt = environment) =>
    runInTerminal({ argv: [...manysite, ...words], steps: [], environment: environmentOfIt, cwd });

  const shown = () => expect.poll(windowsNamed('Manysite'), { timeout: 60_000, interval: 200 });
  const projects = async (): Promise<string[]> =>
    ((await sandbox.json()) as Overview).projects.map((project) => project.folder);
  const apps = (): number[] =>
    sandbox
      .processes()
      .filter((line) => line.includes('/electron ') && !line.includes('--type='))
      .map((line) => Number(line.split(' ')[0]));

  it('`npm start` opens its window where there is a display', async () => {
    started = spawn(process.execPath, [join(checkout, 'scripts/start.mjs')], {
      env: environment,
      cwd: sandbox.dataFolder,
      stdio: 'ignore',
    });
    await shown().toHaveLength(1);
    expect(await projects()).toEqual([]);
  });

  it('`manysite` in the folder of a project hands it to the app that is open, and ends', async () => {
    const session = await type([], join(folder, 'pages'));
    expect(session).toMatchObject({ exitCode: 0, timedOut: false });
    expect(plainOutput(session)).toContain('Manysite opens in its window');
    await expect.poll(projects, { timeout: 30_000 }).toEqual([folder]);
    await expect.poll(apps, { timeout: 30_000 }).toHaveLength(1);
  });

  it('a dump that is not there is refused by name, and one that is there is handed over', async () => {
    const refused = await type(['open', 'gone.dump'], sandbox.dataFolder);
    expect(refused.exitCode).toBe(2);
    expect(plainOutput(refused)).toContain(join(sandbox.dataFolder, 'gone.dump'));
    expect((await type(['open', liveDump], sandbox.dataFolder)).exitCode).toBe(0);
  });

  it('a signal ends it in order, and nothing is left running', async () => {
    started.kill('SIGTERM');
    const [exitCode] = await once(started, 'exit');
    expect(exitCode).toBe(0);
    await expect.poll(() => sandbox.processes(), { timeout: 30_000 }).toEqual([]);
  });

  it('`manysite` opens the app where none is open, which outlives the command; it ends with the host that it was about to start', async () => {
    expect((await type([], sandbox.dataFolder)).exitCode).toBe(0);
    await shown().toHaveLength(1);
    for (const pid of apps()) process.kill(pid, 'SIGTERM');
    await expect.poll(() => sandbox.processes(), { timeout: 30_000 }).toEqual([]);
  });

  it('`manysite` without a display says so, what to do, and what there is', async () => {
    const { DISPLAY: _, ...blind } = environment;
    const session = await type([], sandbox.dataFolder, blind);
    expect(session.exitCode).toBe(0);
    expect(plainOutput(session)).toMatch(
      /There is no display for the desktop app\. `manysite serve --open`[\s\S]*shop +stopped/,
    );
  });
});
