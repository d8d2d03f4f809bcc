import type { Definition, DumpReader, Rows } from '../entry';
import { type ColumnDefinition, tableColumns } from '../sql/table-columns';
import { countRows, type Row, readRows } from './read-rows';
import { rolesIn } from './roles';

/** A table as far as the dump tells of it. */
export interface SurveyedTable {
  readonly schema: string;
  readonly name: string;
  /** Null: the dump has rows for it, and does not create it. */
  columns: readonly ColumnDefinition[] | null;
  /** Null while not counted; 0 where the dump has no rows for it. */
  rowCount: number | null;
  sizeBytes: number | null;
  /** The rows themselves, of the few tables that are looked into. */
  rows: readonly Row[] | null;
}

/** What a walk over all entries of a dump found. */
export interface Survey {
  readonly tables: ReadonlyMap<string, SurveyedTable>;
  /** Extension → the schema that it is put in, null for the default. */
  readonly extensions: ReadonlyMap<string, string | null>;
  readonly roles: readonly string[];
  /** Tables that foreign keys of the dump point to, by `schema.name`. */
  readonly referenced: ReadonlySet<string>;
  readonly views: ReadonlySet<string>;
  readonly indexes: readonly Definition[];
}

export const tableKey = (schema: string, name: string): string => `${schema}.${name}`;

/** Tables whose rows are read: those of the sites, and those that hold domains elsewhere (multisite.md, trap 18). */
const readTables = new Set([
  'django_site',
  'multisite_alias',
  'django_multisite_plus_site',
  'wagtailcore_site',
  // A few hundred rows that tell which code the dump is of.
  'django_migrations',
]);

/** django-tenants and its like: a table of domains, one of which is each tenant's primary one. */
export const isTenantDomains = (columns: readonly ColumnDefinition[] | null): boolean => {
  const names = new Set(columns?.map((column) => column.name));
  return names.has('domain') && names.has('is_primary') && names.has('tenant_id');
};

const referencePattern =
  /\sREFERENCES\s+(?:ONLY\s+)?((?:"(?:[^"]|"")+"|[\w$]+)(?:\.(?:"(?:[^"]|"")+"|[\w$]+))?)/i;

class Surveyor {
  readonly tables = new Map<string, SurveyedTable>();
  readonly extensions = new Map<string, string | null>();
  readonly roles = new Set<string>();
  readonly referenced = new Set<string>();
  readonly views = new Set<string>();
  readonly indexes: Definition[] = [];
  /** Rows of a dump that is read by position: counted behind the walk. */
  readonly later: Rows[] = [];

  define(definition: Definition): void {
    const { type, sql, schema, name } = definition;
    for (const role of rolesIn(definition)) this.roles.add(role);
    if (type === 'TABLE' && /^\s*CREATE\s/i.test(sql))
      this.table(schema ?? 'public', name).columns = tableColumns(sql);
    if (type === 'VIEW' || type === 'MATERIALIZED VIEW') this.views.add(tableKey(schema ?? 'public', name));
    if (type === 'EXTENSION') {
      const target = /\bSCHEMA\s+(?:"((?:[^"]|"")+)"|([\w$]+))/i.exec(sql);
      this.extensions.set(name, target?.[1] ?? target?.[2] ?? null);
    }
    if (type === 'INDEX') this.indexes.push(definition);
    if (type === 'FK CONSTRAINT') {
      const target = referencePattern.exec(sql)?.[1]?.replaceAll('"', '');
      if (target !== undefined)
        this.referenced.add(target.includes('.') ? target : tableKey(schema ?? 'public', target));
    }
  }

  table(schema: string, name: string): SurveyedTable {
    const key = tableKey(schema, name);
    const known = this.tables.get(key);
    if (known !== undefined) return known;
    const fresh: SurveyedTable = { schema, name, columns: null, rowCount: null, sizeBytes: null, rows: null };
    this.tables.set(key, fresh);
    return fresh;
  }

  /** Reads one table's rows; several entries may belong to the same table. */
  async take(entry: Rows, signal: AbortSignal): Promise<void> {
    const table = this.table(entry.schema, entry.table);
    const isRead = readTables.has(table.name) || isTenantDomains(table.columns);
    const columns = table.columns?.map((column) => column.name) ?? [];
    const found = isRead
      ? await readRows(entry, columns, signal)
      : { ...(await countRows(entry, signal)), rows: null };
    table.rowCount = (table.rowCount ?? 0) + found.rowCount;
    table.sizeBytes = (table.sizeBytes ?? 0) + found.sizeBytes;
    if (found.rows !== null) table.rows = [...(table.rows ?? []), ...found.rows];
  }
}

