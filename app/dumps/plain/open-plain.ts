import type { Compression } from '../../contract';
import type { DumpFile } from '../dump-file';
import { encodingName } from '../encodings';
import type { DumpReader } from '../entry';
import { databaseLocale } from '../sql/database-locale';
import { PlainEntries } from './plain-entries';
import { PlainLexer } from './plain-lexer';
import { plainText } from './plain-text';

export interface PlainSource {
  readonly file: DumpFile;
  readonly compression: Compression;
  /** The text's first bytes, for what its header says. */
  readonly start: Buffer;
  /** The text from its beginning; may be called again. */
  readonly open: (signal: AbortSignal) => AsyncIterable<Buffer>;
  readonly bytesRead: () => number;
}

const lineAfter = (text: string, label: string): string | null => {
  const found = new RegExp(`^-- ${label}(.+?)\\r?$`, 'm').exec(text)?.[1];
  return found === undefined ? null : found.trim();
};

/** `-- Started on 2026-10-30 03:00:12 CET`, which pg_dump writes with --verbose only. */
const createdAtOf = (text: string): string | null => {
  const found = /^-- Started on (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/m.exec(text);
  return found === null ? null : `${found[1]}T${found[2]}`;
};

const encodingOf = (text: string): string => {
  const found = /^SET (?:client_encoding (?:=|TO)|NAMES) '?([\w-]+)'?;/im.exec(text)?.[1];
  return found === undefined ? 'UTF8' : encodingName(found);
};

/** The statement of `pg_dump --create`. */
const createDatabaseIn = (text: string): string => /^CREATE DATABASE [^;]*;/m.exec(text)?.[0] ?? '';

const databaseOf = (text: string): string | null => {
  const found = /^CREATE DATABASE (?:"((?:[^"]|"")+)"|([^\s;"]+))/m.exec(text);
  return found?.[1]?.replaceAll('""', '"') ?? found?.[2] ?? null;
};

/** Reads plain SQL, one entry after the other. */
export const openPlain = (source: PlainSource): DumpReader => {
  const text = source.start.toString('latin1');
  const encoding = encodingOf(text);
  let isComplete = false;
  return {
    header: {
      format: 'plain',
      compression: source.compression,
      formatVersion: null,
      serverVersion: lineAfter(text, 'Dumped from database version '),
      dumperVersion: lineAfter(text, 'Dumped by pg_dump version '),
      createdAt: createdAtOf(text),
      databaseName: databaseOf(text),
      encoding,
      locale: databaseLocale(createDatabaseIn(text)),
    },
    sizeBytes: source.file.sizeBytes,
    isRandomAccess: false,
    async *entries(signal) {
      isComplete = false;
      const lexer = new PlainLexer(plainText(source.open(signal)));
      try {
        yield* new PlainEntries(lexer, encoding).read(signal);
        await source.file.assertUnchanged();
        isComplete = lexer.isComplete;
      } finally {
        await lexer.close();
      }
    },
    bytesRead: source.bytesRead,
    isComplete: () => isComplete,
    close: () => source.file.close(),
  };
};
