import { existsSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { AppError, type Database } from '../../contract';
import { setConnectable } from '../../postgres/databases';
import { findPgDump, type PgDump } from '../../postgres/pg-dump/find-pg-dump';
import { type ExportFormat, runPgDump } from '../../postgres/pg-dump/run-pg-dump';
import { ensureServingRole } from '../../postgres/roles';
import { basicEnvironment } from '../../projects/environment/basic-environment';
import type { Engine } from '../engine';
import type { JobContext } from '../jobs/job-runner';
import { sizeOf } from './sizes';
import { findSnapshot, requireComplete } from './take-snapshot';

export interface ExportRequest {
  /** Null: the database as it is now. */
  readonly snapshot: string | null;
  /** Absolute. */
  readonly file: string;
  readonly format: ExportFormat;
  readonly overwrites: boolean;
  /** Null: the setting `pgDump`, else one that is found. */
  readonly pgDump: string | null;
}

/** What a dump takes for each byte of a database (docs/dump-formats.md; measured); only for the bar. */
const shareOfDatabase = { custom: 1 / 4.7, plain: 1 / 1.6, gzip: 1 / 6 } as const;
const closeTimeoutMs = 5_000;

/** @throws AppError `usage-invalid`, `folder-missing`, `file-exists` */
const checkTarget = async ({ file, overwrites }: ExportRequest): Promise<void> => {
  if (!isAbsolute(file))
    throw new AppError('usage-invalid', `The file's path must be absolute; ${file} is not.`);
  const folder = dirname(file);
  if (!existsSync(folder)) {
    throw new AppError('folder-missing', `There is no folder ${folder} to export into.`, {
      hint: 'Make it, or choose another.',
      data: { folder },
    });
  }
  if (!existsSync(file)) return;
  if ((await stat(file)).isDirectory()) {
    throw new AppError('usage-invalid', `${file} is a folder.`, {
      hint: 'Name a file in it.',
      data: { file },
    });
  }
  if (overwrites) return;
  throw new AppError('file-exists', `${file} is there already.`, {
    hint: 'Choose another name, or replace it with `--force`.',
    data: { file },
  });
};

/** The packages of the project's virtualenv, which may bring a PostgreSQL along. */
const sitePackagesOf = async (engine: Engine, projectId: string): Promise<string[]> => {
  try {
    const { folder } = await engine.catalog.projects.get(projectId);
    const { virtualenv } = (await engine.configs.load(folder)).detected.python;
    if (virtualenv === null) return [];
    if (process.platform === 'win32') return [join(virtualenv, 'Lib', 'site-packages')];
    const pythons = (await readdir(join(virtualenv, 'lib'))).filter((name) => name.startsWith('python'));
    return pythons.map((name) => join(virtualenv, 'lib', name, 'site-packages'));
  } catch (error) {
    // One place less to look: a project that cannot be read now can still be exported.
    if (error instanceof AppError) return [];
    throw error;
  }
};

const choosePgDump = async (engine: Engine, database: Database, request: ExportRequest): Promise<PgDump> =>
  findPgDump({
    platform: process.platform,
    environment: engine.environment,
    sitePackages: await sitePackagesOf(engine, database.projectId),
    serverVersion: engine.cluster.version,
    wanted: request.pgDump ?? engine.settings.values.pgDump,
  });

/** A snapshot takes no connections; for its export it does, from its owner. */
const whileOpen = async (engine: Engine, placeName: string, work: () => Promise<void>): Promise<void> => {
  const { cluster } = engine;
  await setConnectable(cluster, { name: placeName, isConnectable: true, timeoutMs: 0 });
  try {
    await work();
  } finally {
    await setConnectable(cluster, { name: placeName, isConnectable: false, timeoutMs: closeTimeoutMs });
  }
};

/**
 * Writes a dump of a database as it is, or of a snapshot: beside the file first, so that under its name there is a whole dump or
 * none. Sites keep their local domains, for an export changes nothing.
 *
 * @throws AppError `pg-dump-missing`, `file-exists`, `folder-missing`, `export-failed`, `disk-full`, `database-busy`, `cancelled`
 */
export const exportDatabase = async (
  engine: Engine,
  database: Database,
  request: ExportRequest,
  job: JobContext,
): Promise<Record<string, unknown>> => {
  const { catalog, cluster, uses } = engine;
  const { file, format } = request;
  requireComplete(database);
  await checkTarget(request);
  const startedMs = engine.now().getTime();
  job.progress({ phase: 'looking for pg_dump', fraction: 0.01, detail: null });
  const pgDump = await choosePgDump(engine, database, request);
  const snapshot = request.snapshot === null ? null : await findSnapshot(engine, database, request.snapshot);
  const placeName = snapshot?.placeName ?? database.name;
  const isGzip = format === 'plain' && file.endsWith('.gz');
  const databaseBytes = await sizeOf(engine, placeName);
  const expectedBytes = databaseBytes * shareOfDatabase[isGzip ? 'gzip' : format];
  const partial = `${file}.${job.jobId.slice(0, 8)}.partial`;
  await catalog.discards.add({
    kind: 'file',
    name: partial,
    what: 'export',
    subject: database.name,
    outcome: 'undone',
  });
  const dump = async (): Promise<void> =>
    runPgDump({
      pgDump,
      address: cluster,
      database: placeName,
      login: await ensureServingRole(cluster, database.projectId),
      format,
      isGzip,
      file: partial,
      environment: basicEnvironment(engine.environment),
      signal: job.signal,
      onProgress: (bytesDone, table) =>
        job.progress({
          phase: 'exporting',
          fraction: Math.min(0.95, 0.02 + (0.93 * bytesDone) / Math.max(1, expectedBytes)),
          detail: table,
          bytesDone,
        }),
    });
  try {
    // What ends connections, or needs the snapshot alone, is refused meanwhile.
    await uses.occupy(snapshot === null ? database.id : placeName, 'exported', () =>
      snapshot === null ? dump() : whileOpen(engine, placeName, dump),
    );
    job.holdCancel();
    await checkTarget(request);
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
    await catalog.discards.remove('file', partial);
  }
  return {
    database: database.name,
    snapshot: request.snapshot,
    file,
    format,
    sizeBytes: (await stat(file)).size,
    pgDump: pgDump.file,
    pgDumpVersion: pgDump.version,
    durationMs: engine.now().getTime() - startedMs,
  };
};
