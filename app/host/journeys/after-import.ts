import { execa } from 'execa';
import type { Database } from '../../contract';
import { ensureServingRole } from '../../postgres/roles';
import type { ProjectConfig } from '../../projects/project-config';
import { resolveCommand } from '../../projects/resolve-command';
import { asProcessEnvironment } from '../../projects/server-environment';
import type { Engine } from '../engine';
import type { JobContext } from '../jobs/job-runner';
import { environmentFor } from '../running/environment-for';
import { readDatabase, refreshSites, rewriteDatabase } from './database-sites';

const shownOutputLines = 20;

const lastLines = (text: string): string => text.trim().split('\n').slice(-shownOutputLines).join('\n');

/**
 * Runs the project's after-import steps on a database, which is kept whatever becomes of them: the first that fails marks it
 * `needs-attention`. Afterwards the rewrite is planned again, since a migration may have touched the sites.
 */
export const runAfterImport = async (
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
  const source = { databaseId: database.id, databaseName: database.name, login };
  const plan = await rewriteDatabase(engine, config, source, false);
  const { tables } = await readDatabase(engine, config, database);
  await engine.catalog.databases.updateFacts(database.id, {
    siteCount: tables.sites?.length ?? 0,
    problemCount: plan.problems.filter(({ severity }) => severity === 'error').length,
  });
  return engine.catalog.databases.settle(database.id, null);
};
