/** What a host writes down of itself while it runs, for the one after it. */
export interface RunFacts {
  readonly pid: number;
  /** Of the system's start; null where the system does not tell. */
  readonly bootId: string | null;
  /** Of the data folder: a copy of it has another one. */
  readonly folderId: string;
  readonly end: { readonly how: 'stopped' | 'failed'; readonly at: string; readonly reason: string } | null;
}

/** How the last host of a data folder ended; null where none ever ran. */
export interface LastEnd {
  /** `copied`: the folder was copied while its host ran, so what it says of that host is none of ours. */
  readonly how: 'stopped' | 'failed' | 'killed' | 'machine-restarted' | 'copied';
  readonly pid: number;
  /** ISO 8601; where the host could not tell, its last sign of life. */
  readonly at: string;
  /** As the host told; null where it could not. */
  readonly reason: string | null;
}

/**
 * How the last host ended, from what it left. Only asked by the host that holds the lock: the last one is gone.
 *
 * @param facts null where none was left
 * @param now.lastSignAt ISO 8601, when the facts were last touched
 */
export const lastEndOf = (
  facts: RunFacts | null,
  now: { readonly bootId: string | null; readonly folderId: string; readonly lastSignAt: string },
): LastEnd | null => {
  if (facts === null) return null;
  const { pid, end } = facts;
  if (end?.how === 'stopped') return { ...end, pid };
  const unknown = { pid, at: now.lastSignAt, reason: null };
  if (facts.folderId !== now.folderId) return { how: 'copied', ...unknown };
  if (end !== null) return { ...end, pid };
  const isOtherBoot = facts.bootId !== null && now.bootId !== null && facts.bootId !== now.bootId;
  return { how: isOtherBoot ? 'machine-restarted' : 'killed', ...unknown };
};
