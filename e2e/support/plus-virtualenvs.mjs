// The virtualenvs of the project in plus-project/: the real django-multisite and django-multisite-plus, on several Djangos.
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDemoVirtualenv } from '../../demo/make-virtualenv.mjs';

/** Each Django with the Pythons that it runs on, the best first. */
const pythonsOf = {
  'django-1.11': ['3.9', '3.8'],
  'django-3.2': ['3.10', '3.9', '3.11', '3.8'],
  'django-4.2': ['3.11', '3.10', '3.12', '3.9', '3.8'],
  'django-5.2': ['3.12', '3.11', '3.13', '3.10'],
};

export const plusDjangos = Object.keys(pythonsOf);

const pyenvVersions = join(homedir(), '.pyenv', 'versions');

/** On the PATH, or one of pyenv's, whose shims run only what was chosen. */
const commandsFor = (version) => {
  const installed = existsSync(pyenvVersions) ? readdirSync(pyenvVersions) : [];
  return [
    ...installed
      .filter((name) => name.startsWith(`${version}.`))
      .map((name) => join(pyenvVersions, name, 'bin', 'python')),
    `python${version}`,
  ];
};

/** @returns absolute path of the virtualenv's Python */
export const ensurePlusVirtualenv = (django, onProgress) => {
  const folder = fileURLToPath(new URL(`./plus-project/virtualenvs/${django}`, import.meta.url));
  const pythons = pythonsOf[django].flatMap(commandsFor);
  return ensureDemoVirtualenv(folder, onProgress, { pythons, hasDependencies: false });
};

/** That of the Django which the package was written for, unchanged; where its Python is not to be had, of a newer one. */
export const ensureOnePlusVirtualenv = async (onProgress) => {
  for (const django of ['django-1.11', 'django-4.2']) {
    try {
      return await ensurePlusVirtualenv(django, onProgress);
    } catch (error) {
      onProgress?.(`${django}: ${error.message}`);
    }
  }
  return ensurePlusVirtualenv('django-5.2', onProgress);
};
