import type { Command } from 'commander';
import type { State } from '../../contract';
import type { Attach } from '../session';
import type { Terminal } from '../terminal';
import { type Candidate, completeWords, type Expected } from './complete-words';
import { isHostsName, knownNames } from './known-names';
import { type Shell, shells } from './scripts';
import { quoteFor, splitLine } from './shell-words';

/** Who presses Tab waits: what the host has not told by then is not offered. */
const patienceMs = 1_000;

const stateOf = async (attach: Attach): Promise<State | null> => {
  // Completing never starts a host.
  const host = await attach(false);
  if (host === null) return null;
  try {
    for await (const event of await host.client.watch()) {
      if (event.type === 'snapshot') return event.state;
    }
    return null;
  } finally {
    await host.close();
  }
};

const atMost = <Value>(work: Promise<Value>, ms: number): Promise<Value | null> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });

const kindOf = ({ named, prefix }: Expected): string => {
  if (named === 'file') return 'files';
  if (named === 'folder') return 'folders';
  return prefix === '' ? 'names' : 'values';
};

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

/** zsh's `_describe` parts value and description by a colon. */
const forZsh = ({ value, description }: Candidate): string => {
  const escaped = value.replaceAll('\\', '\\\\').replaceAll(':', '\\:');
  return description === '' ? escaped : `${escaped}:${oneLine(description)}`;
};

const forFish = ({ value, description }: Candidate, prefix: string): string =>
  description === '' ? prefix + value : `${prefix}${value}\t${oneLine(description)}`;

interface Asked {
  readonly shell: Shell;
  readonly words: readonly string[];
  /** Makes the shell's lines of what was found. */
  readonly reply: (candidates: readonly Candidate[], prefix: string) => string[];
}

const askedBy = (shell: Shell, given: readonly string[]): Asked => {
  switch (shell) {
    case 'bash': {
      const { words, last } = splitLine(given[0] ?? '', given[1] ?? '');
      return {
        shell,
        words: [...words.slice(1), last.text],
        reply: (candidates, prefix) =>
          candidates
            .map(({ value }) => prefix + value)
            .filter((value) => value.startsWith(last.text))
            .map((value) => quoteFor(value.slice(last.keptLength), last.quote)),
      };
    }
    case 'zsh':
      return { shell, words: given, reply: (candidates) => candidates.map(forZsh) };
    case 'fish':
      return {
        shell,
        words: [...given.slice(0, -1), splitLine(given.at(-1) ?? '', '').last.text],
        reply: (candidates, prefix) => candidates.map((candidate) => forFish(candidate, prefix)),
      };
    default:
      return shell satisfies never;
  }
};

/** The names of the host, as far as they come in time. Whatever goes wrong here the command itself will say, not the Tab key. */
const namesFor = async (expected: Expected, attach: Attach, cwd: string): Promise<readonly Candidate[]> => {
  try {
    const state = isHostsName(expected.named) ? await atMost(stateOf(attach), patienceMs) : null;
    return knownNames(expected, state, cwd);
  } catch {
    return [];
  }
};

/**
 * Answers a shell that asks what can stand at its cursor.
 *
 * @param args after `__complete`: the shell's name, `--`, then what its script gives (scripts.ts)
 */
export const runCompletion = async (
  args: readonly string[],
  program: Command,
  line: { readonly terminal: Terminal; readonly attach: Attach },
): Promise<void> => {
  const shell = shells.find((known) => known === args[0]);
  if (shell === undefined) return;
  const { words, reply } = askedBy(shell, args.slice(2));
  const expected = completeWords(program, words);
  const names = await namesFor(expected, line.attach, line.terminal.cwd);
  const lines = [kindOf(expected), ...reply([...expected.candidates, ...names], expected.prefix)];
  await new Promise((resolve) => line.terminal.stdout.write(`${lines.join('\n')}\n`, resolve));
};
