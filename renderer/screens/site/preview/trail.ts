/** The pages that a preview was at, and which of them it is at. */
export interface Trail {
  readonly paths: readonly string[];
  readonly index: number;
}

/** Older ones are forgotten. */
const mostPaths = 100;

export const startTrail: Trail = { paths: ['/'], index: 0 };

export const pathAt = ({ paths, index }: Trail): string => paths[index] ?? '/';

/** After somebody went to a page: what lay ahead is gone. The page that one is at already is no step. */
export const withStep = (trail: Trail, path: string): Trail => {
  if (pathAt(trail) === path) return trail;
  const paths = [...trail.paths.slice(0, trail.index + 1), path].slice(-mostPaths);
  return { paths, index: paths.length - 1 };
};

/** One step back or forward; null where there is none. */
export const stepped = (trail: Trail, by: -1 | 1): Trail | null => {
  const index = trail.index + by;
  return index < 0 || index >= trail.paths.length ? null : { ...trail, index };
};
