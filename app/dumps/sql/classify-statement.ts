import type { Definition } from '../entry';
import { classifyAlter } from './classify-alter';
import { classifyCreate } from './classify-create';
import { firstTokens } from './sql-tokens';
import type { StatementClass } from './statement-class';
import { TokenCursor } from './token-cursor';

/** Arguments and column lists stand between an object's name and the clause that tells what is done with it. */
const tokenLimit = 2000;

const postData = new Set([
  'INDEX',
  'INDEX ATTACH',
  'CONSTRAINT',
  'CHECK CONSTRAINT',
  'FK CONSTRAINT',
  'TRIGGER',
  'EVENT TRIGGER',
  'RULE',
  'POLICY',
  'ROW SECURITY',
  'STATISTICS',
  'STATISTICS DATA',
  'MATERIALIZED VIEW DATA',
  'PUBLICATION',
  'PUBLICATION TABLE',
  'SUBSCRIPTION',
]);
const data = new Set(['SEQUENCE SET', 'BLOB', 'BLOBS']);
/** These stand anywhere: their section is that of what stands before them. */
const anywhere = new Set([
  'SET',
  'ENCODING',
  'OWNER',
  'ACL',
  'DEFAULT ACL',
  'COMMENT',
  'DROP',
  'TRANSACTION',
  'UNKNOWN',
]);

/** The section that pg_dump puts such an object in; `current` for those that it puts anywhere. */
export const sectionOfType = (type: string, current: Definition['section']): Definition['section'] => {
  if (anywhere.has(type)) return current;
  if (postData.has(type)) return 'post-data';
  return data.has(type) ? 'data' : 'pre-data';
};

const of = (
  type: string,
  name = '',
  schema: string | null = null,
  table: string | null = null,
): StatementClass => ({
  type,
  schema,
  name,
  table,
});

const classifySet = (cursor: TokenCursor): StatementClass => {
  if (cursor.accept('session', 'authorization')) return of('SET', 'session_authorization');
  if (cursor.accept('session', 'characteristics')) return of('SET', 'session_characteristics');
  if (cursor.accept('time', 'zone')) return of('SET', 'timezone');
  if (cursor.accept('constraints')) return of('SET', 'constraints');
  if (cursor.accept('transaction')) return of('TRANSACTION', 'transaction');
  if (!cursor.accept('local')) cursor.accept('session');
  if (cursor.accept('names')) return of('ENCODING', 'client_encoding');
  const name = cursor.qualifiedName();
  const setting = name === null ? '' : [name.schema, name.name].filter((part) => part !== null).join('.');
  return of(setting === 'client_encoding' ? 'ENCODING' : 'SET', setting);
};

/** Functions that pg_dump calls, by their name. */
const classifySelect = (cursor: TokenCursor, sql: string): StatementClass => {
  if (cursor.accept('*')) {
    cursor.accept('from');
    const from = cursor.qualifiedName()?.name ?? '';
    return /^pg_(restore|clear)_(relation|attribute)_stats$/.test(from)
      ? of('STATISTICS DATA', from)
      : of('UNKNOWN');
  }
  const called = cursor.qualifiedName();
  if (called === null || (called.schema !== null && called.schema !== 'pg_catalog') || !cursor.accept('('))
    return of('UNKNOWN');
  const first = cursor.next?.value ?? '';
  switch (called.name) {
    case 'setval': {
      const sequence = new TokenCursor(firstTokens(first, 5)).qualifiedName();
      return of('SEQUENCE SET', sequence?.name ?? first, sequence?.schema ?? null);
    }
    case 'set_config':
      return of(first.toLowerCase() === 'client_encoding' ? 'ENCODING' : 'SET', first.toLowerCase());
    case 'lo_create':
    case 'lo_creat':
      return of('BLOB', first);
    case 'lo_open':
    case 'lowrite':
    case 'lo_close':
      return of('BLOBS', called.name);
    default:
      return of('UNKNOWN', sql.slice(0, 60));
  }
};

const classifyComment = (cursor: TokenCursor): StatementClass => {
  cursor.accept('on');
  const words: string[] = [];
  for (let token = cursor.take(); token !== null && token.value !== 'is'; token = cursor.take()) {
    words.push(token.kind === 'word' && words.length === 0 ? token.text.toUpperCase() : token.text);
  }
  return of('COMMENT', words.join(' '));
};

const byVerb: Readonly<Record<string, (cursor: TokenCursor, sql: string) => StatementClass>> = {
  create: (cursor) => classifyCreate(cursor),
  alter: (cursor, sql) => classifyAlter(cursor, sql),
  set: (cursor) => classifySet(cursor),
  reset: (cursor) => classifySet(cursor),
  select: classifySelect,
  comment: (cursor) => classifyComment(cursor),
  security: () => of('SECURITY LABEL'),
  grant: () => of('ACL', 'GRANT'),
  revoke: () => of('ACL', 'REVOKE'),
  drop: (_cursor, sql) => of('DROP', sql.slice(0, 120)),
  refresh: (cursor) => {
    cursor.accept('materialized', 'view');
    cursor.accept('concurrently');
    const name = cursor.qualifiedName();
    return of('MATERIALIZED VIEW DATA', name?.name ?? '', name?.schema ?? null);
  },
  begin: () => of('TRANSACTION', 'begin'),
  start: () => of('TRANSACTION', 'begin'),
  commit: () => of('TRANSACTION', 'commit'),
  end: () => of('TRANSACTION', 'commit'),
  rollback: () => of('TRANSACTION', 'rollback'),
  savepoint: () => of('TRANSACTION', 'savepoint'),
  release: () => of('TRANSACTION', 'release'),
  lock: () => of('TRANSACTION', 'lock'),
  analyze: () => of('ANALYZE'),
  vacuum: () => of('ANALYZE'),
};

/**
 * Tells what a statement makes or changes, in the words of pg_dump's own table of contents; `UNKNOWN` for what
 * pg_dump does not write. Besides pg_dump's words: SET, ENCODING (a change of client_encoding, which the reader itself
 * honours), OWNER, DROP, TRANSACTION, ROLE, TABLESPACE, ANALYZE, and DISABLE TRIGGER (of --disable-triggers).
 */
export const classifyStatement = (sql: string): StatementClass => {
  const cursor = new TokenCursor(firstTokens(sql, tokenLimit));
  const verb = cursor.take();
  const classify = verb?.kind === 'word' ? byVerb[verb.value] : undefined;
  return classify === undefined ? of('UNKNOWN', sql.slice(0, 60)) : classify(cursor, sql);
};
