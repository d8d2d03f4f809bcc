/** The selection after one thing was turned over. */
export const toggled = (selected: ReadonlySet<number>, id: number): ReadonlySet<number> => {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
};

/**
 * The selection after a range was added to it.
 *
 * @param ids all things in the order in which they are shown
 * @param from where the range begins; null or one that is not shown: it is just `to`
 */
export const withRange = (
  selected: ReadonlySet<number>,
  ids: readonly number[],
  from: number | null,
  to: number,
): ReadonlySet<number> => {
  const begin = from === null ? -1 : ids.indexOf(from);
  const end = ids.indexOf(to);
  if (begin === -1 || end === -1) return new Set(selected).add(to);
  return new Set([...selected, ...ids.slice(Math.min(begin, end), Math.max(begin, end) + 1)]);
};