/** Rows of an archive decode at about 400 MB/s: what is beyond this is left uncounted. */
const countedBytes = 256 * 1024 * 1024;
/** zlib runs in libuv's threads, four of them. */
const decodersAtOnce = 4;

/** The tables that are read first; of the others the small ones, as far as the budget goes. */
const chooseCounted = (surveyor: Surveyor, isCounting: boolean): Rows[] => {
  const isRead = (entry: Rows): boolean =>
    readTables.has(entry.table) || isTenantDomains(surveyor.table(entry.schema, entry.table).columns);
  const always = surveyor.later.filter(isRead);
  if (!isCounting) return always;
  let leftBytes = countedBytes;
  const others = surveyor.later
    .filter((entry) => !isRead(entry))
    .toSorted((one, other) => (one.sizeBytes ?? 0) - (other.sizeBytes ?? 0))
    .filter((entry) => {
      leftBytes -= entry.sizeBytes ?? 0;
      return leftBytes >= 0;
    });
  return [...always, ...others];
};

/** Told of a table whose rows are counted. */
export type TableCounted = (table: Pick<SurveyedTable, 'schema' | 'name' | 'rowCount' | 'sizeBytes'>) => void;

export interface Counting {
  readonly isCounting: boolean;
  readonly onCounted?: TableCounted | undefined;
}

const countLater = async (
  surveyor: Surveyor,
  { isCounting, onCounted }: Counting,
  signal: AbortSignal,
): Promise<void> => {
  for (const entry of surveyor.later) surveyor.table(entry.schema, entry.table).sizeBytes = entry.sizeBytes;
  const waiting = chooseCounted(surveyor, isCounting).reverse();
  const workOff = async (): Promise<void> => {
    for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
      const table = surveyor.table(entry.schema, entry.table);
      const { sizeBytes } = entry;
      await surveyor.take(entry, signal);
      table.sizeBytes = sizeBytes;
      onCounted?.(table);
    }
  };
  await Promise.all(Array.from({ length: decodersAtOnce }, workOff));
};

/**
 * Walks over a dump without restoring it: definitions, rows of the tables that tell of sites, counts of all rows.
 *
 * @param counting.isCounting false: in an archive only the tables that tell of sites are read (about 20 ms); plain SQL is always
 * read and counted as a whole
 */
export const surveyDump = async (
  reader: DumpReader,
  counting: Counting,
  signal: AbortSignal,
): Promise<Survey> => {
  const surveyor = new Surveyor();
  for await (const entry of reader.entries(signal)) {
    if (entry.kind === 'definition') surveyor.define(entry);
    if (entry.kind !== 'rows') continue;
    if (reader.isRandomAccess) surveyor.later.push(entry);
    else await surveyor.take(entry, signal);
  }
  const withRows = new Set(surveyor.later.map((entry) => tableKey(entry.schema, entry.table)));
  for (const [key, table] of surveyor.tables) {
    if (!withRows.has(key)) table.rowCount ??= 0;
  }
  await countLater(surveyor, counting, signal);
  const { tables, extensions, referenced, views, indexes, roles } = surveyor;
  return { tables, extensions, referenced, views, indexes, roles: [...roles].toSorted() };
};
