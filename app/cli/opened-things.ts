import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '../contract';
import { foldersUpward } from './folders-upward';

const nearestWith = (file: string, cwd: string): string | null =>
  [...foldersUpward(cwd)].find((folder) => existsSync(join(folder, file))) ?? null;

/** The project that a folder belongs to: what says that it is one, before what looks like one; null where there is none. */
const projectAround = (cwd: string): string | null =>
  nearestWith('manysite.json', cwd) ?? nearestWith('manage.py', cwd);

/**
 * What the desktop app is to open: dumps and folders that were named, else the project that the working directory belongs to.
 *
 * @param named as typed
 * @returns absolute paths
 * @throws AppError `file-not-found`
 */
export const openedThings = (named: readonly string[], cwd: string): readonly string[] => {
  const paths = named.map((word) => resolve(cwd, word));
  const absent = paths.find((path) => !existsSync(path));
  if (absent !== undefined) {
    throw new AppError('file-not-found', `There is no file or folder ${absent}.`, {
      hint: 'Name a dump or the folder of a project.',
      data: { file: absent },
    });
  }
  const around = paths.length === 0 ? projectAround(cwd) : null;
  return around === null ? paths : [around];
};
