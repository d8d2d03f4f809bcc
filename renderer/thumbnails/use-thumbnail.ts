import { useEffect } from 'react';
import { useEngine } from '../store/current';
import { useStore } from '../store/store';
import { askForPicture, holdPicture, usePictures } from './pictures';
import { thumbnailOf } from './thumbnail-of';

/** A site that is scrolled past in less time needs no picture, in ms. */
const restMs = 80;

/**
 * The last picture of a site, as a URL. While a newer one is fetched it is the one before.
 *
 * @returns null where there is none yet
 */
export const useThumbnail = (databaseId: string, siteId: number): string | null => {
  const id = `${databaseId}/${siteId}/light`;
  const thumbnail = useEngine((state) => thumbnailOf(state, id));
  const picture = usePictures(({ byId }) => byId.get(id) ?? null);
  const isOpen = useStore(({ link }) => link === 'open');
  const isOld = thumbnail !== null && thumbnail.takenAt !== picture?.takenAt;
  useEffect(() => holdPicture(id), [id]);
  useEffect(() => {
    if (!isOpen || !isOld) return;
    const timer = setTimeout(() => askForPicture(thumbnail), restMs);
    return () => clearTimeout(timer);
  }, [isOpen, isOld, thumbnail]);
  return thumbnail === null ? null : (picture?.url ?? null);
};
