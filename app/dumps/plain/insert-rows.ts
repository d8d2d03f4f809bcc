import { Readable } from 'node:stream';
import { AppError } from '../../contract';
import { decoderFor, decodeText } from '../encodings';
import type { RowStream } from '../entry';
import { InsertMerger, type InsertStatement, isInsert, parseInsert } from './insert-merger';
import { PlainLexer } from './plain-lexer';

/** Statements go to the server as UTF-8, whatever the dump is in. */
export const toUtf8 = (statement: Buffer, encoding: string, decode: (bytes: Buffer) => string): Buffer =>
  encoding === 'UTF8' ? statement : Buffer.from(decode(statement), 'utf8');

/** INSERTs of an archive's block (`pg_dump -Fc --inserts`), merged. */
export const insertRows = (bytes: AsyncIterable<Buffer>, encoding: string): RowStream => {
  const merger = new InsertMerger();
  const from = { encoding, decode: decoderFor(encoding) };
  const decode = (text: Buffer): string => decodeText(text, from, 'an INSERT of its rows', {});
  const statements = async function* (): AsyncGenerator<Buffer> {
    const lexer = new PlainLexer(bytes);
    let last: InsertStatement | null = null;
    for (
      let piece = await lexer.next();
      piece.kind !== 'end';
      piece = lexer.tryNext() ?? (await lexer.next())
    ) {
      last = piece.kind === 'statement' && isInsert(piece) ? parseInsert(piece, last, decode) : null;
      if (last === null) {
        throw new AppError(
          'dump-statement-refused',
          'Between the rows of the archive stands something else than INSERT.',
          {
            hint: 'pg_dump does not write this. Do not trust this file.',
          },
        );
      }
      const merged = merger.add(last);
      if (merged !== null) yield toUtf8(merged, encoding, decode);
    }
    const merged = merger.flush();
    if (merged !== null) yield toUtf8(merged, encoding, decode);
  };
  return { stream: Readable.from(statements()), rowCount: () => merger.rowCount };
};
