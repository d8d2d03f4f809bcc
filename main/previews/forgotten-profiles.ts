import { previewPartition, type State } from '../../app/contract';
import { isPreviewPartition } from '../navigation/rules';

/** The partition whose profile Chromium keeps in a folder below `Partitions`. */
export const partitionOfFolder = (folder: string): string => `persist:${folder}`;

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
  const known = new Set(databases.map(({ id }) => previewPartition(id)));
  return folders.filter((folder) => {
    const partition = partitionOfFolder(folder);
    return isPreviewPartition(partition) && !known.has(partition);
  });
};
