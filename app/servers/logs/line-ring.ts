/** The last lines of a log, oldest first; adding is O(1) whatever the capacity. */
export interface LineRing<Line> {
  add(line: Line): void;
  /** At most `count` of the newest, oldest first. */
  last(count: number): Line[];
}

/** @param capacity how many lines are kept, 1 or more */
export const createLineRing = <Line>(capacity: number): LineRing<Line> => {
  const lines: Line[] = [];
  let oldest = 0;
  return {
    add: (line) => {
      if (lines.length < capacity) {
        lines.push(line);
        return;
      }
      lines[oldest] = line;
      oldest = (oldest + 1) % capacity;
    },
    last: (count) => {
      const inOrder = [...lines.slice(oldest), ...lines.slice(0, oldest)];
      return inOrder.slice(Math.max(0, inOrder.length - count));
    },
  };
};
