import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError, type Database, type Inspection, type Problem, type SitePlan } from '../../contract';
import { rewriteSites } from '../../core/rewrite/rewrite-sites';
import { proposeIdentities } from '../../core/sites/propose-identities';
import type { Login } from '../../postgres/connect';
import { cloneDatabase, dropDatabase, renameDatabase, setConnectable } from '../../postgres/databases';
import { availableExtensions } from '../../postgres/extensions';
import { databaseSizes } from '../../postgres/inventory';
import { pristineNameOf } from '../../postgres/names';
import { ensureServingRole, handOver } from '../../postgres/roles';
import type { ProjectConfig } from '../../projects/project-config';
import { giveUpSpares } from '../copies/copy-room';
import { showSizes } from '../copies/measure-sizes';
import { settlePristine } from '../copies/pristine';
import type { Engine } from '../engine';
import type { JobContext } from '../jobs/job-runner';
import { activateDatabase } from './activate-database';
import { runAfterImport } from './after-import';
import { applySitePlan } from './apply-site-plan';
import { checkChosenSlugs } from './check-slugs';
import { readSiteInput, refreshSites, rewriteSettingsOf, type SiteSource } from './database-sites';
import { neededBytes, requireRoom } from './disk-room';
import { configOf, showProject } from './project-records';
import { type ImportRequest, type Staged, stageImport } from './stage-import';
import { Undo } from './undo';

/** How long a cancel waits for each connection's end. */
const cutTimeoutMs = 5_000;

const errorsOf = (problems: readonly Problem[]): Problem[] =>
  problems.filter(({ severity }) => severity === 'error');

/** Why a database is not ready before its after-import steps have run to their end, should the host be killed meanwhile. */
const stepsPending = (config: ProjectConfig): string | null =>
  config.afterImport.length === 0 ? null : 'Its after-import steps have not run to their end.';

interface Kept {
  readonly database: Database;
  readonly config: ProjectConfig;
  readonly plan: SitePlan;
}

const inspect = async (
  engine: Engine,
  request: ImportRequest,
  config: ProjectConfig,
  job: JobContext,
): Promise<Inspection> => {
  const shownName = request.shownName ?? basename(request.file);
  job.progress({ phase: 'inspecting', fraction: 0.01, detail: shownName });
  const inspection = await engine.dumps.inspect({
    file: request.file,
    settings: rewriteSettingsOf(config),
    availableExtensions: await availableExtensions(engine.cluster),
    slugs: request.slugs,
    now: engine.now().toISOString(),
    // The restore counts them.
    countsRows: false,
    signal: job.signal,
  });
  checkChosenSlugs(inspection, request.slugs);
  await giveUpSpares(engine, neededBytes(inspection));
  await requireRoom(engine.folders.data, shownName, inspection);
  return inspection;
};

/** Triggers and rules of the dump may refuse what is written: that is the dump's fault. */
const asRewriteError = (error: unknown): unknown =>
  error instanceof AppError && error.code === 'plan-refused'
    ? new AppError(
        'import-failed',
        `The sites of the restored database cannot be rewritten. ${error.message}`,
        {
          hint: 'Look for triggers and rules on django_site and its aliases in the dump. Nothing of this import is kept.',
          data: error.data,
          cause: error,
        },
      )
    : error;

/** The first entry of a database's history: its slugs, and the domains from real to local. */
const rewriteImported = async (
  engine: Engine,
  config: ProjectConfig,
  source: SiteSource,
  slugs: ReadonlyMap<number, string>,
): Promise<SitePlan> => {
  const { tables, settings } = await readSiteInput(engine, config, source);
  await engine.catalog.identities.replace(source.databaseId, proposeIdentities(tables));
  const isLocal = settings.rewriteDomains && !settings.useRealDomain;
  const applied = await applySitePlan(engine, config, source, {
    operation: rewriteSites({ slugs }),
    origin: { kind: 'import' },
    title: `Import: real → ${isLocal ? settings.format.source : 'real domains'}`,
  });
  return applied.plan;
};

