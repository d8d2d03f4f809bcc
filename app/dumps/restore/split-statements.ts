import { AppError } from '../../contract';
import { PlainLexer } from '../plain/plain-lexer';

async function* oneChunk(text: string) {
  yield Buffer.from(`${text}\n;`, 'utf8');
}

/**
 * The statements of an archive's entry. Most have one; some have several, and what follows the first was written by
 * others just as well.
 *
 * @param escapesInStrings `standard_conforming_strings` is off at this place
 * @throws AppError `dump-corrupt` when the text is no SQL
 */
export const splitStatements = async (sql: string, escapesInStrings: boolean): Promise<readonly string[]> => {
  const lexer = new PlainLexer(oneChunk(sql));
  lexer.scanner.escapesInStrings = escapesInStrings;
  const statements: string[] = [];
  for (let piece = await lexer.next(); piece.kind !== 'end'; piece = await lexer.next()) {
    if (piece.kind === 'command') {
      throw new AppError(
        'dump-corrupt',
        `An entry of the dump holds ${JSON.stringify(piece.text.slice(0, 80))}, which is no SQL.`,
      );
    }
    statements.push(piece.bytes.toString('utf8'));
  }
  return statements;
};
