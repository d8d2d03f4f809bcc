import { statSync } from 'node:fs';

/**
 * What tells a folder from a copy of it, and stays when it is renamed.
 *
 * @param folder must exist
 */
export const folderIdOf = (folder: string): string => String(statSync(folder, { bigint: true }).ino);
