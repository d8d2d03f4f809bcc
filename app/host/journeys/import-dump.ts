import { randomUUID } from 'node:crypto';
import { rm, statfs } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { AppError, type Database, type Inspection, type Problem } from '../../contract';
import { databaseNameFor } from '../../core/names/database-name';
import type { ImportResult } from '../../dumps/importer/messages';
import { runImporter } from '../../dumps/importer/run-importer';
import { runInspector } from '../../dumps/inspector/run-inspector';
import { cloneDatabase, createStagingDatabase, dropDatabase, renameDatabase } from '../../postgres/databases';
import { availableExtensions, createSuperuserExtensions } from '../../postgres/extensions';
import { databaseSizes, listDatabases } from '../../postgres/inventory';
import { pristineNameOf, stagingNameOf } from '../../postgres/names';
import { createImportRole, dropImportRole, ensureServingRole, handOver } from '../../postgres/roles';
import type { ProjectConfig } from '../../projects/project-config';
import type { Engine } from '../engine';
import type { JobContext } from '../jobs/job-runner';
import { runAfterImport } from './after-import';
import { checkChosenSlugs, storeSlugs } from './choose-slugs';
import { refreshSites, rewriteDatabase, rewriteSettingsOf } from './database-sites';
import { configOf, showProject } from './project-records';

export interface ImportRequest {
  readonly projectId: string;
  /** Absolute. */
  readonly file: string;
  /** Null: from the file's name. */
  readonly label: string | null;
  /** Slugs chosen beforehand, by site id. */
  readonly slugs: ReadonlyMap<number, string>;
  /** The file is a copy of standard input, to be deleted. */
  readonly isSpool: boolean;
}

/** A dump's bytes grow by this much as a database: 1.6 of the raw size, which is 4.7 of its gzip (dumps spec, measured). */
const growth = { none: 1.6, gzip: 4.7, lz4: 3.5, zstd: 5.5 } as const;
const maxConnections = 4;

/** `live-2026-10-30.sql.gz` → `live-2026-10-30`. */
const labelOf = (file: string): string =>
  basename(file).replace(/(\.(dump|sql|gz|backup|pgdump|custom|psql|zst|lz4))+$/i, '') || 'database';

const requireRoom = async (engine: Engine, inspection: Inspection): Promise<void> => {
  const { bavail, bsize } = await statfs(engine.folders.data);
  const freeBytes = bavail * bsize;
  // The pristine template doubles it; a fifth on top for indexes being sorted.
  const neededBytes = Math.round(inspection.sizeBytes * growth[inspection.compression] * 2 * 1.2);
  if (freeBytes >= neededBytes) return;
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;
  throw new AppError(
    'disk-full',
    `Importing ${basename(inspection.file)} needs about ${gigabytes(neededBytes)}; ${gigabytes(freeBytes)} are free in ${engine.folders.data}.`,
    {
      hint: 'Delete databases that are no longer needed, or free space on that disk.',
      data: { freeBytes, neededBytes },
    },
  );
};

/** Runs a step; when it fails or is cancelled, everything made so far is undone, last first. */
class Undo {
  readonly #steps: (() => Promise<unknown>)[] = [];

  add(step: () => Promise<unknown>): void {
    this.#steps.unshift(step);
  }

  async run(engine: Engine): Promise<void> {
    for (const step of this.#steps) {
      try {
        await step();
      } catch (error) {
        // The next start-up drops what is left: its row in the catalog still says what there is.
        engine.log.error(error, 'a step of an import could not be undone');
        return;
      }
    }
  }
}

interface Staged {
  readonly databaseId: string;
  readonly staging: string;
  readonly name: string;
  readonly result: ImportResult;
}

