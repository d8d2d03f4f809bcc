import type { StatementClass } from './statement-class';
import type { QualifiedName, TokenCursor } from './token-cursor';

const of = (type: string, name: QualifiedName | null, table: string | null = null): StatementClass => ({
  type,
  schema: name?.schema ?? null,
  name: name?.name ?? '',
  table,
});

const constraintType = (cursor: TokenCursor): string => {
  if (cursor.sees('foreign', 'key')) return 'FK CONSTRAINT';
  return cursor.sees('check') || cursor.sees('not') ? 'CHECK CONSTRAINT' : 'CONSTRAINT';
};

const classifyColumn = (cursor: TokenCursor, table: QualifiedName): StatementClass => {
  cursor.accept('column');
  const column = cursor.identifier();
  const named = { schema: table.schema, name: column ?? '' };
  // The start of a dump made with --clean.
  if (cursor.sees('drop')) return of('DROP', named, table.name);
  if (cursor.accept('set', 'default')) return of('DEFAULT', named, table.name);
  // pg_dump writes it as a part of the identity's sequence.
  if (cursor.accept('add', 'generated')) return of('SEQUENCE', table, table.name);
  return of('TABLE', table, table.name);
};

const classifyAlterTable = (cursor: TokenCursor): StatementClass => {
  cursor.accept('if', 'exists');
  cursor.accept('only');
  const table = cursor.qualifiedName();
  if (table === null) return of('UNKNOWN', null);
  if (cursor.accept('owner')) return of('OWNER', table, table.name);
  if (cursor.accept('add', 'constraint')) {
    const name = cursor.identifier() ?? '';
    return of(constraintType(cursor), { schema: table.schema, name }, table.name);
  }
  if (cursor.accept('alter')) return classifyColumn(cursor, table);
  if (cursor.sees('drop') || cursor.sees('detach')) return of('DROP', table, table.name);
  if (cursor.accept('attach', 'partition')) {
    const partition = cursor.qualifiedName();
    return of('TABLE ATTACH', partition, table.name);
  }
  if (cursor.accept('enable', 'row') || cursor.accept('disable', 'row'))
    return of('ROW SECURITY', table, table.name);
  if (cursor.sees('disable', 'trigger') || cursor.sees('enable', 'trigger'))
    return of('DISABLE TRIGGER', table, table.name);
  if (cursor.accept('enable') || cursor.accept('disable')) {
    const kind = ['trigger', 'rule'].find((word) => {
      cursor.accept('always');
      cursor.accept('replica');
      return cursor.accept(word);
    });
    return of(
      kind === 'rule' ? 'RULE' : 'TRIGGER',
      { schema: table.schema, name: cursor.identifier() ?? '' },
      table.name,
    );
  }
  // Written behind the index that it names.
  if (cursor.accept('cluster', 'on') || cursor.accept('replica', 'identity', 'using', 'index')) {
    return of('INDEX', { schema: table.schema, name: cursor.identifier() ?? '' }, table.name);
  }
  return of('TABLE', table, table.name);
};

const classifyAlterIndex = (cursor: TokenCursor): StatementClass => {
  cursor.accept('if', 'exists');
  const index = cursor.qualifiedName();
  if (cursor.accept('owner')) return of('OWNER', index);
  return cursor.accept('attach', 'partition')
    ? of('INDEX ATTACH', cursor.qualifiedName())
    : of('INDEX', index);
};

const classifyAlterSequence = (cursor: TokenCursor): StatementClass => {
  cursor.accept('if', 'exists');
  const sequence = cursor.qualifiedName();
  if (cursor.accept('owner')) return of('OWNER', sequence);
  return cursor.accept('owned', 'by') ? of('SEQUENCE OWNED BY', sequence) : of('SEQUENCE', sequence);
};

/** Objects whose ALTER, other than of their owner, completes what their CREATE made. */
const completing: readonly (readonly [readonly string[], string])[] = [
  [['materialized', 'view'], 'MATERIALIZED VIEW'],
  [['view'], 'VIEW'],
  [['foreign', 'table'], 'FOREIGN TABLE'],
  [['foreign', 'data', 'wrapper'], 'FOREIGN DATA WRAPPER'],
  [['event', 'trigger'], 'EVENT TRIGGER'],
  [['text', 'search', 'configuration'], 'TEXT SEARCH CONFIGURATION'],
  [['text', 'search', 'dictionary'], 'TEXT SEARCH DICTIONARY'],
  [['operator', 'family'], 'OPERATOR FAMILY'],
  [['operator', 'class'], 'OPERATOR CLASS'],
  [['operator'], 'OPERATOR'],
  [['type'], 'TYPE'],
  [['domain'], 'DOMAIN'],
  [['function'], 'FUNCTION'],
  [['procedure'], 'PROCEDURE'],
  [['aggregate'], 'AGGREGATE'],
  [['schema'], 'SCHEMA'],
  [['collation'], 'COLLATION'],
  [['conversion'], 'CONVERSION'],
  [['statistics'], 'STATISTICS'],
  [['trigger'], 'TRIGGER'],
  [['policy'], 'POLICY'],
  [['rule'], 'RULE'],
  [['language'], 'PROCEDURAL LANGUAGE'],
  [['procedural', 'language'], 'PROCEDURAL LANGUAGE'],
  [['extension'], 'EXTENSION'],
  [['server'], 'SERVER'],
  [['subscription'], 'SUBSCRIPTION'],
  [['large', 'object'], 'BLOB'],
];

const hasOwnerClause = (sql: string): boolean =>
  /\bOWNER\s+TO\s+(?:"(?:[^"]|"")*"|[^\s;"]+)\s*;?\s*$/i.test(sql);

/** The rest of an ALTER statement, from the word after ALTER. */
export const classifyAlter = (cursor: TokenCursor, sql: string): StatementClass => {
  if (cursor.accept('table')) return classifyAlterTable(cursor);
  if (cursor.accept('index')) return classifyAlterIndex(cursor);
  if (cursor.accept('sequence')) return classifyAlterSequence(cursor);
  if (cursor.accept('default', 'privileges')) return of('DEFAULT ACL', null);
  if (cursor.accept('database')) return of('DATABASE PROPERTIES', cursor.qualifiedName());
  if (
    cursor.accept('role') ||
    cursor.accept('user', 'mapping') ||
    cursor.accept('user') ||
    cursor.accept('group')
  ) {
    return of('ROLE', cursor.qualifiedName());
  }
  if (cursor.accept('tablespace')) return of('TABLESPACE', cursor.qualifiedName());
  if (cursor.accept('publication')) return of('PUBLICATION TABLE', cursor.qualifiedName());
  const known = completing.find(([words]) => cursor.accept(...words));
  if (known === undefined) return of('UNKNOWN', null);
  const name = cursor.qualifiedName();
  return of(hasOwnerClause(sql) ? 'OWNER' : known[1], name);
};
