import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { AppError, type DumpPlace, type ImportReport, type Inspection } from '../../contract';
import { databaseNameFor } from '../../core/names/database-name';
import { runImporter } from '../../dumps/importer/run-importer';
import { createStagingDatabase, dropDatabase } from '../../postgres/databases';
import { availableExtensions, createSuperuserExtensions } from '../../postgres/extensions';
import { listDatabases } from '../../postgres/inventory';
import { pristineNameOf, stagingNameOf } from '../../postgres/names';
import { createImportRole, dropImportRole } from '../../postgres/roles';
import type { ProjectConfig } from '../../projects/project-config';
import type { Engine } from '../engine';
import type { JobContext } from '../jobs/job-runner';
import { showProject } from './project-records';
import type { Undo } from './undo';

export interface ImportRequest {
  readonly projectId: string;
  /** Absolute. */
  readonly file: string;
  /** Null: from the file's name. */
  readonly label: string | null;
  /** Slugs chosen beforehand, by site id. */
  readonly slugs: ReadonlyMap<number, string>;
  /** The file is a copy that was made for this import, to be deleted. */
  readonly isSpool: boolean;
  /** Indexes and constraints of the dump that are not made. */
  readonly leavesOut: readonly DumpPlace[];
  /** What people call the dump where that is not its path, e.g. `standard input`. */
  readonly shownName: string | null;
}

const maxConnections = 4;

/** `live-2026-10-30.sql.gz` → `live-2026-10-30`. */
export const labelOf = (file: string): string =>
  basename(file).replace(/(\.(dump|sql|gz|backup|pgdump|custom|psql|zst|lz4))+$/i, '') || 'database';

export interface Staged {
  readonly databaseId: string;
  /** Of the database and of the role that owns it. */
  readonly staging: string;
  /** What the database will be called. */
  readonly name: string;
  readonly sha256: string;
  readonly report: ImportReport;
}

/** Records what is about to be made: whatever happens from here on, start-up knows what to look for. */
const beginImport = async (
  engine: Engine,
  request: ImportRequest,
  inspection: Inspection,
  config: ProjectConfig,
): Promise<Pick<Staged, 'databaseId' | 'staging' | 'name'>> => {
  const { cluster, catalog } = engine;
  const databaseId = randomUUID();
  const staging = stagingNameOf(databaseId);
  const label = request.label ?? labelOf(request.file);
  const taken = new Set((await listDatabases(cluster)).map(({ name }) => name));
  for (const name of await catalog.databases.names()) taken.add(name);
  const name = databaseNameFor({ project: config.name, label, taken });
  try {
    await catalog.databases.beginImport({
      id: databaseId,
      projectId: request.projectId,
      name,
      label,
      stagingName: staging,
      importRole: staging,
      pristineName: pristineNameOf(databaseId),
      dump: {
        file: request.shownName ?? request.file,
        format: inspection.format,
        createdAt: inspection.createdAt,
        serverVersion: inspection.serverVersion,
      },
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'database-exists') throw error;
    // Another import took the name between our look and our record; the next look sees it.
    return beginImport(engine, request, inspection, config);
  }
  return { databaseId, staging, name };
};

/** Says so where the dump's own order of text cannot be had. */
const localeWarnings = (wanted: string | null, provider: 'icu' | 'builtin'): string[] =>
  wanted === null || provider === 'icu' || /^(C|POSIX)([.@].*)?$/i.test(wanted)
    ? []
    : [`The dump’s locale ${wanted} is not known here: text is sorted by code point (C.UTF-8).`];

/**
 * Makes a staging database with a role of its own and restores the dump into it.
 *
 * @param undo gets a step for everything that is made
 * @throws AppError those of `runImporter`
 */
export const stageImport = async (
  engine: Engine,
  { request, inspection, config }: { request: ImportRequest; inspection: Inspection; config: ProjectConfig },
  undo: Undo,
  job: JobContext,
): Promise<Staged> => {
  const { cluster, catalog } = engine;
  const places = await beginImport(engine, request, inspection, config);
  const { staging } = places;
  undo.add(async () => {
    await catalog.databases.remove(places.databaseId);
    await showProject(engine, request.projectId);
  });
  undo.add(() => dropImportRole(cluster, staging));
  undo.add(() => dropDatabase(cluster, staging));
  await showProject(engine, request.projectId);
  const login = await createImportRole(cluster, staging);
  const wantedLocale = inspection.locale;
  const { provider } = await createStagingDatabase(cluster, {
    name: staging,
    owner: staging,
    dumpLocale: wantedLocale,
  });
  const wanted = inspection.extensions.map((extension) => extension.name);
  await createSuperuserExtensions(cluster, { database: staging, wanted });
  const { report, sha256 } = await runImporter({
    workerUrl: engine.layout.importerWorker,
    request: {
      file: request.file,
      connection: {
        host: cluster.socketFolder ?? cluster.host,
        port: cluster.port,
        database: staging,
        ...login,
      },
      connections: Math.min(maxConnections, availableParallelism()),
      leavesOut: request.leavesOut,
      availableExtensions: [...(await availableExtensions(cluster))],
    },
    onProgress: (progress) =>
      job.progress({
        phase: progress.phase,
        // What is before and after the restore takes the first and the last twentieth.
        fraction: 0.05 + progress.fraction * 0.85,
        detail: progress.detail,
        bytesDone: progress.bytesDone,
        bytesTotal: progress.bytesTotal,
        tables: progress.tables,
      }),
    signal: job.signal,
  });
  const warnings = [...report.warnings, ...localeWarnings(wantedLocale, provider)];
  return { ...places, sha256, report: { ...report, warnings } };
};
