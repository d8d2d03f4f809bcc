import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { HandedFile } from '../../app/contract';

/**
 * The files and folders in the words of a start: what is no switch. Chromium puts switches of its own among them.
 *
 * @param words of the command line, the program first
 * @param isPackaged otherwise the first word after the program is the folder of the app
 */
export const pathsIn = (words: readonly string[], isPackaged: boolean): string[] =>
  words.filter((word) => word !== '' && !word.startsWith('-')).slice(isPackaged ? 1 : 2);

const isProject = (path: string): boolean =>
  ['manage.py', 'manysite.json'].some((name) => existsSync(join(path, name)));

/** What of these is there, and what it is. @param workingFolder of whoever named them */
export const handedFiles = (paths: readonly string[], workingFolder: string): HandedFile[] =>
  paths
    .map((path) => resolve(workingFolder, path))
    .filter((path) => existsSync(path))
    .map((path) => ({ path, kind: isProject(path) ? 'project' : 'dump' }));
