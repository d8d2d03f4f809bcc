import { expect, test } from 'vitest';
import { commandLineOf } from '../add-command';
import { buildProgram } from '../program';
import { testTerminal } from '../testing/test-terminal';
import { completeWords } from './complete-words';

const program = buildProgram(commandLineOf(testTerminal()), '1.2.3');
const valuesAt = (...words: string[]): string[] =>
  completeWords(program, words).candidates.map(({ value }) => value);

test('a line begins with a command, each with what it does', () => {
  expect(completeWords(program, ['']).candidates).toContainEqual({
    value: 'switch',
    description: 'Make another database the active one; URLs stay, no request fails',
  });
});

test.each(program.commands.map((command) => command.name()).filter((name) => !name.startsWith('_')))(
  '%s is completed with all its options, without being named anywhere else',
  (name) => {
    const own = program.commands.find((command) => command.name() === name)?.options.map(({ long }) => long);
    expect(valuesAt('')).toContain(name);
    expect(valuesAt(name, '--')).toEqual(expect.arrayContaining(own ?? []));
  },
);

test('options of the program stand before and behind a command', () => {
  expect(valuesAt('--')).toContain('--project');
  expect(valuesAt('jobs', '--')).toContain('--project');
});

test('a switch that was given is not offered again; an option with a value may be', () => {
  expect(valuesAt('import', '--json', '--slug', '1=a', '-')).not.toContain('--json');
  expect(valuesAt('import', '--json', '--slug', '1=a', '-')).toContain('--slug');
});

test.each([
  [['switch', ''], 'database'],
  [['switch', '--json', 'x'], 'database'],
  [['switch', '-p', 'shop', ''], 'database'],
  [['-p', 'shop', 'restart', ''], 'server'],
  [['--project', ''], 'project'],
  [['sites', '-d', ''], 'database'],
  [['sites', '--database=li'], 'database'],
  [['env', '--site', ''], 'site'],
  [['mode', ''], 'mode'],
  [['cancel', ''], 'job'],
  [['import', ''], 'file'],
  [['add', ''], 'folder'],
  [['import', '--label', ''], 'free'],
  // Nothing more can stand there.
  [['switch', 'live', ''], 'free'],
  [['status', ''], 'free'],
] as const)('%j asks for names of a %s', (words, named) => {
  expect(completeWords(program, words).named).toBe(named);
});

test('values given before the cursor decide which names are meant', () => {
  expect(completeWords(program, ['--project=shop', 'env', '-p', 'blog', '--site', '']).given).toEqual({
    project: 'blog',
  });
});

test('a value behind an equals sign keeps what stands before it', () => {
  expect(completeWords(program, ['status', '--project=s'])).toMatchObject({
    prefix: '--project=',
    named: 'project',
  });
});

test('choices come from the program', () => {
  expect(valuesAt('completion', '')).toEqual(['bash', 'zsh', 'fish']);
});

test('help is completed by commands, once', () => {
  expect(valuesAt('help', '')).toContain('import');
  expect(valuesAt('help', 'import', '')).toEqual([]);
});

test('behind two hyphens nothing is an option', () => {
  expect(valuesAt('switch', '--', '-')).toEqual([]);
  expect(completeWords(program, ['switch', '--', '-'])).toMatchObject({ named: 'database' });
});
