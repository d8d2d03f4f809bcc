import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AppError, errorShapeSchema } from '../../contract';
import { type Client, type Connection, connect } from './connect';
import { foldersOf } from './folders';
import { type Lock, readLiveLock } from './lock';
import { readSecret } from './secret';

export interface Attached {
  readonly client: Client;
  readonly info: {
    readonly pid: number;
    readonly startedByUs: boolean;
    /** The browser page, without the token. */
    readonly uiUrl: string;
    readonly token: string;
    readonly dataFolder: string;
    readonly version: string;
  };
  /** Resolves when the host has closed the connection. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

const startTimeoutMs = 60_000;
const pollMs = 25;

/** The host's bundle: beside the command line's own, or in dist/ when this runs from the sources. */
const hostEntry = (): string =>
  fileURLToPath(
    import.meta.url.includes('/app/host/')
      ? new URL('../../../dist/host.mjs', import.meta.url)
      : new URL(import.meta.url.includes('/chunks/') ? '../host.mjs' : './host.mjs', import.meta.url),
  );

interface Spawned {
  readonly exited: () => boolean;
  readonly startLog: string;
}

/** Starts a host that outlives this process. What it prints before its own log is open goes to `startLog`. */
const spawnHost = (dataFolder: string, environment: NodeJS.ProcessEnv): Spawned => {
  const logs = join(dataFolder, 'logs');
  try {
    mkdirSync(logs, { recursive: true });
  } catch (cause) {
    throw new AppError('folder-unreachable', `The data folder ${dataFolder} cannot be written to.`, {
      hint: 'Set MANYSITE_DATA to a folder of yours.',
      cause,
    });
  }
  const startLog = join(logs, 'host-start.log');
  const output = openSync(startLog, 'w', 0o600);
  try {
    const child = spawn(process.execPath, ['--enable-source-maps', hostEntry()], {
      detached: true,
      stdio: ['ignore', output, output],
      env: { ...environment, MANYSITE_DATA: dataFolder },
      cwd: dataFolder,
    });
    child.unref();
    return { exited: () => child.exitCode !== null || child.signalCode !== null, startLog };
  } finally {
    closeSync(output);
  }
};

/** The last line of a start log that is an error shape, as written by the host's entry. */
const startFailure = (startLog: string): AppError => {
  const text = readFileSync(startLog, 'utf8').trim();
  for (const line of text.split('\n').reverse()) {
    if (!line.startsWith('{')) continue;
    const shape = errorShapeSchema.safeParse(JSON.parse(line));
    if (shape.success) return AppError.fromShape(shape.data);
  }
  return new AppError('host-unreachable', 'The host of Manysite ended while it started.', {
    hint: `Its output is in ${startLog}.`,
    data: { output: text.slice(-4000) },
  });
};

const open = async (lock: Lock, dataFolder: string): Promise<Connection | null> => {
  const secret = readSecret(dataFolder);
  if (lock.port === null || secret === null) return null;
  try {
    return await connect(lock.port, secret.token);
  } catch (error) {
    if (error instanceof AppError) throw error;
    // It starts or ends right now; the caller looks at the lock again.
    return null;
  }
};

/**
 * Connects to the host of a data folder, and starts one where none runs.
 *
 * @param options.start false: return null where no host runs
 * @param options.environment decides the data folder (`MANYSITE_DATA`); a started host inherits it
 * @throws AppError `host-unreachable` after a minute, or the error that kept the host from starting
 */
export const attach = async (options: {
  readonly start: boolean;
  readonly environment?: NodeJS.ProcessEnv;
}): Promise<Attached | null> => {
  const environment = options.environment ?? process.env;
  const { data: dataFolder } = foldersOf(environment);
  const deadline = Date.now() + startTimeoutMs;
  let spawned: Spawned | null = null;
  while (Date.now() < deadline) {
    const lock = readLiveLock(dataFolder);
    const connection = lock === null ? null : await open(lock, dataFolder);
    const secret = readSecret(dataFolder);
    if (lock !== null && connection !== null && secret !== null) {
      return {
        client: connection.client,
        info: {
          pid: lock.pid,
          startedByUs: spawned !== null,
          uiUrl: `http://127.0.0.1:${lock.port}/`,
          token: secret.token,
          dataFolder,
          version: connection.version,
        },
        closed: connection.closed,
        close: connection.close,
      };
    }
    if (lock === null) {
      if (!options.start) return null;
      if (spawned === null) spawned = spawnHost(dataFolder, environment);
      else if (spawned.exited()) throw startFailure(spawned.startLog);
    }
    await delay(pollMs);
  }
  throw new AppError('host-unreachable', `The host of ${dataFolder} did not answer within a minute.`, {
    hint: `Look into ${join(dataFolder, 'logs')}.`,
  });
};
