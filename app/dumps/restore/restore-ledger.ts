import type { Definition, Rows } from '../entry';

/** A table whose rows were not imported, and why. */
export interface SkippedTable {
  readonly schema: string;
  readonly table: string;
  readonly reason: string;
  /** Rows that the dump holds for it. */
  readonly rows: number;
}

export interface Skip {
  readonly what: string;
  readonly count: number;
  readonly reason: string;
}

export const tableKey = (schema: string | null, table: string): string => `${schema ?? 'public'}.${table}`;

const words: Readonly<Record<string, string>> = {
  'FK CONSTRAINT': 'foreign key',
  BLOB: 'large object',
  DEFAULT: 'default of column',
};

/** What a message calls an object: `constraint cms_page_pkey of public.cms_page`. */
export const nameOf = ({ type, schema, name, table }: Definition): string => {
  const kind = words[type] ?? type.toLowerCase();
  if (table !== null && table !== name) return `${kind} ${name} of ${tableKey(schema, table)}`;
  return `${kind} ${schema === null ? name : tableKey(schema, name)}`.trim();
};

/** What a restore has done so far: the counts of its report, and what later failures are explained by. */
export class RestoreLedger {
  readonly warnings: string[] = [];
  /** What was left out or could not be made, by name with and without schema → what is said of things that need it. */
  readonly gaps = new Map<string, string>();
  /** What was left out or could not be made, by `tableKey` → why. */
  readonly missingObjects = new Map<string, string>();
  readonly missingExtensions: string[] = [];
  /** Names without schema of what the dump defined. */
  readonly definedNames = new Set<string>();
  /** Tables that this restore has made, by `tableKey`: only these may be truncated. */
  readonly createdTables = new Set<string>();
  /** Tables that rows were loaded into, with their number. */
  readonly loadedRows = new Map<string, number>();
  readonly skippedTables: SkippedTable[] = [];
  /** SETs that make the file one of pg_dump's, although it may not name a version. */
  sawDumpSettings = false;
  private readonly skips = new Map<string, Skip>();

  skip(what: string, reason: string): void {
    const key = `${what}\n${reason}`;
    this.skips.set(key, { what, reason, count: (this.skips.get(key)?.count ?? 0) + 1 });
  }

  get skipped(): readonly Skip[] {
    return [...this.skips.values()];
  }

  /** Remembers that an object is missing, so that what needs it is not taken for a fault of the dump. */
  leaveGap(definition: Definition, reason: string): void {
    const { type, schema, name } = definition;
    if (name === '') return;
    const isExtension = type === 'EXTENSION';
    const why = isExtension
      ? `it needs the extension ${name}, which is not available on this server`
      : `it needs ${nameOf(definition)}, which was not created`;
    this.gaps.set(name, why);
    this.gaps.set(tableKey(schema, name), why);
    this.missingObjects.set(tableKey(schema, name), reason);
    if (isExtension && !this.missingExtensions.includes(name)) this.missingExtensions.push(name);
  }

  made(definition: Definition): void {
    this.definedNames.add(definition.name);
    if (definition.type === 'TABLE' && /^\s*CREATE\b/i.test(definition.sql)) {
      this.createdTables.add(tableKey(definition.schema, definition.name));
    }
  }

  loaded(rows: Rows, count: number): void {
    const key = tableKey(rows.schema, rows.table);
    this.loadedRows.set(key, (this.loadedRows.get(key) ?? 0) + count);
  }

  get rowCount(): number {
    return [...this.loadedRows.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Rows of a table that is not there. */
  drained(rows: Rows, reason: string, count: number): void {
    const key = tableKey(rows.schema, rows.table);
    // Without rows, one that the dump does not define is an extension's.
    if (count > 0 || this.missingObjects.has(key)) {
      this.skippedTables.push({ schema: rows.schema, table: rows.table, reason, rows: count });
    }
    if (count === 0) return;
    this.skip('rows', reason);
    this.warnings.push(`${count} ${count === 1 ? 'row' : 'rows'} of ${key} were not imported: ${reason}.`);
  }
}
