import { mkdirSync } from 'node:fs';
import { AppError, type HostInfo, version } from '../contract';
import { foldersOf } from './attach/folders';
import { acquireLock } from './attach/lock';
import { ensureSecret } from './attach/secret';
import { door } from './calls/call-context';
import { databaseCalls } from './calls/database-calls';
import { hostCalls } from './calls/host-calls';
import { projectCalls } from './calls/project-calls';
import { serverCalls } from './calls/server-calls';
import { siteCalls } from './calls/site-calls';
import { type Door, openDoor } from './door/open-door';
import type { Engine } from './engine';
import { idleLimitMs, watchIdle } from './idle-watch';
import { Turns } from './jobs/turns';
import { findLayout } from './layout';
import { openLog } from './log';
import { type OpenEngine, openEngine } from './open-engine';
import { SettingsFile } from './settings';

export interface RunningHost {
  info(): HostInfo;
  /** Stops everything but the caller's connection, which ends when the process does. */
  stopForCaller(): Promise<{ stopped: string[] }>;
  stop(): Promise<void>;
  /** Resolves when all is stopped and the process may end. */
  readonly stopped: Promise<void>;
}

/** Time for an answer to leave before the connections are closed. */
const lastAnswerMs = 50;

/** Overrides the idle limit, in seconds; for tests and for those who want it gone sooner. */
const idleSeconds = (environment: NodeJS.ProcessEnv): number => {
  const given = Number(environment.MANYSITE_IDLE_SECONDS);
  return Number.isFinite(given) && given > 0 ? given * 1000 : idleLimitMs;
};

const prepareFolders = (environment: NodeJS.ProcessEnv) => {
  const folders = foldersOf(environment);
  try {
    mkdirSync(folders.data, { recursive: true });
  } catch (cause) {
    throw new AppError('folder-unreachable', `The data folder ${folders.data} cannot be made.`, {
      hint: 'Set MANYSITE_DATA to a folder of yours.',
      cause,
    });
  }
  return folders;
};

/**
 * Starts the host of a data folder: lock, secret and door. PostgreSQL and the rest start with the first call that needs them.
 *
 * @throws AppError `host-running`, `folder-unreachable`, `build-missing`, `setting-invalid`
 */
export const startHost = async (environment: NodeJS.ProcessEnv): Promise<RunningHost> => {
  const layout = findLayout();
  const folders = prepareFolders(environment);
  const lock = acquireLock(folders.data, version);
  const log = openLog(folders.data);
  const startedAt = new Date().toISOString();
  let opened: Promise<OpenEngine> | null = null;
  let engine: Engine | null = null;
  let openedDoor: Door | null = null;
  let closing: Promise<string[]> | null = null;
  let finish = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    finish = resolve;
  });

  try {
    const secret = ensureSecret(folders.data);
    const settings = new SettingsFile(folders.config);

    const closeEverything = async (): Promise<string[]> => {
      idle.stop();
      log.info('stopping');
      try {
        const open = await opened?.catch(() => null);
        return (await open?.close()) ?? [];
      } finally {
        lock.release();
        log.info('stopped');
      }
    };

    /** Stops once, whoever asks and how often. */
    const closeOnce = (): Promise<string[]> => {
      closing ??= closeEverything();
      return closing;
    };

    const end = async (): Promise<void> => {
      try {
        await closeOnce();
      } catch (error) {
        log.error(error, 'stopping met an error');
      }
      await openedDoor?.close();
      finish();
    };

    const openOnce = async (): Promise<Engine> => {
      if (closing !== null)
        throw new AppError('host-unreachable', 'Manysite is stopping.', { hint: 'Try again.' });
      opened ??= openEngine({
        folders,
        layout,
        settings,
        secret,
        log,
        environment,
        onDatabaseLost: () => void end(),
        onUse: () => idle.look(),
      });
      try {
        engine = (await opened).engine;
        return engine;
      } catch (error) {
        // A later call tries again, e.g. after the disk has room.
        opened = null;
        throw error;
      }
    };

    const host: RunningHost = {
      info: () => ({
        version,
        pid: process.pid,
        startedAt,
        dataFolder: folders.data,
        postgres: engine === null ? null : { version: engine.cluster.version, port: engine.cluster.port },
        uiUrl: `http://127.0.0.1:${openedDoor?.port ?? 0}/`,
      }),
      stopForCaller: async () => {
        const what = await closeOnce();
        setTimeout(() => void end(), lastAnswerMs);
        return { stopped: what };
      },
      stop: end,
      stopped,
    };
    const context = { host, engine: openOnce, turns: new Turns() };
    const isInUse = (): boolean =>
      (openedDoor?.clientCount() ?? 0) > 0 ||
      (engine !== null && (engine.jobs.runningCount > 0 || engine.runs.size > 0));
    const idle = watchIdle(isInUse, idleSeconds(environment), () => {
      log.info('idle for the whole limit');
      void end();
    });

    openedDoor = await openDoor({
      preferredPort: settings.values.doorPort,
      token: secret.token,
      version,
      uiFolder: layout.uiFolder,
      router: door.router({
        ...hostCalls(context),
        ...projectCalls(context),
        ...databaseCalls(context),
        ...siteCalls(context),
        ...serverCalls(context),
      }),
      onError: (error) => log.error(error, 'the door met an error'),
      onClients: () => idle.look(),
    });
    if (settings.values.doorPort !== openedDoor.port) settings.change({ doorPort: openedDoor.port });
    lock.publish(openedDoor.port);
    log.info({ port: openedDoor.port, dataFolder: folders.data }, 'started');
    return host;
  } catch (error) {
    lock.release();
    throw error;
  }
};
