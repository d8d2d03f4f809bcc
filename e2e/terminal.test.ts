import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveDump, makeProject } from './support/made-project';
import { plainOutput, runInTerminal, type Step } from './support/pseudo-terminal';
import { checkout, openSandbox, type Sandbox } from './support/sandbox';
import { makeTinyProject } from './support/tiny-project';

let sandbox: Sandbox;
const ofShop = ['--project', 'shop'];
beforeAll(async () => {
  sandbox = openSandbox();
  await sandbox.json('add', makeTinyProject(sandbox, 'shop', { 'site 2': 'die' }));
  await sandbox.json('add', makeTinyProject(sandbox, 'slow', { slow: 'deaf' }));
  await sandbox.json('import', liveDump, '--project', 'slow');
});
afterAll(() => sandbox.dispose());

const escapeCharacter = String.fromCharCode(27);
const hideCursor = `${escapeCharacter}[?25l`;
const showCursor = `${escapeCharacter}[?25h`;

const manysite = (words: readonly string[], steps: readonly Step[], columns = 100) =>
  runInTerminal({
    argv: [process.execPath, join(checkout, 'bin/manysite'), ...words],
    steps,
    columns,
    environment: sandbox.environment,
    cwd: sandbox.dataFolder,
    timeoutSeconds: 120,
  });

/** Whatever a bar did to the terminal is undone, and nothing of it stands there. */
const expectTidy = (output: string): void => {
  expect(output.lastIndexOf(showCursor)).toBeGreaterThan(output.lastIndexOf(hideCursor));
  expect(output.slice(output.lastIndexOf(showCursor))).not.toMatch(/[━─]/);
};

describe('a followed job on a terminal', () => {
  it('has a bar, which stays within a window that becomes narrow, and is gone at the end', async () => {
    const session = await manysite(
      ['import', liveDump, '--label', 'one', ...ofShop],
      [{ after: '[━─]', resize: [24, 62] }],
    );
    expect(session).toMatchObject({ exitCode: 0, stepsLeft: 0 });
    expect(session.output).toContain(hideCursor);
    expectTidy(session.output);
    expect(plainOutput(session)).toContain('Imported shop_one');
  });

  it('that fails leaves the cursor and no bar, and ends with its exit code', async () => {
    const file = join(sandbox.dataFolder, 'cut.dump');
    writeFileSync(file, 'PGDMP\u0001');
    const session = await manysite(['import', file, ...ofShop], []);
    expect(session.exitCode).toBe(1);
    expectTidy(session.output);
    expect(plainOutput(session)).toContain('Error: ');
  });

  it('is cancelled by Ctrl-C, and the command ends with 130 once nothing is left of it', async () => {
    const session = await manysite(
      ['start', '--project', 'slow'],
      [{ after: 'starting servers', send: '\u0003' }],
    );
    expect(session).toMatchObject({ exitCode: 130, stepsLeft: 0 });
    expect(plainOutput(session)).toContain('Cancelling. Press Ctrl-C again to leave without waiting.');
    expectTidy(session.output);
    expect(await sandbox.json('jobs', '--kind', 'start')).toMatchObject([{ state: 'cancelled' }]);
  });

  it('asks before what cannot be taken back, and changes nothing for any answer but yes', async () => {
    const session = await manysite(
      ['remove', 'slow'],
      [{ after: 'Remove slow with 1 database\\? \\[y/N\\]', send: 'n\n' }],
    );
    expect(session).toMatchObject({ exitCode: 130, stepsLeft: 0 });
    expect(plainOutput(session)).toContain('Nothing was changed.');
  });
});

describe('exit codes, each by a real case', () => {
  it.each([
    [0, 'done', () => ['jobs']],
    [1, 'it did not work', () => ['inspect', join(sandbox.dataFolder, 'cut.dump')]],
    [2, 'it cannot be understood', () => ['jobs', '--nope']],
    [2, 'it names nothing', () => ['switch', 'nothing', ...ofShop]],
    [3, 'something else holds it', () => ['add', join(sandbox.dataFolder, 'projects/shop')]],
    [4, 'the machine lacks something', () => ['config', '--project', 'snakeless']],
    [5, 'a program that was started failed', () => ['start', '--project', 'dying']],
  ])('%i: %s', async (code, _, words) => {
    if (code === 4) {
      const folder = makeProject(sandbox, 'snakeless');
      await sandbox.json('add', folder);
      writeFileSync(
        join(folder, 'manysite.local.json'),
        JSON.stringify({ django: { python: '/no/python' } }),
      );
    }
    if (code === 5) {
      await sandbox.json('add', makeTinyProject(sandbox, 'dying', { dying: 'die' }));
      await sandbox.json('import', liveDump, '--project', 'dying');
    }
    const { exitCode, stdout, stderr } = await sandbox.run(...words());
    expect(exitCode, stdout + stderr).toBe(code);
  });
});
