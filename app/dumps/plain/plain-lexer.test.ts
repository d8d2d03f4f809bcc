import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlainLexer } from './plain-lexer';
import { plainText } from './plain-text';

/** Pieces of SQL that a splitter may stumble over, none of them ending a statement. */
const fragment = fc.constantFrom(
  'SELECT 1',
  "'a;b'",
  "''",
  "'it''s'",
  "E'\\';'",
  "e'\\\\'",
  '"q;""x"',
  '$$ ; $a$ $$',
  '$tag$ $$;$$ $tag$',
  'a$b',
  '$1',
  '/* ; /* nested */ */',
  '-- ; comment\n',
  '(a; b)',
  '- -',
  '/ 2',
  '\n',
  'ä',
  "U&'\\0041'",
  'CASE x WHEN 1 THEN 2 END',
);
const statement = fc
  .array(fragment, { minLength: 1, maxLength: 8 })
  .map((parts) => `SELECT ${parts.join(' ')};`);
const routine = fc
  .array(fragment, { maxLength: 4 })
  .map((parts) => `CREATE FUNCTION begin() RETURNS int BEGIN ATOMIC ${parts.join(' ')}; SELECT 2; END;`);
const copyRow = fc.constantFrom('1\ta', '\\N', '\\\\.', '', "it's; $$ /*", '\\.x', 'ä', '2\t\\n');
const copy = fc
  .array(copyRow, { maxLength: 6 })
  .map((rows) => `COPY t FROM stdin;\n${rows.map((row) => `${row}\n`).join('')}\\.`);
const command = fc.constant('\\restrict abc');
const text = fc.array(fc.oneof(statement, routine, copy, command), { maxLength: 8 });

async function* inChunks(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (let index = 0; at < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** What a lexer says of a text, with the rows of COPY joined. */
const lex = async (chunks: AsyncIterable<Buffer>): Promise<string[]> => {
  const lexer = new PlainLexer(plainText(chunks));
  const found: string[] = [];
  for (let piece = await lexer.next(); piece.kind !== 'end'; piece = await lexer.next()) {
    if (piece.kind === 'command') found.push(`${piece.line}: ${piece.text}`);
    else found.push(`${piece.line}: ${piece.bytes.toString()}`);
    if (piece.kind !== 'statement' || !piece.bytes.toString().startsWith('COPY')) continue;
    const scanner = await lexer.beginCopy();
    let rows = '';
    for (let part = await lexer.nextRows(); part !== null; part = await lexer.nextRows())
      rows += part.toString('latin1');
    found.push(`${scanner.rowCount} rows`, Buffer.from(rows, 'latin1').toString());
  }
  return found;
};

/** What the text was made of: the expectation comes from how it was written, not from another run of the lexer. */
const written = (parts: readonly string[]): string[] => {
  let line = 1;
  return parts.flatMap((part) => {
    const at = `${line}: `;
    line += part.split('\n').length;
    if (!part.startsWith('COPY')) return [at + part];
    const rows = part.slice(part.indexOf('\n') + 1, -2);
    return [`${at}COPY t FROM stdin;`, `${rows.split('\n').length - 1} rows`, rows];
  });
};

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 10 });

describe('PlainLexer', () => {
  it('finds the same statements, rows and lines wherever the chunks begin and end', async () => {
    await fc.assert(
      fc.asyncProperty(text, sizes, async (parts, chunkSizes) => {
        const bytes = Buffer.from(`${parts.join('\n')}\n`);
        expect(await lex(inChunks(bytes, chunkSizes))).toEqual(written(parts));
      }),
      { numRuns: 500 },
    );
  });

  it('finds the same in a text with CRLF and a byte order mark', async () => {
    await fc.assert(
      fc.asyncProperty(text, sizes, async (parts, chunkSizes) => {
        const all = ['SELECT 0;', ...parts];
        const bytes = Buffer.from(`\ufeff${all.join('\n')}\n`.replaceAll('\n', '\r\n'));
        expect(await lex(inChunks(bytes, chunkSizes))).toEqual(written(all));
      }),
      { numRuns: 300 },
    );
  });

  it('takes a long statement in small chunks without copying it over and over', async () => {
    const long = `SELECT '${'x'.repeat(16 * 1024 * 1024)}';`;
    const started = performance.now();
    const found = await lex(inChunks(Buffer.from(`${long}\n`), [16 * 1024]));
    expect(found[0]?.length).toBe(long.length + 3);
    // Copying at each of the 1,024 chunks would move 8 GB, which takes several seconds.
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
