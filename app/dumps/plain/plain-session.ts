import { decoderFor, decodeText, encodingName } from '../encodings';
import type { Definition } from '../entry';
import { classifyStatement, sectionOfType } from '../sql/classify-statement';
import { firstTokens } from '../sql/sql-tokens';
import type { QualifiedName } from '../sql/token-cursor';

/** Objects that live in no schema: an unqualified name of theirs says nothing about the search path. */
const withoutSchema = new Set([
  'ACCESS METHOD',
  'ACL',
  'BLOB',
  'BLOBS',
  'CAST',
  'COMMENT',
  'DATABASE',
  'DATABASE PROPERTIES',
  'DEFAULT ACL',
  'DROP',
  'ENCODING',
  'EVENT TRIGGER',
  'EXTENSION',
  'FOREIGN DATA WRAPPER',
  'PROCEDURAL LANGUAGE',
  'PUBLICATION',
  'PUBLICATION TABLE',
  'ROLE',
  'SCHEMA',
  'SECURITY LABEL',
  'SERVER',
  'SET',
  'STATISTICS DATA',
  'SUBSCRIPTION',
  'TABLESPACE',
  'TRANSACTION',
  'TRANSFORM',
  'UNKNOWN',
  'USER MAPPING',
]);

/** The value of `SET name = value` or of set_config('name', 'value', false). */
const settingValue = (sql: string): string => {
  const called = /set_config\s*\(\s*'[^']*'\s*,\s*'((?:[^']|'')*)'/i.exec(sql)?.[1];
  if (called !== undefined) return called.replaceAll("''", "'");
  return (
    /^\s*SET\s+(?:SESSION\s+|LOCAL\s+)?(?:NAMES\s+|[\w.]+\s*(?:=|\s+TO\s+))\s*([\s\S]*?)\s*;?\s*$/i.exec(
      sql,
    )?.[1] ?? ''
  );
};

const unquoted = (value: string): string => value.replaceAll(/^'|'$/g, '');

/** What earlier statements of a plain dump set, and later ones count on. */
export class PlainSession {
  #encoding: string;
  #decode: (bytes: Buffer) => string;
  #searchPath = 'public';
  #section: Definition['section'] = 'pre-data';

  constructor(encoding: string) {
    this.#encoding = encoding;
    this.#decode = decoderFor(encoding);
  }

  get encoding(): string {
    return this.#encoding;
  }

  /** The schema that an unqualified name means: the first of the search path that a dump can create objects in. */
  schemaOf(name: QualifiedName): string {
    if (name.schema !== null) return name.schema;
    const schemas = firstTokens(this.#searchPath, 50).filter((token) => token.kind !== 'other');
    return schemas.find(({ value }) => value !== 'pg_catalog' && value !== '$user')?.value ?? 'public';
  }

  /** @throws AppError `dump-corrupt` for bytes of another encoding */
  text(bytes: Buffer, line: number): string {
    const from = { encoding: this.#encoding, decode: this.#decode };
    return decodeText(bytes, from, `the statement at line ${line}`, { line });
  }

  /** @throws AppError `dump-format-unsupported` */
  readAs(spelling: string): void {
    this.#encoding = encodingName(spelling);
    this.#decode = decoderFor(this.#encoding);
  }

  /** Rows stand in the data section, whatever their statement. */
  noteRows(): void {
    this.#section = 'data';
  }

  /** Classifies a statement, and remembers what it sets. */
  define(sql: string, line: number): Definition {
    const found = classifyStatement(sql);
    this.#section = sectionOfType(found.type, this.#section);
    const definition: Definition = {
      kind: 'definition',
      section: this.#section,
      type: found.type,
      schema: withoutSchema.has(found.type) ? found.schema : this.schemaOf(found),
      name: found.name,
      table: found.table,
      sql,
      searchPath: this.#searchPath,
      place: { kind: 'line', line },
    };
    this.#remember(definition);
    return definition;
  }

  #remember({ type, name, sql }: Definition): void {
    if (type === 'ENCODING') {
      this.readAs(unquoted(settingValue(sql)));
    } else if (type === 'SET' && name === 'search_path') {
      this.#searchPath = settingValue(sql);
    }
  }
}

/** Whether a statement turns `standard_conforming_strings` on or off; null when it does neither. */
export const conformingStrings = ({ type, name, sql }: Definition): boolean | null => {
  if (type !== 'SET' || name !== 'standard_conforming_strings') return null;
  return !/^(?:off|false|no|0|f)/i.test(unquoted(settingValue(sql)));
};
