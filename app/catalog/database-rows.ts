import type { Prisma } from '../../prisma/generated/catalog/client';
import { type Database, type DumpFormat, databaseSchema, type ImportReport } from '../contract';

/** Where the parts of a database are inside PostgreSQL, for whoever makes or removes them. */
export interface DatabasePlaces {
  readonly id: string;
  readonly projectId: string;
  readonly state: Database['state'];
  readonly name: string;
  /** Null once imported, as is the role. */
  readonly stagingName: string | null;
  readonly importRole: string | null;
  readonly pristineName: string | null;
  readonly spareName: string | null;
  readonly snapshotNames: readonly string[];
}

/** What is known when an import begins. */
export interface ImportIntent {
  /** A new UUID; the names of staging database, role and template come from it. */
  readonly id: string;
  readonly projectId: string;
  /** The name that the database will have once it is ready. */
  readonly name: string;
  readonly label: string;
  readonly stagingName: string;
  readonly importRole: string;
  readonly pristineName: string;
  readonly dump: {
    readonly file: string;
    readonly format: DumpFormat;
    readonly createdAt: string | null;
    readonly serverVersion: string | null;
  };
}

/** What is known when it has ended. */
export interface ImportOutcome {
  readonly sha256: string;
  readonly importedAt: Date;
  readonly sizeBytes: number | null;
  /** Of the template that was made. Default: not measured. */
  readonly pristineBytes?: number | null;
  readonly siteCount: number | null;
  readonly problemCount: number;
  readonly report: ImportReport;
  /** Why it needs attention from the start, e.g. after-import steps that are still to be run. Default: ready. */
  readonly attention?: string | null;
}

/** A database is active when a project says so. */
export const withActive = {
  activeIn: { select: { id: true } },
  snapshots: { select: { name: true, takenAt: true, sizeBytes: true }, orderBy: { takenAt: 'asc' } },
} as const satisfies Prisma.DatabaseInclude;
type Row = Prisma.DatabaseGetPayload<{ include: typeof withActive }>;

const bytesOf = (value: bigint | null): number | null => (value === null ? null : Number(value));

/** What all of a database takes: data, template, spare and snapshots, as last measured. */
const totalOf = (row: Row): number =>
  [row.sizeBytes, row.pristineBytes, row.spareBytes, ...row.snapshots.map(({ sizeBytes }) => sizeBytes)]
    .map((bytes) => Number(bytes ?? 0))
    .reduce((sum, bytes) => sum + bytes, 0);

/** A row as clients see it, apart from what only a running host knows. @throws when the row holds what this version does not know */
export const toDatabase = (row: Row): Database =>
  databaseSchema.parse({
    id: row.id,
    projectId: row.projectId,
    name: row.name,
    label: row.label,
    state: row.state,
    attention: row.attention,
    isActive: row.activeIn !== null,
    sizeBytes: bytesOf(row.sizeBytes),
    pristineBytes: bytesOf(row.pristineBytes),
    spareBytes: bytesOf(row.spareBytes),
    totalBytes: totalOf(row),
    importedAt: row.importedAt?.toISOString() ?? null,
    resetAt: row.resetAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    isWarm: false,
    changedSince: null,
    dump: {
      file: row.dumpFile,
      sha256: row.dumpSha256,
      format: row.dumpFormat,
      createdAt: row.dumpCreatedAt,
      serverVersion: row.dumpServerVersion,
    },
    siteCount: row.siteCount,
    problemCount: row.problemCount,
    snapshots: row.snapshots.map(({ name, takenAt, sizeBytes }) => ({
      name,
      takenAt: takenAt.toISOString(),
      sizeBytes: Number(sizeBytes),
    })),
    report: row.report,
  } satisfies Record<keyof Database, unknown>);

/** The columns of `DatabasePlaces`. */
export const placesOf = {
  id: true,
  projectId: true,
  state: true,
  name: true,
  stagingName: true,
  importRole: true,
  pristineName: true,
  spareName: true,
  snapshots: { select: { placeName: true }, orderBy: { takenAt: 'asc' } },
} as const satisfies Prisma.DatabaseSelect;

/** Such a row as `DatabasePlaces`. */
export const toPlaces = ({
  snapshots,
  state,
  ...row
}: Prisma.DatabaseGetPayload<{ select: typeof placesOf }>): DatabasePlaces => ({
  ...row,
  state: databaseSchema.shape.state.parse(state),
  snapshotNames: snapshots.map(({ placeName }) => placeName),
});

/** Every name that a database has inside PostgreSQL. */
export const namesOf = (places: DatabasePlaces): string[] =>
  [places.name, places.stagingName, places.pristineName, places.spareName, ...places.snapshotNames].filter(
    (name) => name !== null,
  );
