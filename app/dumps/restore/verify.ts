import type { Client } from 'pg';
import { AppError } from '../../contract';
import type { DumpReader } from '../entry';
import type { RestoreLedger } from './restore-ledger';

/** What is in the database now, without what belongs to extensions. */
export interface RestoredObjects {
  readonly tables: number;
  readonly indexes: number;
  /** Primary keys, unique, exclusion, check and foreign keys. */
  readonly constraints: number;
}

const notOfExtensions = (oid: string): string =>
  `NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = ${oid} AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'e')`;
const inDatabase =
  "n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND n.nspname NOT LIKE 'pg\\_temp%'";
const userTables = `
  SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'm') AND ${inDatabase} AND ${notOfExtensions('c.oid')}`;
const countSql = `
  WITH tables AS (${userTables})
  SELECT
    (SELECT pg_catalog.count(*) FROM tables JOIN pg_catalog.pg_class c USING (oid) WHERE c.relkind <> 'm')::int AS tables,
    (SELECT pg_catalog.count(*) FROM pg_catalog.pg_index i JOIN tables ON tables.oid = i.indrelid)::int AS indexes,
    (SELECT pg_catalog.count(*) FROM pg_catalog.pg_constraint k JOIN tables ON tables.oid = k.conrelid
      WHERE k.contype IN ('p', 'u', 'x', 'c', 'f'))::int AS constraints`;
const invalidIndexSql = `
  SELECT i.indexrelid::pg_catalog.regclass::text AS name FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE NOT (i.indisvalid AND i.indisready) AND ${inDatabase} AND ${notOfExtensions('c.oid')}`;

const truncated = (): AppError =>
  new AppError(
    'dump-truncated',
    'The dump is not whole: it ends without saying so, as pg_dump does at the end of each dump.',
    {
      hint: 'Copy or make the dump again.',
    },
  );

/** Whether pg_dump wrote the file, going by what only its files hold. */
const isWrittenByPgDump = ({ header }: DumpReader, ledger: RestoreLedger): boolean =>
  header.format !== 'plain' ||
  header.dumperVersion !== null ||
  header.serverVersion !== null ||
  ledger.sawDumpSettings;

const verifyEnd = (reader: DumpReader, ledger: RestoreLedger): void => {
  if (!reader.isComplete()) throw truncated();
  if (isWrittenByPgDump(reader, ledger)) return;
  ledger.warnings.push('The file was not written by pg_dump, so nothing tells whether it is whole.');
};

const verifyTables = (ledger: RestoreLedger): void => {
  const [first] = ledger.skippedTables.filter(({ rows }) => rows > 0);
  if (ledger.createdTables.size > 0 || first === undefined) return;
  throw new AppError(
    'dump-rows-missing',
    'The dump holds rows but no table to put them in: it was made with --data-only.',
    {
      hint: 'Make the dump without --data-only (-a).',
      data: { table: `${first.schema}.${first.table}` },
    },
  );
};

/**
 * Judges a restore by what is there: the dump's end, its tables, and that every index is valid. (Each table's rows were
 * compared when they were loaded.)
 *
 * @returns what the database holds now
 * @throws AppError `dump-truncated`, `dump-rows-missing`, `import-failed`
 */
export const verifyRestore = async (
  client: Client,
  reader: DumpReader,
  ledger: RestoreLedger,
): Promise<RestoredObjects> => {
  verifyEnd(reader, ledger);
  verifyTables(ledger);
  const invalid = await client.query<{ name: string }>(invalidIndexSql);
  if (invalid.rows.length > 0) {
    const names = invalid.rows.map(({ name }) => name);
    throw new AppError('import-failed', `Not valid after the import: ${names.join(', ')}.`, {
      hint: 'The dump lacks a part of a partitioned index. Make it again, of the whole database.',
      data: { indexes: names },
    });
  }
  const { rows } = await client.query<RestoredObjects>(countSql);
  return rows[0] ?? { tables: 0, indexes: 0, constraints: 0 };
};