const restoreIntoStaging = async (
  engine: Engine,
  request: ImportRequest,
  inspection: Inspection,
  config: ProjectConfig,
  undo: Undo,
  job: JobContext,
): Promise<Staged> => {
  const { cluster, catalog } = engine;
  const databaseId = randomUUID();
  const staging = stagingNameOf(databaseId);
  const label = request.label ?? labelOf(request.file);
  const taken = new Set((await listDatabases(cluster)).map(({ name }) => name));
  for (const name of await catalog.databases.names()) taken.add(name);
  const name = databaseNameFor({ project: config.name, label, taken });
  // The intent first: whatever happens from here on, start-up knows what to look for.
  await catalog.databases.beginImport({
    id: databaseId,
    projectId: request.projectId,
    name,
    label,
    stagingName: staging,
    importRole: staging,
    pristineName: pristineNameOf(databaseId),
    dump: {
      file: request.isSpool ? 'standard input' : request.file,
      format: inspection.format,
      createdAt: inspection.createdAt,
      serverVersion: inspection.serverVersion,
    },
  });
  undo.add(() => catalog.databases.remove(databaseId));
  undo.add(() => dropImportRole(cluster, staging));
  undo.add(() => dropDatabase(cluster, staging));
  const login = await createImportRole(cluster, staging);
  await createStagingDatabase(cluster, { name: staging, owner: staging, dumpLocale: inspection.locale });
  const wanted = inspection.extensions.map((extension) => extension.name);
  await createSuperuserExtensions(cluster, { database: staging, wanted });
  const result = await runImporter({
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
      }),
    signal: job.signal,
  });
  return { databaseId, staging, name, result };
};

const errorsOf = (problems: readonly Problem[]): Problem[] =>
  problems.filter(({ severity }) => severity === 'error');

/**
 * Imports a dump as a new database of a project (docs/architecture.md, "The three journeys"). Everything that fails before the
 * rename leaves nothing behind; from then on the database is kept, and failing after-import steps mark it `needs-attention`.
 *
 * @throws AppError those of reading and restoring dumps, `disk-full`, `cancelled`
 */
export const importDump = async (
  engine: Engine,
  request: ImportRequest,
  job: JobContext,
): Promise<Record<string, unknown>> => {
  const undo = new Undo();
  let database: Database;
  let plan: Awaited<ReturnType<typeof rewriteDatabase>>;
  let config: ProjectConfig;
  try {
    const project = await engine.catalog.projects.get(request.projectId);
    config = await configOf(engine, project);
    job.progress({ phase: 'inspecting', fraction: 0.01, detail: basename(request.file) });
    const inspection = await runInspector({
      workerUrl: engine.layout.inspectorWorker,
      request: {
        file: request.file,
        settings: rewriteSettingsOf(config),
        availableExtensions: await availableExtensions(engine.cluster),
        slugs: request.slugs,
        now: engine.now().toISOString(),
        // The restore counts them.
        countsRows: false,
        signal: job.signal,
      },
    });
    checkChosenSlugs(inspection, request.slugs);
    await requireRoom(engine, inspection);
    const staged = await restoreIntoStaging(engine, request, inspection, config, undo, job);
    job.signal.throwIfAborted();
    job.holdCancel();
    job.progress({ phase: 'rewriting', fraction: 0.91 });
    const login = await ensureServingRole(engine.cluster, request.projectId);
    await handOver(engine.cluster, {
      database: staged.staging,
      importRole: staged.staging,
      servingRole: login,
    });
    const source = { databaseId: staged.databaseId, databaseName: staged.staging, login };
    await storeSlugs(engine, source, request.slugs);
    plan = await rewriteDatabase(engine, config, source, false);
    job.progress({ phase: 'keeping', fraction: 0.94 });
    await renameDatabase(engine.cluster, { from: staged.staging, to: staged.name });
    undo.add(() => dropDatabase(engine.cluster, staged.name));
    const pristine = pristineNameOf(staged.databaseId);
    undo.add(() => dropDatabase(engine.cluster, pristine));
    await cloneDatabase(engine.cluster, {
      from: staged.name,
      to: pristine,
      owner: login.user,
      isTemplate: true,
    });
    const sizes = await databaseSizes(engine.cluster);
    database = await engine.catalog.databases.finishImport(staged.databaseId, {
      sha256: staged.result.sha256,
      sizeBytes: sizes.get(staged.name) ?? 0,
      importedAt: engine.now(),
      siteCount: inspection.sites.length,
      problemCount: errorsOf(plan.problems).length,
      report: staged.result.report,
    });
  } catch (error) {
    await undo.run(engine);
    throw error;
  } finally {
    if (request.isSpool) await rm(request.file, { force: true });
  }
  const project = await engine.catalog.projects.get(request.projectId);
  if (project.activeDatabaseId === null)
    await engine.catalog.projects.setActiveDatabase(project.id, database.id);
  await showProject(engine, request.projectId);
  database = await runAfterImport(engine, config, database, job);
  const sites = await refreshSites(engine, config, database);
  await showProject(engine, request.projectId);
  return {
    database: database.name,
    label: database.label,
    state: database.state,
    attention: database.attention,
    sites: sites.length,
    changes: plan.changes.length,
    problems: plan.problems,
    report: database.report,
  };
};
