import { namesOf } from '../../catalog/database-rows';
import { AppError, type Database } from '../../contract';
import { dropDatabase } from '../../postgres/databases';
import { dropServingRole } from '../../postgres/roles';
import { showSizes } from '../copies/measure-sizes';
import type { Engine } from '../engine';
import type { JobContext } from '../jobs/job-runner';
import { retireSet } from '../running/replace-set';
import { showProject } from './project-records';
import { stopProject } from './run-project';

const drop = async (
  engine: Engine,
  databaseId: string,
  onPlace: (name: string, count: number) => void = () => undefined,
): Promise<void> => {
  const places = await engine.catalog.databases.beginDelete(databaseId);
  const names = namesOf(places);
  for (const name of names) {
    onPlace(name, names.length);
    await dropDatabase(engine.cluster, name);
  }
  await engine.catalog.databases.remove(databaseId);
  engine.store.remove('sites', databaseId);
  engine.store.remove('plans', databaseId);
};

/** @throws AppError `database-busy` while a dump is restored into one of them */
const requireNoImport = (databases: readonly Database[]): void => {
  const importing = databases.find(({ state }) => state === 'importing');
  if (importing === undefined) return;
  throw new AppError('database-busy', `${importing.label} is being imported.`, {
    hint: 'Wait for its end, or cancel it: `manysite jobs` names the job.',
    data: { database: importing.name },
  });
};

/**
 * Deletes a database with its snapshots and other copies. Its dump file stays.
 *
 * @throws AppError `database-active`, `database-busy`
 */
export const deleteDatabase = async (
  engine: Engine,
  database: Database,
  job: Pick<JobContext, 'progress'>,
): Promise<Record<string, unknown>> => {
  if (database.isActive) {
    throw new AppError('database-active', `${database.label} is the active database.`, {
      hint: 'Switch to another one first.',
      data: { database: database.name },
    });
  }
  requireNoImport([database]);
  engine.uses.requireFree(database.id, database.label);
  const run = engine.runs.get(database.projectId);
  if (run !== undefined) {
    const leaving = run.standby.filter(({ databaseId }) => databaseId === database.id);
    run.standby = run.standby.filter(({ databaseId }) => databaseId !== database.id);
    await Promise.all(leaving.map((bound) => retireSet(engine, bound)));
  }
  let done = 0;
  await drop(engine, database.id, (detail, count) => {
    job.progress({ phase: `deleting ${done + 1} of ${count}`, fraction: done / count, detail });
    done += 1;
  });
  await showProject(engine, database.projectId);
  await showSizes(engine);
  return {
    database: database.name,
    snapshots: database.snapshots.length,
    freedBytes: database.totalBytes,
  };
};

/**
 * Forgets a project: its servers stop and its databases are deleted. Its folder and dump files stay.
 *
 * @throws AppError `database-busy` while a dump is imported into it
 */
export const removeProject = async (
  engine: Engine,
  projectId: string,
): Promise<{ deletedDatabases: string[] }> => {
  const project = await engine.catalog.projects.get(projectId);
  const databases = await engine.catalog.databases.list(projectId);
  requireNoImport(databases);
  await stopProject(engine, projectId);
  if (project.activeDatabaseId !== null) await engine.catalog.projects.setActiveDatabase(projectId, null);
  for (const database of databases) await drop(engine, database.id);
  await engine.catalog.projects.remove(projectId);
  await dropServingRole(engine.cluster, projectId);
  for (const { id } of databases) engine.store.remove('databases', id);
  engine.handRoutes.forget(projectId);
  engine.watches.config.forget(projectId);
  await engine.watches.code.forget(projectId);
  engine.store.remove('projects', projectId);
  await showSizes(engine);
  return { deletedDatabases: databases.map(({ name }) => name) };
};
