import { expect, test } from 'vitest';
import { commandLineOf } from './add-command';
import { buildProgram } from './program';
import { run, testTerminal } from './testing/test-terminal';

const names = buildProgram(commandLineOf(testTerminal()), '1.2.3').commands.map((command) => command.name());

test('there is a command for every step of the main job', () => {
  for (const name of [
    'demo',
    'add',
    'inspect',
    'import',
    'switch',
    'sites',
    'rewrite',
    'start',
    'mode',
    'quit',
  ]) {
    expect(names).toContain(name);
  }
});

test.each(names)('the help of %s has an example that begins with manysite, and ends with 0', async (name) => {
  const { code, out, err } = await run([name, '--help'], null);
  expect(code).toBe(0);
  expect(err).toBe('');
  expect(out).toMatch(/Examples?:\n {2}\$ (.* \| )?manysite/);
  expect(out).toContain('--json');
});

test('--version prints the version', async () => {
  expect(await run(['--version'], null)).toEqual({ code: 0, out: '1.2.3\n', err: '' });
});
