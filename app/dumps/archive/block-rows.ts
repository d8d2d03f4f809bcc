import { Readable } from 'node:stream';
import { AppError } from '../../contract';
import { CopyScanner } from '../copy-text/copy-scanner';
import { dropFirstField } from '../copy-text/drop-first-field';
import type { RowStream } from '../entry';

async function* withoutEndMark(
  bytes: AsyncIterable<Buffer>,
  scanner: CopyScanner,
  what: string,
): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    // Behind the end mark pg_dump writes empty lines only.
    if (scanner.isEnded) continue;
    const rows = scanner.take(chunk);
    if (rows.length > 0) yield rows;
  }
  const rest = scanner.finish();
  if (rest.length > 0) yield rest;
  if (!scanner.isEnded) {
    throw new AppError('dump-corrupt', `${what} end without their end mark.`, {
      hint: 'Copy or make the dump again.',
      data: { object: what },
    });
  }
}

/**
 * COPY text out of an archive's block, without its end mark.
 *
 * @param hasOids the first field of each row is an OID, which no PostgreSQL since 12 can store: it is left out
 */
export const copyRows = (bytes: AsyncIterable<Buffer>, what: string, hasOids: boolean): RowStream => {
  const scanner = new CopyScanner();
  const rows = withoutEndMark(bytes, scanner, what);
  return {
    stream: Readable.from(hasOids ? dropFirstField(rows) : rows, { objectMode: false }),
    rowCount: () => scanner.rowCount,
  };
};
