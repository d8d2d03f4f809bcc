import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Client, DatabaseError } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { RowStream } from '../entry';

const blockBytes = 256 * 1024;

/** Gathers small chunks: uncompressed archives have one a row, and each message to the server costs two writes. */
class Blocks extends Transform {
  private readonly onBytes: (count: number) => void;
  private pending: Buffer[] = [];
  private pendingBytes = 0;

  constructor(onBytes: (count: number) => void) {
    super({ readableHighWaterMark: 2 * blockBytes, writableHighWaterMark: 2 * blockBytes });
    this.onBytes = onBytes;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.pending.push(chunk);
    this.pendingBytes += chunk.length;
    if (this.pendingBytes >= blockBytes) this.pass();
    done();
  }

  override _flush(done: TransformCallback): void {
    if (this.pendingBytes > 0) this.pass();
    done();
  }

  private pass(): void {
    const [only, ...others] = this.pending;
    this.push(others.length === 0 ? only : Buffer.concat(this.pending, this.pendingBytes));
    this.onBytes(this.pendingBytes);
    this.pending = [];
    this.pendingBytes = 0;
  }
}

/**
 * Sends rows to a COPY FROM STDIN.
 *
 * @param sql the COPY statement
 * @param onBytes told of each block that was sent on
 * @param signal destroys the COPY, which PostgreSQL then rolls back
 * @returns the number of rows that PostgreSQL took
 * @throws pg's DatabaseError, or what the rows' stream throws
 */
export const copyIn = async (
  client: Client,
  sql: string,
  { rows, onBytes, signal }: { rows: RowStream; onBytes: (count: number) => void; signal: AbortSignal },
): Promise<number> => {
  const copy = client.query(copyFrom(sql, { highWaterMark: 2 * blockBytes }));
  let refusal: DatabaseError | null = null;
  // The server's reason comes first; destroying the streams after it may raise others.
  copy.on('error', (error) => {
    if (refusal === null && error instanceof DatabaseError) refusal = error;
  });
  try {
    await pipeline(rows.stream, new Blocks(onBytes), copy, { signal });
  } catch (error) {
    throw refusal ?? error;
  }
  return copy.rowCount;
};
