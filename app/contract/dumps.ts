import { z } from 'zod';
import { problemSchema, siteSchema } from './sites';

export const dumpFormatSchema = z.enum(['custom', 'plain', 'tar', 'directory']);
export type DumpFormat = z.infer<typeof dumpFormatSchema>;

/** How the bytes of rows (custom) or of the whole file (plain) are compressed. */
export const compressionSchema = z.enum(['none', 'gzip', 'lz4', 'zstd']);
export type Compression = z.infer<typeof compressionSchema>;

/** A site as found in a dump, with the domain that it would get: null where a problem keeps it out of the rewrite. */
export const inspectedSiteSchema = siteSchema
  .omit({ url: true })
  .extend({ localDomain: z.string().nullable() });
export type InspectedSite = z.infer<typeof inspectedSiteSchema>;

export const inspectedTableSchema = z.object({
  schema: z.string(),
  name: z.string(),
  /** Null while not counted. */
  rows: z.number().int().nullable(),
  sizeBytes: z.number().nullable(),
});
export type InspectedTable = z.infer<typeof inspectedTableSchema>;

/** Migrations of a Django app by their names, in order. */
export const appMigrationsSchema = z.object({ app: z.string(), names: z.array(z.string()) });
export type AppMigrations = z.infer<typeof appMigrationsSchema>;

/** What a dump holds, found without restoring it (the X-ray). Unknown values are null, never guessed. */
export const inspectionSchema = z.object({
  file: z.string(),
  sizeBytes: z.number(),
  format: dumpFormatSchema,
  compression: compressionSchema,
  formatVersion: z.string().nullable(),
  serverVersion: z.string().nullable(),
  dumperVersion: z.string().nullable(),
  createdAt: z.string().nullable(),
  databaseName: z.string().nullable(),
  encoding: z.string().nullable(),
  /** As the dump has it, e.g. `de_DE.UTF-8`: the database will sort as ICU does for it, or by code point (C.UTF-8). */
  locale: z.string().nullable(),
  isComplete: z.boolean(),
  tables: z.array(inspectedTableSchema),
  extensions: z.array(z.object({ name: z.string(), isAvailable: z.boolean() })),
  roles: z.array(z.string()),
  shape: z.enum(['no-sites', 'sites', 'sites-aliases', 'sites-plus']),
  sites: z.array(inspectedSiteSchema),
  /** Rows of django_migrations, by app; none where the dump has no such table. */
  migrations: z.array(appMigrationsSchema),
  problems: z.array(problemSchema),
});
export type Inspection = z.infer<typeof inspectionSchema>;

/** An inspection as clients get it. */
export const inspectedDumpSchema = inspectionSchema.extend({
  /** About what its import takes on the disk, with its pristine copy and room to sort; an import that does not find it is refused. */
  neededBytes: z.number().int(),
});
export type InspectedDump = z.infer<typeof inspectedDumpSchema>;

/** A statement of a dump, by its entry in an archive or its line in plain SQL. */
export const dumpPlaceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('entry'), dumpId: z.int() }),
  z.object({ kind: z.literal('line'), line: z.int() }),
]);
export type DumpPlace = z.infer<typeof dumpPlaceSchema>;

/** Rows that kept a statement of a dump from being run, as text. */
export const failedRowsSchema = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string().nullable())),
});
export type FailedRows = z.infer<typeof failedRowsSchema>;

/** `data` of `dump-statement-failed`: PostgreSQL's own words, and for a definition what they mean. */
export const failedStatementSchema = z.object({
  object: z.string(),
  sqlState: z.string(),
  place: dumpPlaceSchema.nullable(),
  message: z.string(),
  detail: z.string().nullable(),
  where: z.string().nullable(),
  title: z.string().nullable().default(null),
  explanation: z.string().nullable().default(null),
  statement: z.string().nullable().default(null),
  rows: failedRowsSchema.nullable().default(null),
  /** An import may be told to leave this statement out: nothing but what it defines is then missing. */
  canBeLeftOut: z.boolean().default(false),
});
export type FailedStatement = z.infer<typeof failedStatementSchema>;

/** What an import did, kept with the database: counts by object kind, what was skipped and why. */
export const importReportSchema = z.object({
  tables: z.number().int(),
  rows: z.number().int(),
  indexes: z.number().int(),
  constraints: z.number().int(),
  skipped: z.array(z.object({ what: z.string(), count: z.number().int(), reason: z.string() })),
  warnings: z.array(z.string()),
  durationMs: z.number(),
  phases: z.array(z.object({ phase: z.string(), durationMs: z.number() })),
});
export type ImportReport = z.infer<typeof importReportSchema>;

/** A database as `manysite databases --json` prints it. */
export const databaseSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  /** Name inside PostgreSQL, at most 63 bytes; what `manysite switch` takes. */
  name: z.string(),
  label: z.string(),
  state: z.enum(['importing', 'ready', 'needs-attention', 'deleting']),
  /** Why it needs attention; null otherwise. */
  attention: z.string().nullable(),
  isActive: z.boolean(),
  /** Its own data, without its copies. */
  sizeBytes: z.number().nullable(),
  /** The copy of it as it was just after its import; null where there is none. */
  pristineBytes: z.number().nullable(),
  /** The further copy of that, which makes a reset instant; null where there is none now. */
  spareBytes: z.number().nullable(),
  /** All of it: data, both copies, snapshots. Copies that share blocks with it count in full. */
  totalBytes: z.number(),
  importedAt: z.string().nullable(),
  /** When it was last reset; null: never. */
  resetAt: z.string().nullable(),
  /** When it was last the active one; null: never. */
  lastUsedAt: z.string().nullable(),
  /** Servers of it are ready though it is not active: a switch to it takes no start. */
  isWarm: z.boolean(),
  /** Rows written since its import or its last reset, as PostgreSQL counts them; null where it cannot tell. */
  changedSince: z.object({ at: z.string(), rows: z.number().int() }).nullable(),
  dump: z.object({
    file: z.string(),
    sha256: z.string().nullable(),
    format: dumpFormatSchema,
    createdAt: z.string().nullable(),
    serverVersion: z.string().nullable(),
  }),
  siteCount: z.number().int().nullable(),
  problemCount: z.number().int(),
  snapshots: z.array(z.object({ name: z.string(), takenAt: z.string(), sizeBytes: z.number() })),
  report: importReportSchema.nullable(),
});
export type Database = z.infer<typeof databaseSchema>;
