import { AppError, type DoctorReport, type Site } from '../../contract';
import type { Folders } from '../attach/folders';
import type { Engine } from '../engine';
import { refreshSites } from '../journeys/database-sites';
import { configOf } from '../journeys/project-records';
import type { RunningHost } from '../running-host';
import type { SettingsFile } from '../settings';
import type { ExaminedProject } from './check';
import { resolversOf } from './names/resolvers';
import { runDoctor } from './run-doctor';

/** What the doctor needs to know of the host, whether or not PostgreSQL runs. */
export interface DoctorHost {
  readonly host: RunningHost;
  readonly folders: Folders;
  readonly settings: SettingsFile;
  readonly environment: NodeJS.ProcessEnv;
  readonly engine: () => Promise<Engine>;
}

/** The last report about the machine alone, in the state. */
const machineId = 'machine';

const orError = async <Value>(work: Promise<Value>): Promise<Value | AppError> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
};

const hostsFileOf = (environment: NodeJS.ProcessEnv): string =>
  process.platform === 'win32'
    ? `${environment.SYSTEMROOT ?? 'C:\\Windows'}\\System32\\drivers\\etc\\hosts`
    : '/etc/hosts';

const sitesOf = async (
  engine: Engine,
  config: ExaminedProject['config'],
  databaseId: string | null,
): Promise<readonly Site[]> => {
  if (databaseId === null || config instanceof AppError) return [];
  const database = await engine.catalog.databases.find(databaseId);
  if (database === null) return [];
  const sites = await orError(refreshSites(engine, config, database));
  return sites instanceof AppError ? [] : sites;
};

const projectOf = async (engine: Engine, projectId: string): Promise<ExaminedProject> => {
  const record = await engine.catalog.projects.get(projectId);
  const config = await orError(configOf(engine, record));
  const databases = await engine.catalog.databases.list(projectId);
  return { record, config, databases, sites: await sitesOf(engine, config, record.activeDatabaseId) };
};

/**
 * Looks at this machine, and at a project.
 *
 * @param projectId null: at the machine only
 * @throws AppError `project-not-found`
 */
export const examine = async (host: DoctorHost, projectId: string | null): Promise<DoctorReport> => {
  const engine = await orError(host.engine());
  const project =
    projectId === null || engine instanceof AppError ? null : await projectOf(engine, projectId);
  const report = await runDoctor({
    host: host.host.info(),
    folders: host.folders,
    settings: host.settings.values,
    engine,
    project,
    resolvers: resolversOf(host.environment),
    hostsFile: hostsFileOf(host.environment),
    now: new Date(),
  });
  if (!(engine instanceof AppError)) engine.store.put('doctor', { id: projectId ?? machineId, report });
  return report;
};
