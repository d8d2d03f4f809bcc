import type { Client } from 'pg';
import type { LargeObjects } from '../entry';

/** PostgreSQL takes up to 1 GB in a value; this keeps both sides' memory small. */
const chunkBytes = 1024 * 1024;
/** Objects in one transaction: enough to make commits cheap, few enough for the lock table. */
const objectsPerTransaction = 1_000;

// Archives make their objects in the pre-data section (`BLOB` entries); others only bring their data.
const createSql = `SELECT pg_catalog.lo_create($1::oid)
  WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_largeobject_metadata WHERE oid = $1::oid)`;
const putSql = 'SELECT pg_catalog.lo_put($1::oid, $2::bigint, $3::bytea)';

async function* inChunks(data: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let size = 0;
  for await (const piece of data) {
    pending.push(piece);
    size += piece.length;
    if (size < chunkBytes) continue;
    yield Buffer.concat(pending, size);
    pending = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(pending, size);
}

const loadOne = async (
  client: Client,
  oid: number,
  data: AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<void> => {
  await client.query(createSql, [oid]);
  let offset = 0;
  for await (const chunk of inChunks(data)) {
    signal.throwIfAborted();
    await client.query({ name: 'manysite_lo_put', text: putSql, values: [oid, offset, chunk] });
    offset += chunk.length;
  }
};

/**
 * Loads large objects with the OIDs that they have in the dump, which its tables refer to.
 *
 * @returns how many there were
 */
export const loadLargeObjects = async (
  client: Client,
  entry: LargeObjects,
  signal: AbortSignal,
): Promise<number> => {
  let count = 0;
  await client.query('BEGIN');
  for await (const { oid, data } of entry.open(signal)) {
    await loadOne(client, oid, data, signal);
    count += 1;
    if (count % objectsPerTransaction === 0) await client.query('COMMIT; BEGIN');
  }
  await client.query('COMMIT');
  return count;
};
