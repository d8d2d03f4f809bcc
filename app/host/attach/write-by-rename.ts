import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes a whole file so that a crash leaves the old one or the new one, and a full disk nothing but the old one.
 *
 * @param file absolute; its folder must exist
 * @throws what the file system says
 */
export const writeByRename = (file: string, text: string): void => {
  const temporary = `${file}.${process.pid}`;
  try {
    writeFileSync(temporary, text, { mode: 0o600 });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
};
