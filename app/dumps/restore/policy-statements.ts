import { bySuperuser, type LeftOut } from './policy-object-types';

/** What is done with statements that look a certain way. The first rule that matches counts. */
export type StatementRule = { readonly matches: RegExp } & (
  | { readonly action: 'skip'; readonly leftOut: LeftOut }
  /** Run only where there may be something to drop. */
  | { readonly action: 'drop' }
  | { readonly action: 'refuse'; readonly reason: string }
);

const skip = (matches: RegExp, what: string, reason: string, leavesGap = false): StatementRule => ({
  matches,
  action: 'skip',
  leftOut: { what, reason, leavesGap },
});
const refuse = (matches: RegExp, reason: string): StatementRule => ({ matches, action: 'refuse', reason });

/** Of kinds that pg_dump does write: those that cannot or need not be run here. */
export const knownStatementRules: readonly StatementRule[] = [
  skip(
    /^ALTER\s[^;]*\sOWNER\s+TO\s+("([^"]|"")+"|[\w$]+)\s*;?\s*$/i,
    'OWNER',
    'everything belongs to the project’s own role',
  ),
  skip(/^ALTER\s[^;]*\sSET\s+TABLESPACE\s/i, 'TABLESPACE', 'it belongs to the server, not to this database'),
  skip(
    /^COMMENT\s+ON\s+(DATABASE|ROLE|TABLESPACE)\b/i,
    'COMMENT ON DATABASE',
    'it belongs to the server, not to this database',
  ),
  skip(
    /^(COMMENT\s+ON|ALTER|DROP)\s+EXTENSION\b/i,
    'COMMENT ON EXTENSION',
    'extensions are kept as this server has them',
  ),
  skip(
    /^(CREATE|DROP|ALTER)\s+SCHEMA\s+(IF\s+(NOT\s+)?EXISTS\s+)?("public"|public)(?![\w.])/i,
    'SCHEMA public',
    'every database has it; dropping it would take the extensions with it',
  ),
  skip(
    /^DROP\s+(ROLE|USER|GROUP|DATABASE|TABLESPACE|OWNED|SUBSCRIPTION)\b/i,
    'DROP',
    'it belongs to the server, not to this database',
  ),
  skip(
    /^CREATE\s+(OR\s+REPLACE\s+)?(TRUSTED\s+)?(PROCEDURAL\s+)?LANGUAGE\s+"?plpgsql"?/i,
    'PROCEDURAL LANGUAGE',
    'plpgsql is there already',
  ),
  skip(/^CREATE\s+TYPE\s+[^\s(;]+\s*;?\s*$/i, 'BASE TYPE', bySuperuser, true),
  skip(/^CREATE\s+TYPE\s+[^\s(;]+\s*\(\s*(INTERNALLENGTH|INPUT)\b/i, 'BASE TYPE', bySuperuser, true),
  // The language stands before the body in what pg_dump writes; a body may hold the words.
  skip(
    /^CREATE\s+(OR\s+REPLACE\s+)?FUNCTION\s(?:(?!\sAS\s+[$'E])[\s\S])*?\sLANGUAGE\s+['"]?(c|internal)\b/i,
    'FUNCTION IN C',
    bySuperuser,
    true,
  ),
  { matches: /^DROP\s/i, action: 'drop' },
  // `--clean` writes these for tables that may not exist.
  {
    matches:
      /^ALTER\s+TABLE\s[^;']*\s(DROP\s+CONSTRAINT|ALTER\s+(COLUMN\s+)?\S+\s+DROP\s+(DEFAULT|IDENTITY))\b[^;]*;?\s*$/i,
    action: 'drop',
  },
  { matches: /^ALTER\s+TABLE\s[^;']*\sDETACH\s+PARTITION\s/i, action: 'drop' },
];

/** Of kinds that pg_dump does not write: those that leave the data as they are. All others are refused. */
export const unknownStatementRules: readonly StatementRule[] = [
  skip(/^ALTER\s+SYSTEM\b/i, 'ALTER SYSTEM', 'it belongs to the server, not to this database'),
  skip(/^REASSIGN\s+OWNED\b/i, 'OWNER', 'everything belongs to the project’s own role'),
  skip(/^DISCARD\b/i, 'DISCARD', 'an import keeps its settings'),
  skip(/^(LISTEN|UNLISTEN|NOTIFY)\b/i, 'LISTEN and NOTIFY', 'an import neither sends nor waits for messages'),
  skip(/^(CHECKPOINT|REINDEX|CLUSTER)\b/i, 'MAINTENANCE', 'the import does it itself'),
  skip(/^SELECT\s[\s\S]*\blo_unlink\s*\(/i, 'DROP', 'the database is new: there is nothing to drop'),
  refuse(
    /^(UPDATE|DELETE|INSERT|MERGE|TRUNCATE|DO|CALL|EXECUTE|PREPARE|WITH|SELECT)\b/i,
    'it is not the kind of statement that a dump holds, and may change any data',
  ),
  refuse(/^COPY\b/i, 'it copies to or from a file of the server'),
  refuse(/^LOAD\b/i, 'it loads a program into the server'),
  refuse(/^IMPORT\s+FOREIGN\s+SCHEMA\b/i, 'it reads from another server'),
];
