interface Neighbours {
  readonly previous: number | null;
  readonly next: number | null;
  /** From 1. */
  readonly position: number;
  readonly count: number;
}

/** The sites before and after one, going round at the ends; null where there is no other. */
export const neighboursOf = (siteIds: readonly number[], siteId: number): Neighbours => {
  const at = siteIds.indexOf(siteId);
  const count = siteIds.length;
  const isAlone = count < 2 || at === -1;
  return {
    previous: isAlone ? null : (siteIds.at(at - 1) ?? null),
    next: isAlone ? null : (siteIds[(at + 1) % count] ?? null),
    position: at + 1,
    count,
  };
};
