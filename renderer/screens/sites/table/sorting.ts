import type { SiteEntry } from '../site-entries';

/** What the table can be sorted by. */
export const sortKeys = [
  'id',
  'name',
  'domain',
  'real-domain',
  'state',
  'p50',
  'p95',
  'memory',
  'requests',
  'aliases',
] as const;
export type SortKey = (typeof sortKeys)[number];

export interface Sorting {
  readonly key: SortKey;
  readonly isDescending: boolean;
}

/** Problems first: they are what one looks for. */
const stateOrder = [
  'failed',
  'backing-off',
  'conflict',
  'unmanaged',
  'starting',
  'draining',
  'ready',
  'routed',
  'stopped',
  'disabled',
] as const satisfies readonly SiteEntry['status']['kind'][];

const sortValue = (entry: SiteEntry, key: SortKey): string | number | null => {
  const { site } = entry;
  switch (key) {
    case 'id':
      return site.id;
    case 'name':
      return site.name;
    case 'domain':
      return site.domain;
    case 'real-domain':
      return site.realDomain;
    case 'state':
      return stateOrder.indexOf(entry.status.kind);
    case 'p50':
      return entry.p50Ms;
    case 'p95':
      return entry.p95Ms;
    case 'memory':
      return entry.memoryBytes;
    case 'requests':
      return entry.requests;
    case 'aliases':
      return site.aliases.length;
    default:
      return key satisfies never;
  }
};

const compare = (one: string | number, other: string | number): number =>
  typeof one === 'number' && typeof other === 'number'
    ? one - other
    : String(one).localeCompare(String(other), 'en', { numeric: true, sensitivity: 'base' });

/** The ids of sites in the order of a column; what has no value comes last, whatever the direction, and equals go by id. */
export const sortedIds = (entries: readonly SiteEntry[], sorting: Sorting | null): readonly number[] => {
  if (sorting === null) return entries.map(({ site }) => site.id);
  const { key, isDescending } = sorting;
  return [...entries]
    .sort((a, b) => {
      const [one, other] = [sortValue(a, key), sortValue(b, key)];
      if (one === null || other === null)
        return Number(one === null) - Number(other === null) || a.site.id - b.site.id;
      return (isDescending ? -1 : 1) * compare(one, other) || a.site.id - b.site.id;
    })
    .map(({ site }) => site.id);
};

/** What a click on a column's head asks for: up, then down, then the engine's order again. */
export const nextSorting = (sorting: Sorting | null, key: SortKey): Sorting | null => {
  if (sorting?.key !== key) return { key, isDescending: false };
  return sorting.isDescending ? null : { key, isDescending: true };
};

/** Entries in a given order of ids; those that it does not know come last. */
export const inOrder = (entries: readonly SiteEntry[], ids: readonly number[]): readonly SiteEntry[] => {
  const place = new Map(ids.map((id, index) => [id, index]));
  return [...entries].sort(
    (a, b) => (place.get(a.site.id) ?? ids.length) - (place.get(b.site.id) ?? ids.length),
  );
};
