import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDumpFile } from './dump-file';
import { gunzipFile } from './gzip-members';
import { never, temporaryFolder } from './testing/read-dump';

let files: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  files = await temporaryFolder();
});
afterAll(() => files.remove());

const gunzip = async (bytes: Buffer): Promise<string> => {
  const file = await openDumpFile(await files.write(bytes));
  try {
    const parts: Buffer[] = [];
    for await (const part of gunzipFile(file, { signal: never, onBytes: () => undefined })) parts.push(part);
    return Buffer.concat(parts).toString();
  } finally {
    await file.close();
  }
};

const long = Array.from(
  { length: 60_000 },
  (_, index) => `${index} ${(index * 2654435761) % 4294967296}\n`,
).join('');

describe('gunzipFile', () => {
  it('reads one member, of any length', async () => {
    expect(await gunzip(gzipSync('SELECT 1;'))).toBe('SELECT 1;');
    expect(await gunzip(gzipSync(long))).toBe(long);
    expect(await gunzip(gzipSync(''))).toBe('');
  });

  it('reads members that were put one behind the other as one text', async () => {
    expect(await gunzip(Buffer.concat([gzipSync('one '), gzipSync(''), gzipSync(long)]))).toBe(`one ${long}`);
  });

  it('passes over the header’s extra field, name, comment and checksum', async () => {
    const plain = gzipSync('text');
    const flags = Buffer.from(plain.subarray(0, 10));
    flags[3] = 2 + 4 + 8 + 16;
    const fields = Buffer.concat([
      Buffer.from([3, 0, 1, 2, 3]),
      Buffer.from('name.sql\0a comment\0'),
      Buffer.from([0, 0]),
    ]);
    expect(await gunzip(Buffer.concat([flags, fields, plain.subarray(10)]))).toBe('text');
  });

  it.each([
    ['zeros', Buffer.alloc(512)],
    ['rubbish', Buffer.from('rubbish behind the end')],
    ['one byte', Buffer.from([0x1f])],
  ])('loses nothing where %s follow the end', async (_case, garbage) => {
    expect(await gunzip(Buffer.concat([gzipSync(long), garbage]))).toBe(long);
  });

  it('says that it is truncated wherever it was cut', async () => {
    const bytes = gzipSync(long);
    for (const length of [
      3,
      12,
      1000,
      Math.floor(bytes.length / 2),
      bytes.length - 9,
      bytes.length - 4,
      bytes.length - 1,
    ]) {
      await expect(gunzip(bytes.subarray(0, length)), `${length} bytes`).rejects.toMatchObject({
        code: 'dump-truncated',
      });
    }
  });

  it('says that it is corrupt where a byte was flipped', async () => {
    const bytes = gzipSync(long);
    for (const at of [2, 30, Math.floor(bytes.length / 2), bytes.length - 6, bytes.length - 2]) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(at) ^ 4, at);
      await expect(gunzip(flipped), `byte ${at}`).rejects.toMatchObject({
        code: expect.stringMatching(/dump-(corrupt|truncated)/),
      });
    }
  });
});
