import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Configured, ConfigValue, Project } from '../app/contract';
import { makeProject } from './support/made-project';
import { openSandbox, type Sandbox } from './support/sandbox';

/** `manysite config --set` and `--unset`: the same call that any other client makes. */
describe('a change of configuration', () => {
  let sandbox: Sandbox;
  let folder: string;
  const ofShop = ['--project', 'shop'];
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const lineOf = async (key: string): Promise<ConfigValue | undefined> =>
    ((await sandbox.json('config', ...ofShop)) as ConfigValue[]).find((line) => line.key === key);

  beforeAll(async () => {
    sandbox = openSandbox();
    folder = makeProject(sandbox, 'shop');
    writeFileSync(join(folder, 'manysite.json'), '{\n  // The team agreed.\n  "name": "shop",\n}\n');
    await sandbox.json('add', folder);
  });
  afterAll(() => sandbox.dispose());

  it('goes into the local file where it is of this machine, else into the shared one, and counts at once', async () => {
    const machine = (await sandbox.json(
      'config',
      '--set',
      'domainFormat={}.localhost',
      ...ofShop,
    )) as Configured;
    expect(machine).toMatchObject({
      files: ['manysite.local.json'],
      values: [{ key: 'domainFormat', value: '{}.localhost', origin: 'manysite.local.json' }],
      isLocalFileIgnored: null,
    });
    await sandbox.json('config', '--set', 'serve.readyTimeoutSeconds=30', ...ofShop);
    expect(read('manysite.json')).toBe(
      '{\n  // The team agreed.\n  "name": "shop",\n  "serve": {\n    "readyTimeoutSeconds": 30\n  },\n}\n',
    );
    expect(await lineOf('serve.readyTimeoutSeconds')).toMatchObject({
      value: 30,
      detail: 'manysite.json, line 5',
    });
    const [project] = ((await sandbox.json()) as { projects: Project[] }).projects;
    expect(project?.name).toBe('shop');
  });

  it('may name its file, and takes keys out again', async () => {
    await sandbox.json('config', '--set', 'domainFormat={}.shop.test', '--shared', ...ofShop);
    expect(await lineOf('domainFormat')).toMatchObject({
      value: '{}.localhost',
      overridden: [{ value: '{}.shop.test', detail: 'manysite.json, line 7' }],
    });
    // The one that counts goes first.
    await sandbox.json('config', '--unset', 'domainFormat', ...ofShop);
    expect((await lineOf('domainFormat'))?.value).toBe('{}.shop.test');
    await sandbox.json('config', '--unset', 'domainFormat', '--unset', 'serve', ...ofShop);
    expect(read('manysite.json')).toBe('{\n  // The team agreed.\n  "name": "shop",\n}\n');
    expect((await sandbox.refused('config', '--unset', 'domainFormat', ...ofShop)).error).toMatchObject({
      code: 'setting-invalid',
      message: 'Neither manysite.json nor manysite.local.json sets domainFormat.',
    });
  });

  it.each([
    [['--set', 'defaultMode=both'], 2, 'project-file-invalid'],
    [['--set', 'domainFormat=localhost'], 2, 'domain-format-invalid'],
    [['--set', 'colour=red'], 2, 'project-file-invalid'],
    [['--set', 'django.python=nowhere/python'], 4, 'python-missing'],
    [['--set', 'domainFormat'], 2, 'usage-invalid'],
    [['--set', 'name=x', '--local', '--shared'], 2, 'usage-invalid'],
    [['--set', 'name=y', '--set', 'defaultMode=both'], 2, 'project-file-invalid'],
  ])('that is not valid (%j) is refused, and the files stay as they were', async (words, exitCode, code) => {
    const before = [read('manysite.json'), read('manysite.local.json')];
    expect(await sandbox.refused('config', ...words, ...ofShop)).toMatchObject({ exitCode, error: { code } });
    expect([read('manysite.json'), read('manysite.local.json')]).toEqual(before);
  });

  it('says when something stronger still counts, and when git would take the local file', async () => {
    execFileSync('git', ['init', '-q', folder]);
    writeFileSync(join(folder, '.env'), 'DJANGO_MULTISITE_PLUS_MODE=multi-process\n');
    const { stdout } = await sandbox.run(
      'config',
      '--set',
      'defaultMode=single-process',
      '--local',
      ...ofShop,
    );
    expect(stdout).toContain('Changed defaultMode in manysite.local.json.');
    expect(stdout).toContain(
      'defaultMode stays multi-process: env-file: DJANGO_MULTISITE_PLUS_MODE in .env is stronger.',
    );
    expect(stdout).toContain('git does not ignore manysite.local.json yet: add it to .gitignore.');
    expect(existsSync(join(folder, '.gitignore'))).toBe(false);
    writeFileSync(join(folder, '.gitignore'), 'manysite.local.json\n');
    const again = await sandbox.run('config', '--set', 'defaultMode=single-process', '--local', ...ofShop);
    expect(again.stdout).not.toContain('git does not ignore');
    rmSync(join(folder, '.git'), { recursive: true });
  });
});
