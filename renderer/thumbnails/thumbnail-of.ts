import type { State, Thumbnail } from '../../app/contract';

/** By the list that they are of: each card asks at each change of anything, and a list is another one when a picture has come. */
const indexes = new WeakMap<State['thumbnails'], ReadonlyMap<string, Thumbnail>>();

const indexOf = (thumbnails: State['thumbnails']): ReadonlyMap<string, Thumbnail> => {
  const known = indexes.get(thumbnails);
  if (known !== undefined) return known;
  const index = new Map(thumbnails.map((thumbnail) => [thumbnail.id, thumbnail]));
  indexes.set(thumbnails, index);
  return index;
};

/** The thumbnail with an id, however many there are; null where there is none. */
export const thumbnailOf = ({ thumbnails }: Pick<State, 'thumbnails'>, id: string): Thumbnail | null =>
  indexOf(thumbnails).get(id) ?? null;
