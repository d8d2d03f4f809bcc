import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { AppError, commandOutputs } from '../contract';
import { commandLineOf } from './add-command';
import { placeholderOf } from './completion/complete-words';
import { namedByPlaceholder } from './completion/placeholders';
import { splitLine } from './completion/shell-words';
import { buildProgram } from './program';
import { runCli } from './run-cli';
import { run, testTerminal } from './testing/test-terminal';

const { commands } = buildProgram(commandLineOf(testTerminal()), '1.2.3');
const names = commands.map((command) => command.name());
const documented = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');

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
  expect(out).toMatch(/Examples?:\n {2}\$ (.* \| |eval "\$\()?manysite/);
  expect(out).toContain('--json');
});

test.each(names)('what %s prints with --json has a shape in the contract', (name) => {
  expect(Object.keys(commandOutputs)).toContain(name);
});

/** The command lines of Manysite within an example, which may be a pipe or a list. */
const linesOf = (example: string): string[][] =>
  [...example.matchAll(/manysite ?([^|&)>]*)/g)].map(([, line = '']) => {
    const { words, last } = splitLine(line.trim(), '');
    return [...words, last.text].filter((word) => word !== '');
  });

/** Ends every command where it would reach for the host. */
const noHost = async (): Promise<never> => {
  throw new AppError('host-unreachable', 'no host in this test');
};

test.each(names)('each example of %s is a command line that is understood', async (name) => {
  const { out } = await run([name, '--help'], null);
  const examples = [...out.matchAll(/^ {2}\$ (.*)$/gm)].flatMap(([, example = '']) => linesOf(example));
  expect(examples.length).toBeGreaterThan(0);
  expect(examples.map((words) => words[0] ?? 'open')).toContain(name);
  for (const words of examples) {
    const terminal = testTerminal();
    const code = await runCli(words, { terminal, attach: noHost }, '1.2.3');
    expect([0, 4], `manysite ${words.join(' ')}: ${terminal.err()}`).toContain(code);
  }
});

test.each(names)('%s has a row in docs/cli.md', (name) => {
  const rows = documented.split('\n').filter((line) => line.startsWith('| `'));
  const firstCells = rows.map((row) => row.split('|')[1] ?? '').join(' ');
  expect(firstCells).toMatch(new RegExp(`\`(manysite )?${name}[ \`]`));
});

test.each(names)('what the operands and options of %s name is known to completion', (name) => {
  const command = commands.find((one) => one.name() === name);
  const placeholders = [
    ...(command?.registeredArguments ?? [])
      .filter(({ argChoices }) => argChoices === undefined)
      .map((operand) => operand.name()),
    ...(command?.options ?? []).filter(({ argChoices }) => argChoices === undefined).map(placeholderOf),
  ].filter((placeholder) => placeholder !== null);
  const unknown = placeholders.filter((placeholder) => namedByPlaceholder(placeholder) === undefined);
  expect(unknown, 'say in completion/placeholders.ts what completes it').toEqual([]);
});

test('--version prints the version', async () => {
  expect(await run(['--version'], null)).toEqual({ code: 0, out: '1.2.3\n', err: '' });
});
