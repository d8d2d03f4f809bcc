/** Folders that hold no code of a project: tools' own, virtualenvs, caches. By name, at any depth. */
export const unwatchedFolders: readonly string[] = [
  ...['.git', '.hg', '.svn', '.idea', '.vscode', 'node_modules', 'bower_components'],
  ...['.venv', 'venv', 'virtualenv', '.tox', '.nox', '.direnv', 'site-packages'],
  ...['__pycache__', '.mypy_cache', '.pytest_cache', '.ruff_cache', '.cache', '.eggs', 'htmlcov'],
];

/** Folders that may hold a project's data as well as an app: left out only where no git tells which. */
export const dataFolders: readonly string[] = ['media', 'uploads', 'dumps'];

/** Files that programs write beside the code, by their endings. */
export const unwatchedEndings: readonly string[] = [
  ...['.pyc', '.pyo', '.swp', '.swx', '.tmp', '~', '.log'],
  ...['.sqlite3', '.sqlite3-journal', '.sqlite3-wal', '.sqlite3-shm', '.db'],
  ...['.dump', '.sql', '.sql.gz', '.sql.zst', '.tar', '.zip'],
];

/** What of a project's files decides how its servers run. Paths are relative to its folder, with slashes. */
export interface WatchedFiles {
  /** Those that exist and those that are only named: one that appears counts as well. */
  readonly envFiles: readonly string[];
  /** Folder of the settings module; null where it is not known. */
  readonly settingsFolder: string | null;
}

const configNames = new Set(['manysite.json', 'manysite.local.json']);
const envName = /^\.env(\.[\w-]+)*$/;
/** Compiled translations are read once by a process (Django's own reloader watches them, too). */
const codeEnding = /\.(py|mo)$/;
const settingsEnding = /\.(ini|cfg|toml|ya?ml|json)$/;

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * What a changed file means for a running project: `restart` its servers, read its `config` again first, or `none`: templates,
 * static files and the like are read when they are used.
 *
 * @param path relative to the project's folder, with slashes
 */
export const changeEffect = (path: string, files: WatchedFiles): 'restart' | 'config' | 'none' => {
  const parts = path.split('/');
  if (parts.slice(0, -1).some((part) => unwatchedFolders.includes(part))) return 'none';
  if (unwatchedEndings.some((ending) => path.endsWith(ending))) return 'none';
  if (configNames.has(path) || files.envFiles.includes(path) || envName.test(nameOf(path))) return 'config';
  if (codeEnding.test(path)) return 'restart';
  const isInSettings = files.settingsFolder !== null && path.startsWith(`${files.settingsFolder}/`);
  return isInSettings && settingsEnding.test(path) ? 'restart' : 'none';
};

const shownFiles = 3;

/** Files for a sentence: `pages/views.py`, or the first three with the number of the others. */
export const namedFiles = (paths: readonly string[]): string => {
  const shown = paths.slice(0, shownFiles).join(', ');
  const more = paths.length - shownFiles;
  return more > 0 ? `${shown} and ${more} more` : shown;
};
