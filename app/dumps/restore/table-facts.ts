import type { Client } from 'pg';
import { tableKey } from './restore-ledger';

/** What PostgreSQL knows of a relation that rows are meant for. */
export interface TableFacts {
  readonly schema: string;
  readonly name: string;
  /** pg_class.relkind: r table, p partitioned table, f foreign table, v view, ... */
  readonly kind: string;
  /** A foreign key points to it, or one of its own or another trigger is there already. */
  readonly hasTriggers: boolean;
  /** The outermost partitioned table that it is a part of, else itself; by `tableKey`. */
  readonly root: string;
  /** Of its rows on disk; 0 for what has no storage. */
  readonly sizeBytes: number;
}

interface FactsRow {
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
  readonly hasTriggers: boolean;
  readonly rootSchema: string;
  readonly rootName: string;
  /** bigint: the driver gives it as text. */
  readonly sizeBytes: string;
}

// Both ends of a foreign key have internal triggers, so pg_trigger knows of both.
const factsSql = `
  SELECT n.nspname AS schema, c.relname AS name, c.relkind AS kind,
    EXISTS (SELECT FROM pg_catalog.pg_trigger t WHERE t.tgrelid = c.oid) AS "hasTriggers",
    rn.nspname AS "rootSchema", r.relname AS "rootName",
    CASE WHEN c.relkind IN ('r', 'm') THEN pg_catalog.pg_relation_size(c.oid) ELSE 0 END AS "sizeBytes"
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_class r ON r.oid = CASE WHEN c.relispartition
    THEN (SELECT p.relid FROM pg_catalog.pg_partition_ancestors(c.oid) WITH ORDINALITY AS p(relid, depth)
          ORDER BY p.depth DESC LIMIT 1)
    ELSE c.oid END
  JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
  WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`;

const toFacts = (row: FactsRow): [string, TableFacts] => [
  tableKey(row.schema, row.name),
  {
    schema: row.schema,
    name: row.name,
    kind: row.kind,
    hasTriggers: row.hasTriggers,
    root: tableKey(row.rootSchema, row.rootName),
    sizeBytes: Number(row.sizeBytes),
  },
];

/** What PostgreSQL knows of all relations, read again only after something was defined. */
export class TableCatalog {
  private known: ReadonlyMap<string, TableFacts> | null = null;

  /** By `tableKey`. */
  async read(client: Client): Promise<ReadonlyMap<string, TableFacts>> {
    if (this.known === null) {
      const { rows } = await client.query<FactsRow>(factsSql);
      this.known = new Map(rows.map(toFacts));
    }
    return this.known;
  }

  /** Says that what was read may have changed. */
  forget(): void {
    this.known = null;
  }
}

/**
 * Whether a table's rows may be loaded by TRUNCATE and COPY (FREEZE) in one transaction, which writes no WAL.
 * PostgreSQL refuses both for partitioned and foreign tables, and TRUNCATE where a foreign key points to the table;
 * with rows that this restore did not put there it would lose data.
 *
 * @param facts.isLoaded whether rows were loaded into it before, itself or through its partitioned table
 */
export const mayTruncate = (
  facts: TableFacts,
  history: { readonly isCreatedHere: boolean; readonly isLoaded: boolean },
): boolean => facts.kind === 'r' && !facts.hasTriggers && history.isCreatedHere && !history.isLoaded;
