import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { AppError, type Program } from '../contract';
import type { Terminal } from './terminal';

/** What a program must know of the terminal that it runs in, which is the caller's and not the host's. */
const terminalVariables = [
  'TERM',
  'COLORTERM',
  'TERM_PROGRAM',
  'NO_COLOR',
  'FORCE_COLOR',
  'COLUMNS',
  'LINES',
];

const environmentIn = (program: Program, terminal: Terminal): Record<string, string> => ({
  ...program.environment,
  ...Object.fromEntries(
    terminalVariables.flatMap((name) => {
      const value = terminal.environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  ),
});

/** What others send to us is meant for the program; a shell tells its end by a signal as 128 and the signal's number. */
const forwarded = ['SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const;
const signalExit = 128;

const startFailure = (program: Program, cause: NodeJS.ErrnoException): AppError =>
  new AppError(
    'command-not-found',
    cause.code === 'ENOENT'
      ? `"${program.file}" was found neither in ${program.cwd} nor on the PATH of the project.`
      : `"${program.file}" could not be started: ${cause.message}`,
    {
      hint: 'The environment of the project: `manysite env`. After `--` comes a program, not a line of a shell.',
      data: { file: program.file, cwd: program.cwd },
      cause,
    },
  );

export interface RunningProgram {
  /** Its exit code, or 128 and the number of the signal that ended it. @throws AppError `command-not-found` */
  readonly ended: Promise<number>;
  end(): void;
}

/**
 * Runs a program in this terminal: it reads and writes it itself, so that a debugger works. A Ctrl-C reaches it by the terminal;
 * every other signal to us is passed on to it.
 */
export const runInTerminal = (program: Program, terminal: Terminal): RunningProgram => {
  const child = spawn(program.file, program.args, {
    cwd: program.cwd,
    env: environmentIn(program, terminal),
    stdio: 'inherit',
  });
  const pass = (signal: NodeJS.Signals): void => {
    child.kill(signal);
  };
  const onInterrupt = (): void => {
    // The terminal has sent it to the program as well: a second one would be one too many.
    if (terminal.stdin.isTTY !== true) child.kill('SIGINT');
  };
  for (const signal of forwarded) process.on(signal, pass);
  process.on('SIGINT', onInterrupt);
  const stopListening = (): void => {
    for (const signal of forwarded) process.off(signal, pass);
    process.off('SIGINT', onInterrupt);
  };
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (error) => reject(startFailure(program, error)));
    child.once('exit', (code, signal) =>
      resolve(code ?? signalExit + (signal === null ? 0 : constants.signals[signal])),
    );
  }).finally(stopListening);
  return { ended, end: () => void child.kill('SIGTERM') };
};
