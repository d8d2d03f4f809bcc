import { parse } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** Everything that the command line knows of the process around it; a test gives its own. */
export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute; relative paths of the user are resolved against it. */
  readonly cwd: string;
  /** Whether a person sees stderr, so that questions may be asked there. */
  readonly isSeen: boolean;
  /** Whether that terminal also knows how to go back in a line: then progress is a bar. */
  readonly isInteractive: boolean;
  readonly hasColour: boolean;
  /** Width for bars and tables. */
  readonly columns: number;
  readonly now: () => Date;
  /** Calls back on each Ctrl-C or SIGTERM instead of ending the process; returns how to stop that. */
  readonly onInterrupt: (listener: () => void) => () => void;
}

const wantsColour = (environment: NodeJS.ProcessEnv, isTerminal: boolean): boolean => {
  if (environment.NO_COLOR !== undefined && environment.NO_COLOR !== '') return false;
  if (environment.FORCE_COLOR !== undefined && environment.FORCE_COLOR !== '0') return true;
  return isTerminal && environment.TERM !== 'dumb';
};

/**
 * The working directory, or where it was: a shell may stand in a folder that somebody has removed, and `--project` works there too.
 *
 * @param cwd throws where the folder is gone
 */
export const workingFolder = (cwd: () => string, environment: NodeJS.ProcessEnv): string => {
  try {
    return cwd();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOENT') throw error;
    return environment.PWD ?? parse(process.execPath).root;
  }
};

/** The terminal of this process. */
export const processTerminal = (): Terminal => ({
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  cwd: workingFolder(process.cwd, process.env),
  isSeen: process.stderr.isTTY === true,
  isInteractive: process.stderr.isTTY === true && process.env.TERM !== 'dumb',
  hasColour: wantsColour(process.env, process.stdout.isTTY === true),
  // A pseudo-terminal without a size says 0.
  columns: process.stderr.columns || process.stdout.columns || 100,
  now: () => new Date(),
  onInterrupt: (listener) => {
    process.on('SIGINT', listener);
    process.on('SIGTERM', listener);
    return () => {
      process.off('SIGINT', listener);
      process.off('SIGTERM', listener);
    };
  },
});
