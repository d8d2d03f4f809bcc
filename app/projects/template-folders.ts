import type { Dirent } from 'node:fs';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders that hold no templates of the project's own, or far too many files. */
const passedOver = new Set([
  'node_modules',
  'site-packages',
  '__pycache__',
  'static',
  'media',
  'locale',
  'migrations',
]);
const mostFolders = 5_000;
const mostDepth = 8;

const foldersIn = async (folder: string): Promise<readonly Dirent[]> => {
  try {
    return (await readdir(folder, { withFileTypes: true })).filter(
      (entry) => entry.isDirectory() || entry.isSymbolicLink(),
    );
  } catch (error) {
    // A folder that went away or may not be read holds nothing that a server could find.
    if (
      error instanceof Error &&
      'code' in error &&
      ['ENOENT', 'ENOTDIR', 'EACCES'].includes(String(error.code))
    )
      return [];
    throw error;
  }
};

const isVirtualenv = (folder: string): boolean => existsSync(join(folder, 'pyvenv.cfg'));

/**
 * Folders inside a project's template folders that are named like hosts, as django-multisite's template loader wants them
 * (multisite.md, trap 16). Nothing of the project is run; at most 5,000 folders are looked into, eight levels deep.
 *
 * @param folder absolute path of the project
 * @returns paths relative to it, with slashes, in the order in which they were found
 */
export const findTemplateFolders = async (folder: string): Promise<readonly string[]> => {
  const found: string[] = [];
  const waiting: { readonly parts: readonly string[] }[] = [{ parts: [] }];
  for (let looked = 0; looked < mostFolders; looked += 1) {
    const next = waiting.shift();
    if (next === undefined) break;
    const { parts } = next;
    const isOfTemplates = /templates$/i.test(parts.at(-1) ?? '');
    for (const entry of await foldersIn(join(folder, ...parts))) {
      const { name } = entry;
      const path = [...parts, name];
      if (isOfTemplates && /^[^.].*\../.test(name)) found.push(path.join('/'));
      const isDeeper = entry.isDirectory() && !name.startsWith('.') && !passedOver.has(name);
      if (isDeeper && path.length < mostDepth && !isVirtualenv(join(folder, ...path)))
        waiting.push({ parts: path });
    }
  }
  return found;
};
