const tab = 9;
const newline = 10;

/**
 * COPY text without the first field of each row. A table made WITH OIDS, before PostgreSQL 12, has its OIDs there.
 */
export async function* dropFirstField(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isInFirstField = true;
  for await (const chunk of chunks) {
    const kept = Buffer.allocUnsafe(chunk.length);
    let length = 0;
    for (const byte of chunk) {
      if (isInFirstField && byte === tab) {
        isInFirstField = false;
        continue;
      }
      if (byte === newline) isInFirstField = true;
      else if (isInFirstField) continue;
      kept[length] = byte;
      length += 1;
    }
    yield kept.subarray(0, length);
  }
}
