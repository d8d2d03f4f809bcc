import { useMemo } from 'react';

/** A value that is another one whenever one of these is. */
export const useRevision = (...parts: readonly [unknown, unknown, unknown, unknown]): object => {
  const [one, two, three, four] = parts;
  return useMemo(() => ({ parts: [one, two, three, four] }), [one, two, three, four]);
};
