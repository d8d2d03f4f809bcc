import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError, type HostInfo, stoppedReason, version } from '../contract';
import { dropBallast } from '../postgres/embedded/disk';
import { asFolderError, hasNoRoom, inFolder } from './attach/folder-error';
import { foldersOf } from './attach/folders';
import { acquireLock } from './attach/lock';
import { ensureSecret } from './attach/secret';
import { door } from './calls/call-context';
import { databaseCalls } from './calls/database-calls';
import { hostCalls } from './calls/host-calls';
import { jobCalls } from './calls/job-calls';
import { noticeCalls } from './calls/notice-calls';
import { programCalls } from './calls/program-calls';
import { projectCalls } from './calls/project-calls';
import { serverCalls } from './calls/server-calls';
import { settingCalls } from './calls/setting-calls';
import { siteCalls } from './calls/site-calls';
import { thumbnailCalls } from './calls/thumbnail-calls';
import { type Door, openDoor } from './door/open-door';
import type { Engine } from './engine';
import { idleOverrideMs, watchIdle } from './idle-watch';
import { Turns } from './jobs/turns';
import { findLayout } from './layout';
import { openLog } from './log';
import { type OpenEngine, openEngine } from './open-engine';
import { clusterFolderOf } from './opening/start-postgres';
import { explainError } from './recovery/explain-error';
import { openRunFile, type RunFile } from './recovery/run-record';
import type { RunningHost } from './running-host';
import { SettingsFile } from './settings';
import { stopStep } from './stop-step';
import { receiveUpload } from './uploads/receive-upload';
import { Uploads } from './uploads/uploads';

/** Time for an answer to leave before the connections are closed. */
const lastAnswerMs = 50;

/** PostgreSQL may be in the middle of its first start or of a recovery; the next host ends what is left of it. */
const openingLimitMs = 30_000;

/** All steps of a stop have limits of their own; this is for what nobody thought of. */
const stopLimitMs = 150_000;

const prepareFolders = (environment: NodeJS.ProcessEnv) => {
  const folders = foldersOf(environment);
  inFolder(folders.data, () => mkdirSync(folders.data, { recursive: true }));
  return folders;
};

/**
 * Starts the host of a data folder: lock, secret and door. PostgreSQL and the rest start with the first call that needs them.
 *
 * @throws AppError `host-running`, `folder-unreachable`, `disk-full`, `build-missing`, `setting-invalid`, `not-authorised`
 */
