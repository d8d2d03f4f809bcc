import type { Change, Thumbnail } from '../../contract';
import type { StateStore } from '../state/state-store';
import type { KeptThumbnail, ThumbnailFiles } from './thumbnail-files';

const shown = ({ file: _, ...thumbnail }: KeptThumbnail): Thumbnail => thumbnail;

/** Which pictures are of no use after a change of the state: those of a database or of a site that is gone. */
const uselessAfter = (change: Change): ((thumbnail: Thumbnail) => boolean) | null => {
  if (change.slice === 'databases' && change.value === null)
    return ({ databaseId }) => databaseId === change.id;
  if (change.slice === 'sites' && change.value !== null) {
    const ids = new Set(change.value.sites.map(({ id }) => id));
    return ({ databaseId, siteId }) => databaseId === change.id && !ids.has(siteId);
  }
  return null;
};

/**
 * Shows the pictures of a data folder in the state, from which they go with their database or site.
 *
 * @param store holds all databases already
 */
export const showThumbnails = async (
  files: ThumbnailFiles,
  store: StateStore,
  onError: (error: unknown) => void,
): Promise<void> => {
  const known = new Set(store.state.databases.map(({ id }) => id));
  await files.open((databaseId) => known.has(databaseId));
  store.replace('thumbnails', files.list().map(shown));
  store.onChange((change) => {
    const isUseless = uselessAfter(change);
    if (isUseless === null) return;
    files.removeWhere(isUseless).then((ids) => {
      for (const id of ids) store.remove('thumbnails', id);
    }, onError);
  });
};

/** Shows a picture that was just put, and forgets what no longer fits beside it. */
export const showPut = async (
  files: ThumbnailFiles,
  store: StateStore,
  kept: KeptThumbnail,
): Promise<Thumbnail> => {
  const thumbnail = shown(kept);
  store.put('thumbnails', thumbnail);
  for (const id of await files.trim()) store.remove('thumbnails', id);
  return thumbnail;
};
