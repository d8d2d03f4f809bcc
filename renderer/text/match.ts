/** Accents and case do not count, and each character stays one, so that places in both texts are the same. */
const fold = (text: string): string =>
  [...text]
    .map((character) => {
      const plain = character.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
      return plain.length === character.length ? plain : character;
    })
    .join('');

/** Where a wanted text begins in another, `-1` for nowhere; neither accents nor case count. */
export const placeOfMatch = (text: string, wanted: string): number => fold(text).indexOf(fold(wanted));

/**
 * A text in three parts around what was searched.
 *
 * @returns null where it does not occur, or nothing is searched
 */
export const splitMatch = (
  text: string,
  wanted: string,
): { readonly before: string; readonly match: string; readonly after: string } | null => {
  const at = wanted === '' ? -1 : placeOfMatch(text, wanted);
  if (at === -1) return null;
  const end = at + wanted.length;
  return { before: text.slice(0, at), match: text.slice(at, end), after: text.slice(end) };
};