/**
 * Gives the staging database to the project and rewrites its domains. Code of the dump (triggers, policies) may run then, for as
 * long as it likes, so a cancel cuts every connection to the database.
 */
const adoptAndRewrite = async (
  engine: Engine,
  request: ImportRequest,
  config: ProjectConfig,
  { databaseId, staging }: Staged,
  job: JobContext,
): Promise<{ login: Login; plan: SitePlan }> => {
  job.signal.throwIfAborted();
  const cut = (): void => {
    setConnectable(engine.cluster, { name: staging, isConnectable: false, timeoutMs: cutTimeoutMs }).catch(
      (error: unknown) => engine.log.error(error, 'a cancelled import could not be cut off'),
    );
  };
  job.signal.addEventListener('abort', cut);
  try {
    const login = await ensureServingRole(engine.cluster, request.projectId);
    await handOver(engine.cluster, { database: staging, importRole: staging, servingRole: login });
    const source = { databaseId, databaseName: staging, login };
    return { login, plan: await rewriteImported(engine, config, source, request.slugs) };
  } catch (error) {
    throw asRewriteError(error);
  } finally {
    job.signal.removeEventListener('abort', cut);
  }
};

/** Everything up to the moment from which the database is kept. */
const makeDatabase = async (
  engine: Engine,
  request: ImportRequest,
  undo: Undo,
  job: JobContext,
): Promise<Kept> => {
  const { cluster, catalog } = engine;
  const config = await configOf(engine, await catalog.projects.get(request.projectId));
  const inspection = await inspect(engine, request, config, job);
  const staged = await stageImport(engine, { request, inspection, config }, undo, job);
  job.progress({ phase: 'rewriting', fraction: 0.91 });
  const { login, plan } = await adoptAndRewrite(engine, request, config, staged, job);
  job.signal.throwIfAborted();
  job.holdCancel();
  job.progress({ phase: 'keeping', fraction: 0.94 });
  await renameDatabase(cluster, { from: staged.staging, to: staged.name });
  undo.add(() => dropDatabase(cluster, staged.name));
  const pristine = pristineNameOf(staged.databaseId);
  undo.add(() => dropDatabase(cluster, pristine));
  await cloneDatabase(cluster, { from: staged.name, to: pristine, owner: login.user, isTemplate: true });
  const sizes = await databaseSizes(cluster);
  const database = await catalog.databases.finishImport(staged.databaseId, {
    sha256: staged.sha256,
    sizeBytes: sizes.get(staged.name) ?? 0,
    pristineBytes: sizes.get(pristine) ?? 0,
    importedAt: engine.now(),
    siteCount: inspection.sites.length,
    problemCount: errorsOf(plan.problems).length,
    report: staged.report,
    attention: stepsPending(config),
  });
  return { database, config, plan };
};

/** What an import's job answers: how the database is called and how it came out. */
type Imported = Pick<Database, 'label' | 'state' | 'attention' | 'report'> & {
  readonly databaseId: string;
  readonly database: string;
  readonly sites: number;
  readonly changes: number;
  readonly problems: readonly Problem[];
};

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
): Promise<Imported> => {
  const undo = new Undo();
  let kept: Kept;
  try {
    kept = await makeDatabase(engine, request, undo, job);
  } catch (error) {
    await undo.run(engine);
    // A cancel cuts connections, and what was at work then says so in its own way.
    throw job.signal.aborted ? job.signal.reason : error;
  } finally {
    if (request.isSpool) await rm(request.file, { force: true });
  }
  const { config, plan } = kept;
  const project = await engine.catalog.projects.get(request.projectId);
  if (project.activeDatabaseId === null) await activateDatabase(engine, project.id, kept.database.id);
  await showProject(engine, request.projectId);
  const database = await runAfterImport(engine, config, kept.database, job);
  await settlePristine(engine, database, config.afterImport.length > 0);
  const sites = await refreshSites(engine, config, database);
  await showProject(engine, request.projectId);
  await showSizes(engine);
  return {
    databaseId: database.id,
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
