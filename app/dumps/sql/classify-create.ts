import type { StatementClass } from './statement-class';
import type { TokenCursor } from './token-cursor';

/** Words that may stand between CREATE and the kind of object, and do not change the kind. */
const modifiers = new Set([
  'or',
  'replace',
  'global',
  'local',
  'temp',
  'temporary',
  'unlogged',
  'recursive',
  'trusted',
  'procedural',
  'unique',
  'constraint',
  'default',
]);

interface Kind {
  readonly words: readonly string[];
  readonly type: string;
  /** What follows the name and precedes the table that it belongs to. */
  readonly tableAfter?: 'on' | 'to';
}

/** The longer ones first where one begins like another. */
const kinds: readonly Kind[] = [
  { words: ['table'], type: 'TABLE' },
  { words: ['foreign', 'table'], type: 'FOREIGN TABLE' },
  { words: ['foreign', 'data', 'wrapper'], type: 'FOREIGN DATA WRAPPER' },
  { words: ['sequence'], type: 'SEQUENCE' },
  { words: ['index'], type: 'INDEX', tableAfter: 'on' },
  { words: ['materialized', 'view'], type: 'MATERIALIZED VIEW' },
  { words: ['view'], type: 'VIEW' },
  { words: ['function'], type: 'FUNCTION' },
  { words: ['procedure'], type: 'PROCEDURE' },
  { words: ['aggregate'], type: 'AGGREGATE' },
  { words: ['type'], type: 'TYPE' },
  { words: ['domain'], type: 'DOMAIN' },
  { words: ['schema'], type: 'SCHEMA' },
  { words: ['extension'], type: 'EXTENSION' },
  { words: ['event', 'trigger'], type: 'EVENT TRIGGER' },
  { words: ['trigger'], type: 'TRIGGER', tableAfter: 'on' },
  { words: ['rule'], type: 'RULE', tableAfter: 'to' },
  { words: ['policy'], type: 'POLICY', tableAfter: 'on' },
  { words: ['statistics'], type: 'STATISTICS' },
  { words: ['cast'], type: 'CAST' },
  { words: ['transform'], type: 'TRANSFORM' },
  { words: ['operator', 'class'], type: 'OPERATOR CLASS' },
  { words: ['operator', 'family'], type: 'OPERATOR FAMILY' },
  { words: ['operator'], type: 'OPERATOR' },
  { words: ['collation'], type: 'COLLATION' },
  { words: ['conversion'], type: 'CONVERSION' },
  { words: ['text', 'search', 'parser'], type: 'TEXT SEARCH PARSER' },
  { words: ['text', 'search', 'template'], type: 'TEXT SEARCH TEMPLATE' },
  { words: ['text', 'search', 'dictionary'], type: 'TEXT SEARCH DICTIONARY' },
  { words: ['text', 'search', 'configuration'], type: 'TEXT SEARCH CONFIGURATION' },
  { words: ['language'], type: 'PROCEDURAL LANGUAGE' },
  { words: ['access', 'method'], type: 'ACCESS METHOD' },
  { words: ['server'], type: 'SERVER' },
  { words: ['user', 'mapping'], type: 'USER MAPPING' },
  { words: ['publication'], type: 'PUBLICATION' },
  { words: ['subscription'], type: 'SUBSCRIPTION' },
  { words: ['database'], type: 'DATABASE' },
  { words: ['tablespace'], type: 'TABLESPACE' },
  { words: ['role'], type: 'ROLE' },
  { words: ['user'], type: 'ROLE' },
  { words: ['group'], type: 'ROLE' },
];

const passIfNotExists = (cursor: TokenCursor): void => {
  cursor.accept('concurrently');
  cursor.accept('if', 'not', 'exists');
};

/** RULE ... AS ON event TO table; TRIGGER ... event ON table; INDEX name ON [ONLY] table. */
const tableAfter = (cursor: TokenCursor, word: string) => {
  if (!cursor.passUntil(word)) return null;
  cursor.accept('only');
  return cursor.qualifiedName();
};

/** The rest of a CREATE statement, from the word after CREATE. */
export const classifyCreate = (cursor: TokenCursor): StatementClass => {
  cursor.acceptAny(modifiers);
  const kind = kinds.find(({ words }) => cursor.accept(...words));
  if (kind === undefined) return { type: 'UNKNOWN', schema: null, name: '', table: null };
  passIfNotExists(cursor);
  // An index may have no name, a schema only an owner.
  const name = kind.tableAfter !== undefined && cursor.sees(kind.tableAfter) ? null : cursor.qualifiedName();
  const table = kind.tableAfter === undefined ? null : tableAfter(cursor, kind.tableAfter);
  return {
    type: kind.type,
    schema: name?.schema ?? table?.schema ?? null,
    name: name?.name ?? '',
    table: table?.name ?? null,
  };
};
