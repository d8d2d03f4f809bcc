import type { Database, State } from '../../../app/contract';
import { counted } from '../../text/counted';

export interface DiskPart {
  readonly name: string;
  readonly bytes: number;
  /** Which of the bar's shades it has. */
  readonly shade: 'data' | 'pristine' | 'spare' | 'snapshots' | 'others';
}

const sum = (databases: readonly Database[], bytesOf: (database: Database) => number): number =>
  databases.reduce((total, database) => total + bytesOf(database), 0);

const snapshotBytes = ({ snapshots }: Database): number =>
  snapshots.reduce((total, { sizeBytes }) => total + sizeBytes, 0);

/** What one database takes, largest kinds first; parts that take nothing are left out. */
export const partsOf = (databases: readonly Database[]): readonly DiskPart[] => {
  const parts: readonly DiskPart[] = [
    { name: 'Databases', shade: 'data', bytes: sum(databases, ({ sizeBytes }) => sizeBytes ?? 0) },
    {
      name: 'Pristine copies',
      shade: 'pristine',
      bytes: sum(databases, ({ pristineBytes }) => pristineBytes ?? 0),
    },
    { name: 'Spares', shade: 'spare', bytes: sum(databases, ({ spareBytes }) => spareBytes ?? 0) },
    { name: 'Snapshots', shade: 'snapshots', bytes: sum(databases, snapshotBytes) },
  ];
  return parts.filter(({ bytes }) => bytes > 0);
};

/** What is on the disk, by kind, for a project: what is not its own is one part. Null until it is measured. */
export const diskParts = (state: State, projectId: string): readonly DiskPart[] | null => {
  if (state.disk === null) return null;
  const own = state.databases.filter((database) => database.projectId === projectId);
  const parts = partsOf(own);
  const others = state.disk.usedBytes - parts.reduce((total, { bytes }) => total + bytes, 0);
  const hasOthers = state.databases.length > own.length;
  return others > 0
    ? [
        ...parts,
        {
          name: hasOthers ? 'Other projects and PostgreSQL' : 'PostgreSQL itself',
          shade: 'others',
          bytes: others,
        },
      ]
    : parts;
};

/** What a database takes besides its own data, in words. */
export const copiesText = (
  { sizeBytes, snapshots }: Database,
  size: (bytes: number | null) => string,
): string =>
  [
    `data ${size(sizeBytes)}`,
    ...(snapshots.length === 0 ? [] : [counted(snapshots.length, 'snapshot')]),
  ].join(', ');

const unusedAfterMs = 14 * 24 * 3_600_000;

/** The database whose deletion is worth a hint: the largest of those that nobody used for two weeks; null for none. */
export const unusedLongest = (databases: readonly Database[], nowMs: number): Database | null =>
  databases
    .filter(({ isActive, state, lastUsedAt, importedAt }) => {
      const used = lastUsedAt ?? importedAt;
      return !isActive && state === 'ready' && used !== null && nowMs - Date.parse(used) > unusedAfterMs;
    })
    .sort((one, other) => other.totalBytes - one.totalBytes)[0] ?? null;
