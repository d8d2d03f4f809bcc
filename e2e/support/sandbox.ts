import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const checkout = fileURLToPath(new URL('../../', import.meta.url));

export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A data folder of its own, with the command line as a user runs it. */
export interface Sandbox {
  readonly dataFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  run(...args: string[]): Promise<Outcome>;
  /** Runs with `--json` and returns what stdout held. Fails when the command does. */
  json(...args: string[]): Promise<unknown>;
  /** Runs with `--json`, expecting an error, and returns it with the exit code. */
  refused(
    ...args: string[]
  ): Promise<{ exitCode: number; error: { code: string; message: string; hint: string | null } }>;
  /** Processes that run with this data folder in their command line or environment. */
  processes(): string[];
  dispose(): Promise<void>;
}

const commandLine = (pid: string): string =>
  readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();

const mentions = (pid: string, text: string): boolean => {
  try {
    return commandLine(pid).includes(text) || readFileSync(`/proc/${pid}/environ`, 'utf8').includes(text);
  } catch (error) {
    // A process that ended while we looked is no longer there to be counted.
    if (
      error instanceof Error &&
      'code' in error &&
      ['ENOENT', 'ESRCH', 'EACCES'].includes(String(error.code))
    )
      return false;
    throw error;
  }
};

const execute = (args: readonly string[], environment: NodeJS.ProcessEnv, cwd: string): Promise<Outcome> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(checkout, 'bin/manysite'), ...args],
      { env: environment, cwd, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        resolve({ exitCode: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
      },
    );
  });

export const openSandbox = (): Sandbox => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'manysite-e2e-'));
  // PostgreSQL's own user must be able to enter.
  chmodSync(dataFolder, 0o755);
  const { MANYSITE_DATA: _, ...inherited } = process.env;
  const environment = { ...inherited, MANYSITE_DATA: dataFolder, NO_COLOR: '1' };
  const run = (...args: string[]): Promise<Outcome> => execute(args, environment, dataFolder);
  const processes = (): string[] =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid && mentions(name, dataFolder))
      .map((pid) => `${pid} ${commandLine(pid)}`);
  return {
    dataFolder,
    environment,
    run,
    processes,
    json: async (...args) => {
      const outcome = await run(...args, '--json');
      if (outcome.exitCode !== 0)
        throw new Error(
          `manysite ${args.join(' ')}: ${outcome.exitCode}\n${outcome.stdout}\n${outcome.stderr}`,
        );
      return JSON.parse(outcome.stdout);
    },
    refused: async (...args) => {
      const outcome = await run(...args, '--json');
      if (outcome.exitCode === 0)
        throw new Error(`manysite ${args.join(' ')} was expected to fail:\n${outcome.stdout}`);
      return { exitCode: outcome.exitCode, ...JSON.parse(outcome.stdout) };
    },
    dispose: async () => {
      await run('quit');
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
};