export const startHost = async (environment: NodeJS.ProcessEnv): Promise<RunningHost> => {
  const layout = findLayout();
  const folders = prepareFolders(environment);
  // Nothing could be written, not even the lock; PostgreSQL would use the reserve up at its start anyway.
  if (hasNoRoom(folders.data)) await dropBallast(clusterFolderOf(folders.data));
  const lock = acquireLock(folders.data, version);
  let openedDoor: Door | null = null;
  let openedRun: RunFile | null = null;
  try {
    const log = openLog(folders.data);
    const runFile = openRunFile(folders.data, () => new Date(), log);
    openedRun = runFile;
    const turns = new Turns();
    const startedAt = new Date().toISOString();
    let opened: Promise<OpenEngine> | null = null;
    let engine: Engine | null = null;
    let closing: Promise<string[]> | null = null;
    let ending: Promise<void> | null = null;
    let finish = (_exitCode: number): void => undefined;
    const stopped = new Promise<number>((resolve) => {
      finish = resolve;
    });
    const secret = ensureSecret(folders.data);
    const settings = new SettingsFile(folders.config);
    if (runFile.isCopy) {
      // The original keeps its ports: both can run at once.
      settings.change({ routerPort: null, doorPort: null, postgresPort: null });
      log.warn({ dataFolder: folders.data }, 'the data folder is a copy, so it gets ports of its own');
    }

    const describe = (cluster: Engine['cluster'] | null): HostInfo => ({
      version,
      pid: process.pid,
      startedAt,
      dataFolder: folders.data,
      postgres: cluster === null ? null : { version: cluster.version, port: cluster.port },
      uiUrl: `http://127.0.0.1:${openedDoor?.port ?? 0}/`,
      memoryBytes: process.memoryUsage.rss(),
    });

    const closeEverything = async (isOrdered: boolean): Promise<string[]> => {
      openedDoor?.lock();
      idle.stop();
      log.info('stopping');
      const what: string[] = [];
      const opening = opened;
      if (opening === null) return what;
      const open = await Promise.race([
        // A start that failed has left nothing to stop, and its caller knows why.
        opening.catch(() => null),
        delay(openingLimitMs, null, { ref: false }),
      ]);
      if (open !== null) what.push(...(await open.close(isOrdered)));
      return what;
    };

    /** Stops once, whoever asks and how often. */
    const closeOnce = (isOrdered: boolean): Promise<string[]> => {
      closing ??= closeEverything(isOrdered);
      return closing;
    };

    const endAll = async (reason: string, exitCode: number, cause: string): Promise<void> => {
      await stopStep(log, 'the engine', stopLimitMs, () => closeOnce(exitCode === 0));
      await stopStep(log, 'the door', stopLimitMs, async () => openedDoor?.close(reason));
      await stopStep(log, 'the uploads', stopLimitMs, () => uploads.close());
      runFile.end(exitCode === 0 ? 'stopped' : 'failed', cause);
      runFile.close();
      // Last, so that the next host finds the door's port free.
      lock.release();
      log.info({ exitCode }, 'stopped');
      finish(exitCode);
    };

    const end = (reason: string, exitCode = 0, cause = reason): Promise<void> => {
      ending ??= endAll(reason, exitCode, cause);
      return ending;
    };

    const openNow = async (): Promise<Engine> => {
      if (closing !== null)
        throw new AppError('host-stopping', 'Manysite is stopping.', { hint: 'Try again.' });
      const opening =
        opened ??
        openEngine({
          folders,
          layout,
          settings,
          secret,
          log,
          environment,
          runFile,
          turns,
          onDatabaseLost: (error) =>
            void end(
              'PostgreSQL has ended, so Manysite stops; logs/postgres.log may tell why',
              1,
              error.message,
            ),
          onUse: () => idle.look(),
          framers: () => openedDoor?.framers() ?? [],
          describeHost: describe,
        });
      opened = opening;
      try {
        engine = (await opening).engine;
        return engine;
      } catch (error) {
        // A later call tries again, e.g. after the disk has room.
        if (opened === opening) opened = null;
        throw error;
      }
    };

    /** Calls that come while PostgreSQL is started again wait, as requests to the sites do. */
    const openOnce = async (): Promise<Engine> => {
      const open = await openNow();
      await open.cluster.whenUp();
      return open;
    };

    const host: RunningHost = {
      info: () => describe(engine?.cluster ?? null),
      clientCount: () => openedDoor?.clientCount() ?? 0,
      stopForCaller: async () => {
        try {
          return { stopped: await closeOnce(true) };
        } finally {
          setTimeout(() => void end(stoppedReason), lastAnswerMs);
        }
      },
      stop: (reason) => end(reason),
      fail: (error) => {
        log.fatal(error, 'an error that nobody handled');
        const cause = error instanceof Error ? error.message : String(error);
        return end('Manysite met an error that it does not handle; logs/host.log has it', 1, cause);
      },
      stopped,
    };
    const machine = { folders, settings, environment };
    const onError = (error: unknown): void => log.error(error, 'the door met an error');
    const uploads = new Uploads(join(folders.data, 'spool'), () => new Date(), onError);
    const context = { host, engine: openOnce, engineNow: openNow, turns, machine, uploads };
    const isInUse = (): boolean =>
      (openedDoor?.clientCount() ?? 0) > 0 ||
      (engine !== null && (engine.jobs.runningCount > 0 || engine.runs.size > 0));
    const idleLimitMs = (): number => idleOverrideMs(environment) ?? settings.values.idleMinutes * 60_000;
    const idle = watchIdle(isInUse, idleLimitMs, () => {
      void end('Manysite was not used for a while');
    });

    openedDoor = await openDoor({
      preferredPort: settings.values.doorPort,
      token: secret.token,
      version,
      uiFolder: layout.uiFolder,
      router: door.router({
        ...hostCalls(context),
        ...jobCalls(context),
        ...settingCalls(context),
        ...projectCalls(context),
        ...databaseCalls(context),
        ...siteCalls(context),
        ...serverCalls(context),
        ...programCalls(context),
        ...noticeCalls(context),
        ...thumbnailCalls(context),
      }),
      explain: (error) => explainError(folders.data, error),
      receive: receiveUpload(uploads, onError),
      onError,
      onClients: () => {
        idle.look();
        void engine?.router.tellFramers();
      },
    });
    if (settings.values.doorPort !== openedDoor.port) settings.change({ doorPort: openedDoor.port });
    lock.publish(openedDoor.port);
    log.info({ port: openedDoor.port, dataFolder: folders.data }, 'started');
    return host;
  } catch (error) {
    await openedDoor?.close('Manysite could not start');
    openedRun?.close();
    lock.release();
    throw asFolderError(folders.data, error);
  }
};
