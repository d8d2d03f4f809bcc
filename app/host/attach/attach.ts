import { spawn } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError, errorShapeSchema, version } from '../../contract';
import { endTree } from '../../servers/process/end-tree';
import { processStartTime } from '../../servers/process-identity';
import { type Client, type Connection, connect } from './connect';
import { diskFull, hasNoRoom, inFolder } from './folder-error';
import { foldersOf } from './folders';
import { inheritableFiles, inheritedVariable } from './inherited-files';
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
  /** Resolves when the host has closed the connection, with the reason that it gave, if any. */
  readonly closed: Promise<string>;
  /** Stops the host and all that it runs. @returns what was stopped, once the host's process is gone too */
  quit(): Promise<string[]>;
  /** Stops it likewise, unless other clients use it. @returns how many do; 0 once its process is gone */
  leave(): Promise<number>;
  /** Ends the host's process with all that it started, by force where asking did not help. */
  end(): Promise<void>;
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

/** How a host is started where this process is not the Node to run it, or does not lie beside it. */
export interface HostLaunch {
  readonly program: string;
  /** host.mjs of the build. */
  readonly entry: string;
  /** What the program needs besides the caller's environment. */
  readonly environment: NodeJS.ProcessEnv;
}

interface Spawned {
  readonly pid: number | undefined;
  readonly exited: () => boolean;
  readonly startLog: string;
  /** Where in the start log the words of this host begin. */
  readonly offsetBytes: number;
}

/** What a host that cannot start prints as its last line. Others write into the same log, hence the pid. */
export const startFailureSchema = z.object({ pid: z.number(), error: errorShapeSchema });

/** Starts a host that outlives this process. What it prints before its own log is open goes to `startLog`. */
const spawnHost = (dataFolder: string, inherited: NodeJS.ProcessEnv, launch: HostLaunch | null): Spawned => {
  const logs = join(dataFolder, 'logs');
  const startLog = join(logs, 'host-start.log');
  const environment: NodeJS.ProcessEnv = {
    ...inherited,
    ...launch?.environment,
    [inheritedVariable]: inheritableFiles(),
  };
  const output = inFolder(dataFolder, () => {
    mkdirSync(logs, { recursive: true });
    return openSync(startLog, 'a', 0o600);
  });
  try {
    const offsetBytes = fstatSync(output).size;
    const program = launch?.program ?? process.execPath;
    const child = spawn(program, ['--enable-source-maps', launch?.entry ?? hostEntry()], {
      detached: true,
      stdio: ['ignore', output, output],
      // Made absolute, as the host runs elsewhere; unset stays unset, since it also moves the settings.
      env: environment.MANYSITE_DATA ? { ...environment, MANYSITE_DATA: dataFolder } : environment,
      cwd: dataFolder,
    });
    child.unref();
    const exited = () => child.exitCode !== null || child.signalCode !== null;
    return { pid: child.pid, exited, startLog, offsetBytes };
  } finally {
    closeSync(output);
  }
};

const parsedFailure = (line: string): z.infer<typeof startFailureSchema> | null => {
  try {
    return startFailureSchema.parse(JSON.parse(line));
  } catch {
    // Anything else that Node or a library printed.
    return null;
  }
};

/** It has only its log left to close: more than this means that something holds it. */
const lastBreathMs = 10_000;

const gone = async (connection: Connection, pid: number): Promise<void> => {
  await connection.closed;
  const deadline = Date.now() + lastBreathMs;
  while (processStartTime(pid) !== null && Date.now() < deadline) await delay(pollMs);
};

const quit = async (connection: Connection, pid: number): Promise<string[]> => {
  const { stopped } = await connection.client.host.quit();
  await gone(connection, pid);
  return stopped;
};

const leave = async (connection: Connection, pid: number): Promise<number> => {
  const { others } = await connection.client.host.leave();
  if (others === 0) await gone(connection, pid);
  return others;
};

/** Time between asking and force. */
const graceMs = 3_000;

const end = async (pid: number): Promise<void> => {
  await endTree(pid, graceMs);
};

/** Why a host that we started has ended. */
const startFailure = ({ pid, startLog, offsetBytes }: Spawned): AppError => {
  const text = readFileSync(startLog).subarray(offsetBytes).toString('utf8').trim();
  const failure = text
    .split('\n')
    .map(parsedFailure)
    .find((candidate) => candidate?.pid === pid);
  if (failure) return AppError.fromShape(failure.error);
  if (hasNoRoom(dirname(startLog)))
    return diskFull(dirname(startLog), 'the host could not start, nor write down why', null);
  return new AppError('host-unreachable', 'The host of Manysite ended while it started.', {
    hint: `Its output is in ${startLog}.`,
    data: { output: text.slice(-4000) },
  });
};

/** An older or newer host may know other calls. Who only looks for a running one may have come to stop it. */
const versionDiffers = (running: string, pid: number): AppError =>
  new AppError(
    'host-version-differs',
    `The host that runs (process ${pid}) is Manysite ${running}; this is ${version}.`,
    {
      hint: 'Stop it with `manysite quit`, then try again: the next command starts one of this version.',
      data: { running, own: version, pid },
    },
  );

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
 * Connects to the host of a data folder, and starts one where none runs. While a host starts or stops this waits.
 *
 * @param options.start false: return null where no host runs, and take one of any version
 * @param options.environment decides the data folder (`MANYSITE_DATA`); a started host inherits it
 * @param options.launch how a host is started; called only when one is
 * @throws AppError `host-unreachable` after a minute, or `host-version-differs`, or the error that kept the host from starting
 */
export const attach = async (options: {
  readonly start: boolean;
  readonly environment?: NodeJS.ProcessEnv;
  readonly launch?: () => Promise<HostLaunch>;
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
      if (options.start && connection.version !== version) {
        await connection.close();
        throw versionDiffers(connection.version, lock.pid);
      }
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
        quit: () => quit(connection, lock.pid),
        leave: () => leave(connection, lock.pid),
        end: () => end(lock.pid),
        close: connection.close,
      };
    }
    if (lock === null) {
      if (!options.start) return null;
      if (spawned === null) spawned = spawnHost(dataFolder, environment, (await options.launch?.()) ?? null);
      else if (spawned.exited()) {
        const failure = startFailure(spawned);
        // Another one was faster, and may be gone already.
        if (failure.code !== 'host-running') throw failure;
        spawned = null;
      }
    }
    await delay(pollMs);
  }
  throw new AppError('host-unreachable', `The host of ${dataFolder} did not answer within a minute.`, {
    hint: `Look into ${join(dataFolder, 'logs')}.`,
  });
};
