import { execa } from 'execa';
import type { Database } from '../../contract';
import { rewriteSites } from '../../core/rewrite/rewrite-sites';
import { ensureServingRole } from '../../postgres/roles';
import type { ProjectConfig } from '../../projects/project-config';
import { resolveCommand } from '../../projects/resolve-command';
import { asProcessEnvironment } from '../../projects/server-environment';
import type { Engine } from '../engine';
import type { JobContext } from '../jobs/job-runner';
import { environmentFor } from '../running/environment-for';
import { retireSetsOf } from '../running/replace-set';
import { applySitePlan } from './apply-site-plan';
import { refreshSites, showChangedSites, sourceOf } from './database-sites';
import { restartProject } from './run-project';

const shownOutputLines = 20;

const lastLines = (text: string): string => text.trim().split('\n').slice(-shownOutputLines).join('\n');

/**
 * Runs the project's after-import steps on a database, which is kept whatever becomes of them: the first that fails marks it
 * `needs-attention`. Afterwards the rewrite is planned again, since a migration may have touched the sites.
 */
export const runAfterImport = (
  engine: Engine,
  config: ProjectConfig,
  database: Database,
  job: JobContext,
): Promise<Database> =>
  engine.uses.occupy(database.id, 'prepared by its after-import steps', () =>
    runSteps(engine, config, database, job),
  );

const runSteps = async (
  engine: Engine,
  config: ProjectConfig,
  database: Database,
  job: JobContext,
): Promise<Database> => {
  const login = await ensureServingRole(engine.cluster, database.projectId);
  const sites = await refreshSites(engine, config, database);
  const variables = environmentFor(engine, {
    config,
    database,
    login,
    mode: 'single-process',
    siteId: null,
    sites,
    routerPort: engine.router.expectedPort,
  });
  const env = asProcessEnvironment(variables);
  for (const [index, step] of config.afterImport.entries()) {
    job.progress({
      phase: 'after-import steps',
      fraction: 0.95 + (0.04 * index) / config.afterImport.length,
      detail: step.join(' '),
    });
    const { file, args } = resolveCommand(step, config);
    const outcome = await execa(file, args, {
      cwd: config.detected.root,
      env,
      extendEnv: false,
      all: true,
      reject: false,
      cancelSignal: job.signal,
      stdin: 'ignore',
    });
    job.say(`$ ${step.join(' ')}`);
    for (const line of (outcome.all ?? '').split('\n')) job.say(line);
    if (outcome.isCanceled) {
      return engine.catalog.databases.settle(database.id, `\`${step.join(' ')}\` was interrupted.`);
    }
    if (outcome.failed) {
      const reason = `\`${step.join(' ')}\` failed: ${outcome.exitCode === undefined ? outcome.shortMessage : `exit code ${outcome.exitCode}`}`;
      engine.log.warn({ step, output: lastLines(outcome.all ?? '') }, reason);
      return engine.catalog.databases.settle(
        database.id,
        `${reason}\n${lastLines(outcome.all ?? '')}`.trim(),
      );
    }
  }
  const applied = await applySitePlan(engine, config, await sourceOf(engine, database), {
    operation: rewriteSites(),
    origin: { kind: 'after-import' },
    title: 'Rewrite after the after-import steps',
  });
  await showChangedSites(engine, config, database);
  const settled = await engine.catalog.databases.settle(database.id, null);
  // A retry may be of the database that is served.
  if (applied.concernsServers && retireSetsOf(engine, database))
    await restartProject(engine, database.projectId, job);
  return settled;
};
