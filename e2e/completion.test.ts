import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveDump, makeProject } from './support/made-project';
import { plainOutput, runInTerminal, type Step } from './support/pseudo-terminal';
import { checkout, openSandbox, type Sandbox } from './support/sandbox';

let sandbox: Sandbox;
let environment: NodeJS.ProcessEnv;
beforeAll(async () => {
  sandbox = openSandbox();
  environment = { ...sandbox.environment, PATH: `${join(checkout, 'bin')}:${process.env.PATH}` };
  await sandbox.json('add', makeProject(sandbox, 'shop'));
  await sandbox.json('import', liveDump, '--label', 'live, Monday');
});
afterAll(() => sandbox.dispose());

/** Types at a real shell whose prompt is `ready@`. Control-U empties the line. */
const typeAt = async (argv: readonly string[], prepare: string, steps: readonly Step[]) => {
  const session = await runInTerminal({
    argv,
    environment,
    cwd: sandbox.dataFolder,
    steps: [
      { after: '[$#%] ', send: `PS1=ready@; ${prepare}\n` },
      ...steps,
      { after: '', send: '\u0015exit\n' },
    ],
  });
  expect(session, session.output).toMatchObject({ exitCode: 0, stepsLeft: 0, timedOut: false });
  return plainOutput(session);
};

const bash = (steps: readonly Step[]) =>
  typeAt(['bash', '--norc', '--noprofile', '-i'], 'eval "$(manysite completion bash)"', steps);
const zsh = (steps: readonly Step[]) =>
  typeAt(
    ['zsh', '-f', '-i'],
    'autoload -U compinit; compinit -u -D; eval "$(manysite completion zsh)"',
    steps,
  );

describe.each([
  ['bash', bash],
  ['zsh', zsh],
])('%s, with a person at its keyboard', (_, type) => {
  it('completes a command that is the only one, and lists those that are several', async () => {
    const output = await type([
      { after: 'ready@', send: 'manysite swi\t' },
      { after: 'tch', send: '\u0015manysite re\t\t' },
      { after: 'restart', send: '' },
      { after: 'rewrite', send: '' },
    ]);
    expect(output).toContain('remove');
  });

  it('completes options, values of options, and choices', async () => {
    await type([
      { after: 'ready@', send: 'manysite import --lab\t' },
      { after: 'el ?', send: '\u0015manysite mode mul\t' },
      { after: 'ti-process', send: '\u0015manysite status --project=s\t' },
      { after: 'hop', send: '\u0015manysite completion fi\t' },
      { after: 'sh', send: '' },
    ]);
  });

  it('completes names of the running host: databases with what must be quoted, and sites', async () => {
    await type([
      { after: 'ready@', send: 'manysite switch live\t' },
      { after: 'live,\\\\ Monday', send: '\u0015manysite switch "live\t' },
      { after: 'live, Monday"', send: '\u0015manysite env --site velo\t' },
      { after: 'velowerk', send: '' },
    ]);
  });

  it('leaves dumps and folders to the shell', async () => {
    await type([
      { after: 'ready@', send: `manysite import ${join(checkout, 'demo/dumps/li')}\t` },
      { after: 've-2026-10-30.dump', send: `\u0015manysite add ${join(sandbox.dataFolder, 'proj')}\t` },
      { after: 'ects', send: '' },
    ]);
  });
});

describe('fish', () => {
  const candidatesOf = async (line: string): Promise<string[]> => {
    const script = `manysite completion fish | source; complete -C '${line}'`;
    const { stdout } = await execa('fish', ['--no-config', '-c', script], {
      env: environment,
      extendEnv: false,
      cwd: sandbox.dataFolder,
    });
    return stdout.split('\n');
  };

  it('completes commands and options, each with what it does', async () => {
    expect(await candidatesOf('manysite swi')).toEqual([
      'switch\tMake another database the active one; URLs stay, no request fails',
    ]);
    expect(await candidatesOf('manysite import --lab')).toEqual([
      "--label\twhat to call the database (default: the file's name)",
    ]);
  });

  it('completes names of the running host', async () => {
    expect(await candidatesOf('manysite switch ')).toEqual([
      'live, Monday\tlabel of shop_live_monday',
      'shop_live_monday\tlive, Monday, active',
    ]);
    expect(await candidatesOf('manysite status --project=s')).toEqual([
      `--project=shop\t${join(sandbox.dataFolder, 'projects/shop')}`,
    ]);
  });

  it('completes dumps by itself', async () => {
    const folder = join(checkout, 'demo/dumps');
    expect((await candidatesOf(`manysite import ${folder}/li`)).map((line) => line.split('\t')[0])).toEqual([
      `${folder}/live-2026-10-30.dump`,
    ]);
  });
});

describe('where no host runs', () => {
  it('completing starts none, and completes what needs none', async () => {
    const other = openSandbox();
    try {
      const complete = (...words: string[]) => other.run('__complete', 'fish', '--', ...words);
      expect(await complete('switch', '')).toEqual({ exitCode: 0, stdout: 'names\n', stderr: '' });
      expect((await complete('mode', '')).stdout).toContain('multi-process');
      expect(other.processes()).toEqual([]);
      expect(existsSync(join(other.dataFolder, 'host.lock'))).toBe(false);
    } finally {
      await other.dispose();
    }
  });
});
