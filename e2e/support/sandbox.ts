import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  /** The same in another working directory than the data folder. */
  runIn(folder: string, ...args: string[]): Promise<Outcome>;
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

/**
 * Where the routers of this process are. Workers of one run that are there at the same time have different numbers, and so ranges of
 * their own; which of a worker's it is depends on the process, since its number goes to the next one.
 */
const firstRouterPort = 10_000;
const routerPortsOfProcess = 200;
const rangesOfWorker = 12;
const mostWorkers = 8;
const workerNumber = Number(process.env.TEST_PARALLEL_INDEX ?? process.env.VITEST_POOL_ID ?? 0);
let sandboxCount = 0;

const nextRouterPort = (): number => {
  const range = (workerNumber % mostWorkers) * rangesOfWorker + (process.pid % rangesOfWorker);
  sandboxCount += 1;
  return firstRouterPort + range * routerPortsOfProcess + (sandboxCount % routerPortsOfProcess);
};

/** The same in a folder that is there already. */
export const sandboxAt = (dataFolder: string): Sandbox => {
  const { MANYSITE_DATA: _, ...inherited } = process.env;
  const environment = {
    ...inherited,
    MANYSITE_DATA: dataFolder,
    // No test asks a resolver of this machine: nothing listens there.
    MANYSITE_RESOLVERS: '127.0.0.1:1',
    NO_COLOR: '1',
  };
  const run = (...args: string[]): Promise<Outcome> => execute(args, environment, dataFolder);
  const processes = (): string[] =>
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid && mentions(name, dataFolder))
      .map((pid) => `${pid} ${commandLine(pid)}`);
  return {
    dataFolder,
    environment,
    run,
    runIn: (folder, ...args) => execute(args, environment, folder),
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

/**
 * @param options.isNew nothing is chosen yet, as on a user's first day. Otherwise the router's port is, since hosts that share a
 *   machine would take it from each other between a stop and the next start
 */
export const openSandbox = (options: { readonly isNew?: boolean } = {}): Sandbox => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'manysite-e2e-'));
  // PostgreSQL's own user must be able to enter.
  chmodSync(dataFolder, 0o755);
  if (options.isNew !== true) {
    mkdirSync(join(dataFolder, 'config'));
    writeFileSync(join(dataFolder, 'config/settings.json'), JSON.stringify({ routerPort: nextRouterPort() }));
  }
  return sandboxAt(dataFolder);
};
