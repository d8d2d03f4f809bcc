import { type SpawnOptionsWithStdioTuple, type StdioNull, type StdioPipe, spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import { endTree, type TreeEnd } from './end-tree';
import { pause } from './pause';

/** How the first process of a group ended. */
export type ProcessEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: string };

/** A process that we started, with everything that it starts. */
export interface ProcessGroup {
  readonly pid: number;
  /** The first process ended (others of the group may live on), or not even SIGKILL ends it. */
  readonly exited: Promise<ProcessEnd>;
  /** Resolves when all output was read, at most `timeoutMs` from now: a process that lives on may hold the pipe. */
  outputEnded(timeoutMs: number): Promise<void>;
  /** Ends the whole tree; asked again, it gives the same promise. Closes the output. */
  end(graceMs: number): Promise<TreeEnd>;
}

export type Spawned =
  | { readonly kind: 'spawned'; readonly group: ProcessGroup }
  | { readonly kind: 'spawn-failed'; readonly reason: string };

const exists = async (folder: string): Promise<boolean> => {
  try {
    await access(folder);
    return true;
  } catch {
    // Absent or not ours to enter: no process can start there either way.
    return false;
  }
};

const spawnProblem = async (program: string, cwd: string, error: Error): Promise<string> => {
  const code = 'code' in error ? error.code : null;
  // The system reports a missing working folder in the same words as a missing program.
  if (!(await exists(cwd))) return `The folder ${cwd}, in which "${program}" should run, is not there.`;
  if (code === 'ENOENT') {
    return program.includes('/')
      ? `The program "${program}" does not exist (seen from ${cwd}).`
      : `The program "${program}" was not found in any folder of the PATH.`;
  }
  if (code === 'EACCES') return `The program "${program}" may not be executed.`;
  return `The program "${program}" could not be started: ${error.message}`;
};

/** A program that cannot be found is told by an event, arguments that no program can take (a NUL, too long) by an exception. */
const spawnOrError = (
  command: readonly [string, ...string[]],
  options: SpawnOptionsWithStdioTuple<StdioNull, StdioPipe, StdioPipe>,
) => {
  const [program, ...args] = command;
  try {
    return spawn(program, args, options);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};

/** Time for the last output to arrive after all processes are gone. */
const lastOutputMs = 500;

/**
 * Starts a program without a shell, in a process group of its own (so that a Ctrl-C in our terminal does not reach it, and
 * a signal to the group reaches all that it starts). It gets no input.
 *
 * @param command program and arguments
 * @param env the complete environment; the program is looked up in its PATH
 * @param onOutput called with each piece of output as it comes, and with null when a stream ends
 */
export const spawnGroup = async (input: {
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onOutput: (stream: 'stdout' | 'stderr', bytes: Buffer | null) => void;
}): Promise<Spawned> => {
  const { command, cwd, env, onOutput } = input;
  const child = spawnOrError(command, {
    cwd,
    env: { ...env },
    shell: false,
    windowsHide: true,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child instanceof Error) {
    return { kind: 'spawn-failed', reason: await spawnProblem(command[0], cwd, child) };
  }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (bytes: Buffer) => onOutput(stream, bytes));
    child[stream].on('close', () => onOutput(stream, null));
  }
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const givenUp = new AbortController();
  const exited = new Promise<ProcessEnd>((resolve) => {
    child.once('exit', (code, signal) =>
      resolve(code === null ? { kind: 'signalled', signal: signal ?? 'unknown' } : { kind: 'exited', code }),
    );
    givenUp.signal.addEventListener('abort', () => resolve({ kind: 'signalled', signal: 'SIGKILL' }));
  });
  const { pid } = child;
  if (pid === undefined) {
    const error = await new Promise<Error>((resolve) => child.once('error', resolve));
    return { kind: 'spawn-failed', reason: await spawnProblem(command[0], cwd, error) };
  }
  const outputEnded = async (timeoutMs: number): Promise<void> => {
    const timer = new AbortController();
    await Promise.race([closed, pause(timeoutMs, timer.signal)]);
    timer.abort();
  };
  const endOnce = async (graceMs: number): Promise<TreeEnd> => {
    const result = await endTree(pid, graceMs);
    if (result === 'still-there') givenUp.abort();
    await exited;
    await outputEnded(lastOutputMs);
    // A process that we could not find may still hold the pipes, and would keep the host from ending.
    child.stdout.destroy();
    child.stderr.destroy();
    return result;
  };
  let ending: Promise<TreeEnd> | null = null;
  const group: ProcessGroup = {
    pid,
    exited,
    outputEnded,
    end: (graceMs) => {
      ending ??= endOnce(graceMs);
      return ending;
    },
  };
  return { kind: 'spawned', group };
};
