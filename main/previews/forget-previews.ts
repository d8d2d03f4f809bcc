import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { app, session } from 'electron';
import type { State } from '../../app/contract';
import { forgottenProfiles, partitionOfFolder } from './forgotten-profiles';

const foldersIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    // No preview was ever shown.
    return [];
  }
};

/**
 * Deletes what Chromium keeps for previews of databases that are gone: cookies, caches and whatever their pages stored.
 *
 * @param profileFolder Chromium's own
 */
export const forgetPreviews = (profileFolder: string): { follow(state: State): void } => {
  const partitions = join(profileFolder, 'Partitions');
  const used = new Set<string>();
  let databases: State['databases'] | null = null;
  let isKnown = false;
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-attach-webview', (_event, _preferences, { partition }) => {
      if (partition !== undefined) used.add(partition);
    });
  });
  const forget = async (folder: string): Promise<void> => {
    const partition = partitionOfFolder(folder);
    if (used.has(partition)) await session.fromPartition(partition).clearStorageData();
    await rm(join(partitions, folder), { recursive: true, force: true });
  };
  return {
    follow: (state) => {
      if (state.databases === databases && isKnown === (state.disk !== null)) return;
      databases = state.databases;
      isKnown = state.disk !== null;
      for (const folder of forgottenProfiles(foldersIn(partitions), state)) {
        // Windows keeps files of a session that was used; the next start finds them.
        forget(folder).catch((error: unknown) => console.warn('A preview was not forgotten:', error));
      }
    },
  };
};
