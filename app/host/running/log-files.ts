import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { logFolderOf } from '../../servers/command/command-backend';
import type { LogFile } from '../../servers/logs/read-backwards';
import type { Engine } from '../engine';

/** Where the logs of all servers are. */
export const serversLogFolder = ({ folders }: Pick<Engine, 'folders'>): string =>
  join(folders.data, 'logs', 'servers');

/** The name of a server that does not run any more, from its file: `portal-1.log`, `all.log`. */
const serverOfFile = (file: string): string => basename(file, '.log').replace(/-\d+$/, '');

const filesIn = async (folder: string): Promise<readonly string[]> => {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.log')).map((name) => join(folder, name));
  } catch (error) {
    // Nothing was served yet.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
};

/**
 * The log files of everything that ever served a project's active database, in both modes, also while nothing runs.
 *
 * @param server one of them by its name; null: all
 */
export const logFilesOf = async (
  engine: Engine,
  projectId: string,
  server: string | null,
): Promise<readonly LogFile[]> => {
  const active = engine.runs.get(projectId)?.active ?? null;
  const databaseId =
    active?.databaseId ?? (await engine.catalog.projects.get(projectId)).activeDatabaseId ?? null;
  if (databaseId === null) return [];
  const names = new Map(active?.set.servers.map(({ spec }) => [spec.logFile, spec.name]) ?? []);
  const paths = await filesIn(logFolderOf(serversLogFolder(engine), projectId, databaseId));
  return paths
    .map((path) => ({ path, server: names.get(path) ?? serverOfFile(path) }))
    .filter((file) => server === null || file.server === server);
};
