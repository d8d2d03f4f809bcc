import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDump, temporaryFolder } from '../testing/read-dump';
import { archiveVariants, shopEntries } from '../testing/shop-archive';
import { writeArchive } from '../testing/write-archive';

let files: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  files = await temporaryFolder();
});
afterAll(() => files.remove());

describe('a damaged archive', () => {
  it.each(archiveVariants.filter(({ minor }) => minor === 14))(
    'that ends too early is truncated wherever it ends (compression $compression, positions $hasOffsets)',
    async (options) => {
      const bytes = writeArchive(shopEntries, options);
      for (let length = 40; length < bytes.length; length += length < bytes.length - 40 ? 101 : 1) {
        const file = await files.write(bytes.subarray(0, length));
        await expect(readDump(file), `${length} of ${bytes.length} bytes`).rejects.toMatchObject({
          code: 'dump-truncated',
        });
      }
    },
  );

  it('names the table whose rows are cut', async () => {
    const bytes = writeArchive(shopEntries, { minor: 14, compression: 'gzip' });
    const cut = bytes.subarray(0, bytes.indexOf(Buffer.from('ADD CONSTRAINT')) + 400);
    await expect(readDump(await files.write(cut))).rejects.toThrow(
      /TABLE DATA public\.(page|nothing|django_site)/,
    );
  });

  it('with a flipped byte in compressed rows is corrupt, and says whose rows', async () => {
    const bytes = writeArchive(shopEntries, { minor: 14, compression: 'gzip' });
    // The block of `page`: the middle of what is behind the table of contents.
    const start = bytes.lastIndexOf(Buffer.from([0x78, 0x9c]), bytes.length - 60);
    for (const at of [start + 20, start + 200, start + 400]) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(at) ^ 0x10, at);
      await expect(readDump(await files.write(flipped))).rejects.toMatchObject({
        code: 'dump-corrupt',
        message: expect.stringContaining('public.page'),
      });
    }
  });

  it('whose positions lead elsewhere is corrupt', async () => {
    const bytes = writeArchive(shopEntries, { minor: 14, hasOffsets: true });
    const extra = Buffer.concat([
      bytes.subarray(0, bytes.length - 2),
      Buffer.from([9]),
      bytes.subarray(bytes.length - 2),
    ]);
    await expect(readDump(await files.write(extra))).rejects.toMatchObject({
      code: /dump-(corrupt|truncated)/,
    });
    const shifted = Buffer.from(bytes);
    const at = shifted.indexOf(Buffer.from([1, 11, 0, 0, 0].toSpliced(1, 0, 0)));
    shifted.writeUInt8(7, at);
    await expect(readDump(await files.write(shifted))).rejects.toMatchObject({ code: 'dump-corrupt' });
  });

  it('never fails with anything but a named error, whichever byte is wrong', async () => {
    const bytes = writeArchive(shopEntries.slice(0, 4), {
      minor: 16,
      compression: 'gzip',
      hasOffsets: false,
    });
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const flipped = Buffer.from(bytes);
        flipped.writeUInt8(flipped.readUInt8(at) ^ mask, at);
        const outcome = await readDump(await files.write(flipped)).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toHaveProperty('code', expect.stringMatching(/^dump-/));
      }),
      { numRuns: 150 },
    );
  });
});

describe('an archive that is not read', () => {
  it.each([
    [17, /1\.17.*1\.12 to 1\.16/],
    [11, /1\.11.*1\.12 to 1\.16/],
  ])('of version 1.%i is refused with the versions that are', async (minor, message) => {
    const file = await files.write(writeArchive(shopEntries, { minor }));
    await expect(readDump(file)).rejects.toMatchObject({
      code: 'dump-format-unsupported',
      message: expect.stringMatching(message),
    });
  });

  it.each(['lz4', 'zstd'] as const)('with rows compressed by %s is refused by name', async (compression) => {
    const file = await files.write(writeArchive(shopEntries, { minor: 16, compression }));
    await expect(readDump(file)).rejects.toMatchObject({
      code: 'dump-format-unsupported',
      message: expect.stringContaining(compression),
    });
  });
});
