import { existsSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { AppError } from '../contract';
import { findManagePy } from './detect/find-manage-py';
import { type FoundPython, findPython } from './detect/find-python';
import { installCommand } from './detect/install-hint';
import { findMultisitePackages, type MultisitePackage } from './detect/multisite-packages';
import { readSettingsFiles } from './detect/settings-files';
import { readSettingsModule, type SettingsModule } from './detect/settings-module';

/** What a folder shows of itself. All paths are absolute but those of env files. */
export interface DetectedProject {
  readonly folder: string;
  /** Folder of manage.py. */
  readonly root: string;
  readonly managePy: string;
  readonly settings: SettingsModule | null;
  readonly python: FoundPython;
  readonly djangoVersion: string;
  readonly packages: readonly MultisitePackage[];
  /** Relative to `folder`; the first wins. */
  readonly envFiles: readonly string[];
}

/** Most particular first: what is local to a machine wins over what the team shares. `.env-local` is Divio's. */
export const envFileNames = [
  '.env.local',
  '.env-local',
  '.env.development.local',
  '.env.development',
  '.env',
];

const existingFolder = async (folder: string): Promise<string> => {
  try {
    if ((await stat(folder)).isDirectory()) return await realpath(folder);
  } catch (error) {
    if (
      !(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
    ) {
      throw new AppError('folder-unreachable', `The folder ${folder} cannot be read.`, { cause: error });
    }
    throw new AppError('folder-missing', `There is no folder ${folder}.`, { data: { folder } });
  }
  throw new AppError('not-a-django-project', `${folder} is a file, not the folder of a Django project.`, {
    hint: 'Give the folder that holds manage.py.',
    data: { folder },
  });
};

const envFilesIn = async (folder: string, root: string): Promise<string[]> => {
  const files = [...new Set([folder, root])].flatMap((base) => envFileNames.map((name) => join(base, name)));
  const found: string[] = [];
  for (const file of files) {
    // A virtualenv may be called .env too.
    if (existsSync(file) && (await stat(file)).isFile()) found.push(relative(folder, file));
  }
  return found;
};

/**
 * Recognises a Django project by its folder: manage.py, settings module, Python with its Django, env files, and how it does
 * multisite. Runs the project's Python once, none of the project's code.
 *
 * @param folder path of the folder, absolute or relative to the working directory
 * @param options.environment for VIRTUAL_ENV and PATH
 * @param options.root, options.python, options.settings what manysite.json says; detection leaves these as they are
 * @throws AppError `folder-missing`, `not-a-django-project`, `python-missing`, `django-missing`
 */
export const detectProject = async (
  folder: string,
  options: {
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly root?: string | undefined;
    readonly python?: string | undefined;
    readonly settings?: string | undefined;
  },
): Promise<DetectedProject> => {
  const real = await existingFolder(resolve(folder));
  const managePy = await findManagePy(real, options.root === undefined ? null : resolve(real, options.root));
  const settings = readSettingsModule(managePy.text);
  const python = await findPython({
    folder: real,
    root: managePy.root,
    python: options.python ?? null,
    environment: options.environment,
  });
  const djangoVersion = python.packages.django;
  if (djangoVersion === undefined) {
    throw new AppError(
      'django-missing',
      `The Python of ${real} (${python.path}, ${python.version}) has no Django.`,
      {
        hint: `In ${real}: \`${installCommand(real, managePy.root, python)}\``,
        data: { folder: real, python: python.path, pythonVersion: python.version, foundIn: python.foundIn },
      },
    );
  }
  const settingsModule = options.settings ?? settings?.module ?? null;
  return {
    folder: real,
    root: managePy.root,
    managePy: managePy.file,
    settings,
    python,
    djangoVersion,
    packages: findMultisitePackages({
      settingsFiles: settingsModule === null ? [] : await readSettingsFiles(managePy.root, settingsModule),
      installed: python.packages,
    }),
    envFiles: await envFilesIn(real, managePy.root),
  };
};
