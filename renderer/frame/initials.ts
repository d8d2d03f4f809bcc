/**
 * Two letters that stand for a project: of its first two words, or the first two of its only one.
 *
 * @param name as the project is called, not empty
 */
export const initialsOf = (name: string): string => {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const letters =
    words.length > 1 ? words.slice(0, 2).map((word) => [...word][0]) : [...(words[0] ?? name)].slice(0, 2);
  return letters.join('').toUpperCase();
};
