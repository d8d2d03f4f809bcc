import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { AppError, type Database } from '../../../contract';
import { connectAs } from '../../../postgres/connect';
import { cloneDatabase, createStagingDatabase } from '../../../postgres/databases';
import { listDatabases } from '../../../postgres/inventory';
import { pristineNameOf } from '../../../postgres/names';
import { ensureServingRole } from '../../../postgres/roles';
import { ensureSecret } from '../../attach/secret';
import type { Engine } from '../../engine';
import type { JobContext } from '../../jobs/job-runner';
import { Turns } from '../../jobs/turns';
import { findLayout } from '../../layout';
import { openEngine } from '../../open-engine';
import { openRunFile } from '../../recovery/run-record';
import { SettingsFile } from '../../settings';
import { sizeOf } from '../sizes';

/** A real engine on a folder of its own, with one database that was “imported”; no project runs. */
export interface CopyScene extends AsyncDisposable {
  readonly engine: Engine;
  /** The database as the catalog has it now. */
  database(): Promise<Database>;
  /** What its marker row says, and the slug that the catalog keeps: both of one moment, if all is well. */
  content(): Promise<{ readonly marker: string; readonly slug: string }>;
  /** Changes both. */
  write(word: string): Promise<void>;
  /** Names inside PostgreSQL that the catalog does not know, and names of the catalog that PostgreSQL does not. */
  strays(): Promise<string[]>;
  close(): Promise<void>;
}

const projectFolder = '/nowhere/shop';
const databaseName = 'shop_live';

/** A job's context for journeys that are called without a job runner. */
export const jobContext = (onPhase: (phase: string) => void = () => undefined): JobContext => ({
  signal: new AbortController().signal,
  jobId: randomUUID(),
  progress: ({ phase }) => onPhase(phase),
  holdCancel: () => undefined,
  say: () => undefined,
});

const marker = async (engine: Engine, projectId: string, sql: string): Promise<string[]> => {
  const login = await ensureServingRole(engine.cluster, projectId);
  const client = await connectAs(engine.cluster, {
    ...login,
    database: databaseName,
    applicationName: 'copy scene',
  });
  try {
    const { rows } = await client.query<{ word: string }>(sql);
    return rows.map(({ word }) => word);
  } finally {
    await client.end();
  }
};

/** What an import leaves, made without a dump. @param padding rows of 1 kB, for a copy that takes its time */
const seed = async (engine: Engine, padding: number): Promise<void> => {
  const { catalog, cluster } = engine;
  const project = await catalog.projects.add({ name: 'shop', folder: projectFolder, mode: 'single-process' });
  const id = randomUUID();
  const login = await ensureServingRole(cluster, project.id);
  const pristineName = pristineNameOf(id);
  await catalog.databases.beginImport({
    id,
    projectId: project.id,
    name: databaseName,
    label: 'live',
    stagingName: 'import_scene',
    importRole: 'import_scene',
    pristineName,
    dump: { file: '/dumps/live.dump', format: 'custom', createdAt: null, serverVersion: null },
  });
  await createStagingDatabase(cluster, { name: databaseName, owner: login.user, dumpLocale: null });
  await marker(engine, project.id, `create table marker as select 'imported' as word`);
  await marker(
    engine,
    project.id,
    `create table padding as select repeat(md5(n::text), 32) as word from generate_series(1, ${padding}) n`,
  );
  await catalog.identities.replace(id, [{ siteId: 1, slug: 'imported', realDomain: '' }]);
  await cloneDatabase(cluster, {
    from: databaseName,
    to: pristineName,
    owner: login.user,
    isTemplate: true,
  });
  await catalog.databases.finishImport(id, {
    sha256: 'a'.repeat(64),
    importedAt: engine.now(),
    sizeBytes: await sizeOf(engine, databaseName),
    pristineBytes: await sizeOf(engine, pristineName),
    siteCount: 1,
    problemCount: 0,
    report: {
      tables: 2,
      rows: padding,
      indexes: 0,
      constraints: 0,
      skipped: [],
      warnings: [],
      durationMs: 1,
      phases: [],
    },
  });
};

const theDatabase = async (engine: Engine): Promise<Database> => {
  const [database] = await engine.catalog.databases.listAll();
  if (database === undefined) throw new AppError('database-not-found', 'The scene has no database.');
  return database;
};

/**
 * @param folder everyone may enter it
 * @param options.isAgain a scene that was there before goes on, also one whose database was deleted
 */
export const openCopyScene = async (
  folder: string,
  options: { readonly padding?: number; readonly isAgain?: boolean } = {},
): Promise<CopyScene> => {
  const folders = {
    data: join(folder, 'data'),
    config: join(folder, 'config'),
    cache: join(folder, 'cache'),
  };
  mkdirSync(folders.data, { recursive: true });
  const settings = new SettingsFile(folders.config);
  settings.change({ keepSpares: false });
  const log = pino({ level: 'silent' });
  const runFile = openRunFile(folders.data, () => new Date(), log);
  const opened = await openEngine({
    folders,
    layout: findLayout(),
    settings,
    secret: ensureSecret(folders.data),
    log,
    environment: {},
    runFile,
    turns: new Turns(),
    onDatabaseLost: (error) => console.error('the PostgreSQL of a scene was given up', error),
    onUse: () => undefined,
    framers: () => [],
    describeHost: () => ({
      version: '1',
      pid: process.pid,
      startedAt: '2026-11-18T10:00:00.000Z',
      dataFolder: '/data',
      postgres: null,
      uiUrl: '',
      memoryBytes: 0,
    }),
  });
  const { engine } = opened;
  const close = async (): Promise<void> => {
    await opened.close(true);
    runFile.end('stopped', 'the test is over');
    runFile.close();
  };
  try {
    if (options.isAgain !== true) await seed(engine, options.padding ?? 1);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    engine,
    close,
    [Symbol.asyncDispose]: close,
    database: () => theDatabase(engine),
    content: async () => {
      const { id, projectId } = await theDatabase(engine);
      const [word = 'nothing'] = await marker(engine, projectId, 'select word from marker');
      const [identity] = await engine.catalog.identities.list(id);
      return { marker: word, slug: identity?.slug ?? 'nothing' };
    },
    write: async (word) => {
      const { id, projectId } = await theDatabase(engine);
      await marker(engine, projectId, `update marker set word = '${word}' returning word`);
      await engine.catalog.identities.replace(id, [{ siteId: 1, slug: word, realDomain: '' }]);
    },
    strays: async () => {
      const known = await engine.catalog.databases.names();
      const there = new Set((await listDatabases(engine.cluster)).map(({ name }) => name));
      return [
        ...[...there].filter((name) => !known.has(name)).map((name) => `unknown to the catalog: ${name}`),
        ...[...known].filter((name) => !there.has(name)).map((name) => `unknown to PostgreSQL: ${name}`),
        ...(await engine.catalog.discards.list()).map(({ name }) => `still to be removed: ${name}`),
      ];
    },
  };
};
