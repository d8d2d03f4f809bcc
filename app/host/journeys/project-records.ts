import { existsSync } from 'node:fs';
import type { ProjectRecord } from '../../catalog/projects';
import { AppError, type Database, type Project } from '../../contract';
import { shownProjectName } from '../../core/names/project-name';
import type { ProjectConfig } from '../../projects/project-config';
import type { Engine } from '../engine';
import { shownRoute } from '../running/hand-routes';
import { warmDatabases } from '../running/project-run';

/** The configuration of a known project, read now, under the name that tells it from others. */
export const configOf = async (engine: Engine, project: ProjectRecord): Promise<ProjectConfig> => {
  const config = await engine.configs.load(project.folder);
  return { ...config, name: shownProjectName(project.name, config.name) };
};

/** @throws AppError `no-active-database` */
export const activeDatabaseOf = async (engine: Engine, project: ProjectRecord): Promise<Database> => {
  const database =
    project.activeDatabaseId === null ? null : await engine.catalog.databases.find(project.activeDatabaseId);
  if (database === null) {
    throw new AppError('no-active-database', `${project.name} has no active database.`, {
      hint: 'Import a dump first: `manysite import FILE`.',
      data: { project: project.name },
    });
  }
  return database;
};

/**
 * A database of a project by its name, label, or a beginning of either that only one has.
 *
 * @param wanted null: the active one
 * @throws AppError `database-not-found`, `no-active-database`
 */
export const findDatabase = async (
  engine: Engine,
  projectId: string,
  wanted: string | null,
): Promise<Database> => {
  const project = await engine.catalog.projects.get(projectId);
  if (wanted === null) return activeDatabaseOf(engine, project);
  const databases = await engine.catalog.databases.list(projectId);
  const exact = databases.filter(
    ({ name, label, id }) => name === wanted || label === wanted || id === wanted,
  );
  const beginning = databases.filter(
    ({ name, label }) => name.startsWith(wanted) || label.startsWith(wanted),
  );
  const [found, ...others] = exact.length > 0 ? exact : beginning;
  const names = databases.map(({ label }) => label);
  if (found === undefined || others.length > 0) {
    throw new AppError(
      'database-not-found',
      found === undefined
        ? `${project.name} has no database “${wanted}”.`
        : `“${wanted}” names more than one database of ${project.name}: ${[found, ...others].map(({ name }) => name).join(', ')}.`,
      {
        hint:
          names.length === 0
            ? 'Import a dump first: `manysite import FILE`.'
            : `It has: ${names.join(', ')}.`,
        data: { wanted, databases: databases.map(({ name }) => name) },
      },
    );
  }
  return found;
};

const shownFormat = (config: ProjectConfig | null): string => config?.domainFormat ?? '';

/** What becomes of servers whose project is in trouble. */
const servingOn =
  'Its servers go on with what they have loaded; one that ends is started again when the project is in order.';

const configOrTrouble = async (
  engine: Engine,
  record: ProjectRecord,
): Promise<{ config: ProjectConfig | null; trouble: string | null }> => {
  if (!existsSync(record.folder)) {
    return {
      config: null,
      trouble: `Its folder ${record.folder} is gone. Bring it back, or remove the project.`,
    };
  }
  try {
    return { config: await configOf(engine, record), trouble: null };
  } catch (error) {
    if (error instanceof AppError) return { config: null, trouble: error.message };
    throw error;
  }
};

/** The databases of a project, newest first, with what only the running host knows of them. */
export const databasesOf = async (engine: Engine, projectId: string): Promise<Database[]> => {
  const databases = await engine.catalog.databases.list(projectId);
  const warm = warmDatabases(engine.runs.values());
  return databases.map((database) => ({
    ...database,
    isWarm: warm.has(database.id),
    changedSince: engine.changes.get(database.id) ?? null,
  }));
};

/** Tells clients a project and its databases as they are now. */
export const showProject = async (engine: Engine, projectId: string): Promise<Project> => {
  const isNewest = engine.order.ask(projectId);
  const record = await engine.catalog.projects.get(projectId);
  const { config, trouble } = await configOrTrouble(engine, record);
  const isRunning = engine.runs.has(record.id);
  const project: Project = {
    id: record.id,
    name: config?.name ?? record.name,
    folder: record.folder,
    mode: record.mode,
    domainFormat: shownFormat(config),
    activeDatabaseId: record.activeDatabaseId,
    isRunning,
    figures: await engine.catalog.runFacts.of(record.id),
    watch: engine.watches.code.shown(record.id),
    routes: engine.handRoutes
      .of(record.id)
      .map((route) => shownRoute(route, engine.runs.get(record.id)?.active.databaseId ?? null)),
    trouble: trouble !== null && isRunning ? `${trouble} ${servingOn}` : trouble,
  };
  const databases = await databasesOf(engine, projectId);
  if (!isNewest()) return project;
  engine.store.put('projects', project);
  const others = engine.store.state.databases.filter((database) => database.projectId !== projectId);
  engine.store.replace('databases', [...others, ...databases]);
  return project;
};
