import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that the settings are, or may be, made of. */
export interface SettingsFile {
  /** Absolute. */
  readonly file: string;
  readonly text: string;
}

const maxFiles = 40;
const maxBytes = 512 * 1024;

const pythonFilesOf = async (folder: string): Promise<string[]> => {
  try {
    const names = await readdir(folder);
    return names.filter((name) => name.endsWith('.py')).map((name) => join(folder, name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return [];
    throw error;
  }
};

/**
 * The settings module itself, and what lies beside it, since `shop.settings.local` imports `shop.settings.base`. The module's own
 * file comes first. At most 40 files of at most 512 KB.
 *
 * @param root folder of manage.py
 * @param module dotted
 */
export const readSettingsFiles = async (root: string, module: string): Promise<SettingsFile[]> => {
  const path = join(root, ...module.split('.'));
  const parts = module.split('.').slice(0, -1);
  const beside = parts.length > 0 ? await pythonFilesOf(join(root, ...parts)) : [];
  const files = [...new Set([`${path}.py`, ...(await pythonFilesOf(path)), ...beside])];
  const found: SettingsFile[] = [];
  for (const file of files.slice(0, maxFiles)) {
    if (existsSync(file) && (await stat(file)).size <= maxBytes)
      found.push({ file, text: await readFile(file, 'utf8') });
  }
  return found;
};

/** Without lines that are commented out as a whole. */
export const codeOf = ({ text }: SettingsFile): string => text.replace(/^\s*#.*$/gm, '');
