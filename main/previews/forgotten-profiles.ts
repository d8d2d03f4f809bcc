import type { State } from '../../app/contract';

const folderPattern = /^preview-([0-9a-f-]{36})$/;

/**
 * The folders of previews whose database is gone.
 *
 * @param folders names below Chromium's `Partitions`
 * @returns none while the state does not tell of all databases yet: the size of the disk is measured after they are read
 */
export const forgottenProfiles = (
  folders: readonly string[],
  { databases, disk }: Pick<State, 'databases' | 'disk'>,
): readonly string[] => {
  if (disk === null) return [];
  const known = new Set(databases.map(({ id }) => id));
  return folders.filter((folder) => {
    const id = folderPattern.exec(folder)?.[1];
    return id !== undefined && !known.has(id);
  });
};
