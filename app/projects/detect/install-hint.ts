import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { FoundPython } from './find-python';

const quoted = (path: string): string => (/^[\w./:\\-]+$/.test(path) ? path : `"${path}"`);

/** The first of these files that the project has tells how its team installs. */
const requirementFiles = [
  'requirements.txt',
  'requirements/local.txt',
  'requirements/dev.txt',
  'requirements/base.txt',
];

/**
 * The command that would install the project's packages, by its lock or requirements file.
 *
 * @param folder absolute path of the project's folder, where the command is to be run
 */
export const installCommand = (folder: string, root: string, python: FoundPython): string => {
  const has = (name: string): boolean => existsSync(join(folder, name)) || existsSync(join(root, name));
  if (has('uv.lock')) return 'uv sync';
  if (has('poetry.lock')) return 'poetry install';
  if (has('Pipfile')) return 'pipenv install';
  const requirements = [folder, root]
    .flatMap((base) => requirementFiles.map((name) => join(base, name)))
    .find((file) => existsSync(file));
  const what =
    requirements !== undefined
      ? `-r ${quoted(relative(folder, requirements))}`
      : has('pyproject.toml')
        ? '-e .'
        : 'django';
  if (python.virtualenv !== null) return `${quoted(python.path)} -m pip install ${what}`;
  const binary = process.platform === 'win32' ? '.venv\\Scripts\\python' : '.venv/bin/python';
  return `${quoted(python.path)} -m venv .venv && ${binary} -m pip install ${what}`;
};
