const newline = 10;
const carriageReturn = 13;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
/** No first line of a dump is longer; without a newline up to here the text counts as one without carriage returns. */
const firstLineBytes = 64 * 1024;

/** `\r\n` becomes `\n`; a `\r` before anything else stays. */
const dropCarriageReturns = (bytes: Buffer): Buffer => {
  let from = bytes.indexOf(carriageReturn);
  if (from < 0) return bytes;
  const kept = Buffer.allocUnsafe(bytes.length);
  let length = bytes.copy(kept, 0, 0, from);
  while (from < bytes.length) {
    const isLineEnd = bytes[from + 1] === newline;
    const start = isLineEnd ? from + 1 : from;
    const found = bytes.indexOf(carriageReturn, from + 1);
    const end = found < 0 ? bytes.length : found;
    length += bytes.copy(kept, length, start, end);
    from = end;
  }
  return kept.subarray(0, length);
};

async function* withoutCarriageReturns(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isReturnHeld = false;
  for await (const chunk of chunks) {
    const bytes: Buffer = isReturnHeld ? Buffer.concat([Buffer.from('\r'), chunk]) : chunk;
    isReturnHeld = bytes[bytes.length - 1] === carriageReturn;
    yield dropCarriageReturns(isReturnHeld ? bytes.subarray(0, -1) : bytes);
  }
  if (isReturnHeld) yield Buffer.from('\r');
}

/** The chunks again, the first of them long enough to hold the first line. */
async function* withFirstLine(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let start: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (start === null) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length < firstLineBytes && !start.includes(newline)) continue;
    yield start;
    start = null;
  }
  if (start !== null) yield start;
}

async function* rejoin(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/**
 * A plain dump as it was before editors, shells and version control touched it: without byte order mark, and with
 * lines ended by LF. A dump counts as CRLF when its first line is: then every CRLF in it is taken for LF, in data too,
 * because what turned the ends of the lines did not look at quotes either.
 */
export async function* plainText(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const iterator = withFirstLine(chunks)[Symbol.asyncIterator]();
  try {
    const first = await iterator.next();
    if (first.done === true) return;
    const start = first.value.subarray(0, 3).equals(byteOrderMark) ? first.value.subarray(3) : first.value;
    const all = rejoin(start, iterator);
    const lineEnd = start.indexOf(newline);
    const isCrlf = lineEnd > 0 && start[lineEnd - 1] === carriageReturn;
    yield* isCrlf ? withoutCarriageReturns(all) : all;
  } finally {
    await iterator.return?.(undefined);
  }
}
