import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { AppError } from '../../contract';

/** How far below the project's folder manage.py may lie: `src/manage.py`, `services/shop/manage.py`. */
const deepest = 2;

const notSource = new Set([
  'node_modules',
  'site-packages',
  'venv',
  'env',
  'dist',
  'build',
  'static',
  'media',
]);

const readIfThere = async (file: string): Promise<string | null> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(String(error.code))
    ) {
      return null;
    }
    throw error;
  }
};

/** Flask-Script and others have a manage.py too. */
const isDjangos = (text: string): boolean => /django/i.test(text);

const subfolders = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !notSource.has(entry.name))
    .map((entry) => join(folder, entry.name))
    .sort();
};

export interface ManagePy {
  /** Folder of manage.py: the working directory of everything that is run. */
  readonly root: string;
  readonly file: string;
  readonly text: string;
}

const at = async (root: string): Promise<ManagePy | null> => {
  const file = join(root, 'manage.py');
  const text = await readIfThere(file);
  return text !== null && isDjangos(text) ? { root, file, text } : null;
};

const several = (folder: string, found: readonly ManagePy[]): AppError => {
  const files = found.map(({ file }) => relative(folder, file));
  return new AppError(
    'not-a-django-project',
    `${folder} holds several Django projects: ${files.join(', ')}.`,
    {
      hint: `Add one of these folders itself, or name it in manysite.json: { "django": { "root": "${relative(folder, found[0]?.root ?? folder)}" } }.`,
      data: { folder, found: files },
    },
  );
};

/**
 * Finds Django's manage.py in a folder, or one or two levels below it; the nearest level wins.
 *
 * @param folder absolute path of the project's folder
 * @param configuredRoot absolute path where manysite.json says that it is; nothing else is looked at then
 * @throws AppError `folder-missing`, or `not-a-django-project` naming what was looked for
 */
export const findManagePy = async (folder: string, configuredRoot: string | null): Promise<ManagePy> => {
  if (configuredRoot !== null) {
    const found = await at(configuredRoot);
    if (found !== null) return found;
    throw new AppError(
      'not-a-django-project',
      `${configuredRoot}, which manysite.json names as django.root, has no manage.py of Django.`,
      { hint: 'Correct "django.root" in manysite.json.', data: { folder, root: configuredRoot } },
    );
  }
  let level = [folder];
  for (let depth = 0; depth <= deepest; depth += 1) {
    const found = (await Promise.all(level.map(at))).filter((candidate) => candidate !== null);
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    if (found.length > 1) throw several(folder, found);
    if (depth < deepest) level = (await Promise.all(level.map(subfolders))).flat();
  }
  throw new AppError(
    'not-a-django-project',
    `${folder} is not a Django project: neither it nor a folder one or two levels below has a manage.py that names Django.`,
    {
      hint: 'Give the folder that holds manage.py, e.g. `manysite add ~/code/shop`.',
      data: { folder, lookedFor: ['manage.py', '*/manage.py', '*/*/manage.py'] },
    },
  );
};
