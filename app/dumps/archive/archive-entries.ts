import { AppError } from '../../contract';
import type { Definition, DumpEntry, Rows } from '../entry';
import { insertRows } from '../plain/insert-rows';
import { classifyStatement, sectionOfType } from '../sql/classify-statement';
import { parseCopyStatement } from '../sql/copy-statement';
import { quoteIdentifier } from '../sql/quote-identifier';
import { type BlockSource, chunkedBytes } from './block-bytes';
import { copyRows } from './block-rows';
import type { DataBlock } from './data-blocks';
import { createLargeObjectsSql, readLargeObjects } from './large-objects';
import type { TableOfContents, TocEntry } from './table-of-contents';

/** Entries that set up the session of a restore. Their words here are those of plain SQL. */
const sessionTypes: Readonly<Record<string, string>> = {
  ENCODING: 'ENCODING',
  STDSTRINGS: 'SET',
  SEARCHPATH: 'SET',
};

interface ArchiveContext {
  readonly toc: TableOfContents;
  readonly blocks: ReadonlyMap<number, DataBlock>;
  readonly source: BlockSource;
}

/** Archives before 2018 name objects without their schema, and count on the search path instead. */
const searchPathOf = (entry: TocEntry, hasSearchPathEntry: boolean): string => {
  if (hasSearchPathEntry || entry.schema === null) return '';
  return `${quoteIdentifier(entry.schema)}, pg_catalog`;
};

const settingOf: Readonly<Record<string, string>> = {
  ENCODING: 'client_encoding',
  STDSTRINGS: 'standard_conforming_strings',
  SEARCHPATH: 'search_path',
};

const toDefinition = (entry: TocEntry, sql: string, searchPath: string): Definition => {
  const found = classifyStatement(sql);
  const type = sessionTypes[entry.type] ?? (entry.type === 'BLOB METADATA' ? 'BLOB' : entry.type);
  const isSame = found.type === type;
  return {
    kind: 'definition',
    section: entry.section === 'none' ? sectionOfType(found.type, 'pre-data') : entry.section,
    type,
    schema: entry.schema,
    // The tag of a constraint or trigger names its table too, and of older dumps does not.
    name: settingOf[entry.type] ?? (isSame && found.name !== '' ? found.name : entry.tag),
    table: found.table ?? (type === 'TABLE' ? entry.tag : null),
    sql,
    searchPath,
    owner: entry.owner,
    place: { kind: 'entry', dumpId: entry.dumpId },
  };
};

const toRows = (context: ArchiveContext, entry: TocEntry, block: DataBlock): Rows => {
  const { source, toc } = context;
  const copy = entry.copySql === null || entry.copySql === '' ? null : parseCopyStatement(entry.copySql);
  // With --load-via-partition-root the rows go into another table than the entry's own.
  const schema = copy?.table.schema ?? entry.schema ?? 'public';
  const table = copy?.table.name ?? entry.tag;
  const what = `The rows of ${schema}.${table}`;
  return {
    kind: 'rows',
    schema,
    table,
    columns: copy?.columns ?? null,
    form: copy === null ? 'insert' : 'copy',
    encoding: copy === null ? 'UTF8' : toc.encoding,
    sizeBytes: block.sizeBytes,
    place: { kind: 'entry', dumpId: entry.dumpId },
    open: (signal) => {
      let bytesRead = 0;
      const onBytes = (count: number): void => {
        bytesRead += count;
        source.onBytes(count);
      };
      const bytes = chunkedBytes({ ...source, onBytes }, block, what, signal);
      const opened = copy === null ? insertRows(bytes, toc.encoding) : copyRows(bytes, what, copy.hasOids);
      return { ...opened, bytesRead: () => bytesRead };
    },
  };
};

const toDataEntry = (context: ArchiveContext, entry: TocEntry): DumpEntry => {
  const block = context.blocks.get(entry.dumpId);
  if (block === undefined) {
    throw new AppError('dump-truncated', `The data of ${entry.type} ${entry.tag} are not in the dump.`, {
      hint: 'Copy or make the dump again: it is not whole.',
      data: { dumpId: entry.dumpId, object: entry.tag },
    });
  }
  if (block.kind === 'rows') return toRows(context, entry, block);
  return {
    kind: 'large-objects',
    place: { kind: 'entry', dumpId: entry.dumpId },
    open: (signal) => readLargeObjects(context.source, block, signal),
  };
};

/** All entries of an archive, in the order of its table of contents, which is the order that a restore needs. */
export function* archiveEntries(context: ArchiveContext): Generator<DumpEntry> {
  const hasSearchPathEntry = context.toc.entries.some((entry) => entry.type === 'SEARCHPATH');
  let lastSearchPath = '';
  for (const entry of context.toc.entries) {
    const searchPath = searchPathOf(entry, hasSearchPathEntry);
    if (entry.offset.kind !== 'none') {
      yield toDataEntry(context, entry);
    } else if (entry.sql !== null && entry.sql !== '') {
      if (searchPath !== lastSearchPath && searchPath !== '') {
        const sql = `SET search_path = ${searchPath};\n`;
        const place = { kind: 'entry', dumpId: entry.dumpId } as const;
        yield {
          kind: 'definition',
          section: 'pre-data',
          type: 'SET',
          schema: null,
          name: 'search_path',
          table: null,
          sql,
          searchPath,
          place,
        };
        lastSearchPath = searchPath;
      }
      const sql = entry.type === 'BLOB METADATA' ? createLargeObjectsSql(entry.sql) : entry.sql;
      yield toDefinition(entry, sql, searchPath);
    }
  }
}
