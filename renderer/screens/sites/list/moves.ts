/** A step of the person through a list that is shown in columns. */
export type Move = 'previous' | 'next' | 'up' | 'down' | 'first' | 'last' | 'page-up' | 'page-down';

const moves: Readonly<Record<string, Move>> = {
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  ArrowUp: 'up',
  ArrowDown: 'down',
  k: 'up',
  j: 'down',
  Home: 'first',
  End: 'last',
  PageUp: 'page-up',
  PageDown: 'page-down',
};

/** The step that a key means; null for none. */
export const moveOfKey = (key: string): Move | null =>
  moves[key.length === 1 ? key.toLowerCase() : key] ?? null;

const pageRows = 5;

/**
 * Where a step leads.
 *
 * @param index where the person is; -1: nowhere yet, and every step leads to the first, or the last for `last`
 * @param count how many things there are; 0 gives -1
 * @param columns how many stand beside each other, 1 or more
 */
export const indexAfter = (move: Move, index: number, count: number, columns: number): number => {
  if (count === 0) return -1;
  if (index === -1) return move === 'last' ? count - 1 : 0;
  const steps: Readonly<Record<Move, number>> = {
    previous: -1,
    next: 1,
    up: -columns,
    down: columns,
    'page-up': -columns * pageRows,
    'page-down': columns * pageRows,
    first: -index,
    last: count - 1 - index,
  };
  const to = index + steps[move];
  if (move === 'up' && to < 0) return index;
  // The last row may be short: from above its gap one comes to its end.
  if (move === 'down' && to >= count)
    return Math.floor(index / columns) < Math.floor((count - 1) / columns) ? count - 1 : index;
  return Math.min(count - 1, Math.max(0, to));
};
