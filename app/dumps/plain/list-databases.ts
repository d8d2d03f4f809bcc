import { connectTarget } from './plain-commands';
import { PlainLexer } from './plain-lexer';
import { plainText } from './plain-text';

/** Databases that every server has: their sections make nothing by themselves. */
const always = new Set(['template0', 'template1', 'postgres']);

const makesTable = /^CREATE (?:UNLOGGED )?TABLE /i;
const readsRows = /^COPY .* FROM stdin;$/is;

/**
 * The databases inside a dump of a whole server (pg_dumpall), in order: those it connects to. template1 and postgres
 * count only where they hold tables.
 */
export const listDatabases = async (chunks: AsyncIterable<Buffer>): Promise<string[]> => {
  const lexer = new PlainLexer(plainText(chunks));
  const found = new Set<string>();
  let current: string | null = null;
  try {
    for (let piece = await lexer.next(); piece.kind !== 'end'; piece = await lexer.next()) {
      if (piece.kind === 'command') {
        current = connectTarget(piece.text) ?? current;
        if (current !== null && !always.has(current)) found.add(current);
        continue;
      }
      const start = piece.bytes.toString('latin1', 0, 4096);
      if (current !== null && makesTable.test(start)) found.add(current);
      if (!readsRows.test(start)) continue;
      await lexer.beginCopy();
      while ((await lexer.nextRows()) !== null);
    }
  } finally {
    await lexer.close();
  }
  return [...found];
};
