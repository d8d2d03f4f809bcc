import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDump } from '../open-dump';
import { never, readDump, readEntries, temporaryFolder } from '../testing/read-dump';
import {
  type ArchiveOptions,
  encodingEntry,
  searchPathEntry,
  tableEntries,
  type WrittenEntry,
  writeArchive,
} from '../testing/write-archive';

let files: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  files = await temporaryFolder();
});
afterAll(() => files.remove());

const siteRows = '1\texample.com\tExample\n2\tshop.example.com\tShop \\\\. \\n two lines\n';
const pageRows = Array.from({ length: 500 }, (_, index) => `${index}\t/page/${index}/\n`).join('');
const entries: WrittenEntry[] = [
  encodingEntry('UTF8'),
  searchPathEntry,
  ...tableEntries(10, 'django_site', ['id', 'domain', 'name'], siteRows),
  ...tableEntries(20, 'page', ['id', 'path'], pageRows),
  ...tableEntries(30, 'nothing', ['id'], ''),
  {
    dumpId: 40,
    type: 'CONSTRAINT',
    tag: 'page page_pkey',
    section: 4,
    schema: 'public',
    sql: 'ALTER TABLE ONLY public.page\n    ADD CONSTRAINT page_pkey PRIMARY KEY (id);\n',
  },
];

const versions = [12, 13, 14, 15, 16];
const variants: ArchiveOptions[] = versions.flatMap((minor) =>
  (['none', 'gzip'] as const).flatMap((compression) =>
    [true, false].map((hasOffsets) => ({ minor, compression, hasOffsets })),
  ),
);

describe('an archive in custom format', () => {
  it('tells how its database sorted', async () => {
    const sql =
      "CREATE DATABASE shop WITH TEMPLATE = template0 LOCALE_PROVIDER = libc LOCALE = 'sv_SE.UTF-8';\n";
    const database = { dumpId: 90, type: 'DATABASE', tag: 'shop', section: 2, sql } as const;
    const { header } = await readDump(
      await files.write(writeArchive([...entries, database], { minor: 16, hasOffsets: true })),
    );
    expect(header.locale).toBe('sv_SE.UTF-8');
  });

  it.each(variants)(
    '1.$minor, compression $compression, positions $hasOffsets, is read whole',
    async (options) => {
      const { header, rows, definitions, isComplete } = await readDump(
        await files.write(writeArchive(entries, options)),
      );
      expect(header).toEqual({
        format: 'custom',
        compression: options.compression,
        formatVersion: `1.${options.minor}`,
        serverVersion: '18.0',
        dumperVersion: '18.1',
        createdAt: '2026-10-30T03:00:12',
        databaseName: 'shop',
        encoding: 'UTF8',
        locale: null,
      });
      expect(
        rows.map(({ table, columns, form, rowCount, text }) => ({ table, columns, form, rowCount, text })),
      ).toEqual([
        {
          table: 'django_site',
          columns: ['id', 'domain', 'name'],
          form: 'copy',
          rowCount: 2,
          text: siteRows,
        },
        { table: 'page', columns: ['id', 'path'], form: 'copy', rowCount: 500, text: pageRows },
        { table: 'nothing', columns: ['id'], form: 'copy', rowCount: 0, text: '' },
      ]);
      expect(definitions.map(({ type, name, table, section }) => [type, name, table, section])).toEqual([
        ['ENCODING', 'client_encoding', null, 'pre-data'],
        ['SET', 'search_path', null, 'pre-data'],
        ['TABLE', 'django_site', 'django_site', 'pre-data'],
        ['TABLE', 'page', 'page', 'pre-data'],
        ['TABLE', 'nothing', 'nothing', 'pre-data'],
        ['CONSTRAINT', 'page_pkey', 'page', 'post-data'],
      ]);
      expect(isComplete).toBe(true);
    },
  );

  it('gives the rows of several tables at the same time, each as often as asked', async () => {
    const reader = await openDump(
      await files.write(writeArchive(entries, { minor: 16, compression: 'gzip' })),
      never,
    );
    const [one, other] = await Promise.all([readEntries(reader), readEntries(reader)]);
    await reader.close();
    expect(reader.isRandomAccess).toBe(true);
    const texts = [one, other].map((read) =>
      read.map((entry) => (entry.kind === 'rows' ? entry.text : null)),
    );
    expect(texts[0]).toEqual(texts[1]);
    expect(texts[0]).toContain(pageRows);
  });

  it('is read through chunks of any size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3000 }), fc.boolean(), async (chunkBytes, hasOffsets) => {
        const options = { minor: 14, compression: 'none', hasOffsets, chunkBytes } as const;
        const { rows } = await readDump(await files.write(writeArchive(entries, options)));
        expect(rows.map((entry) => entry.text)).toEqual([siteRows, pageRows, '']);
      }),
      { numRuns: 30 },
    );
  });

  it('sets the search path for each schema where an old pg_dump did not qualify its names', async () => {
    const old: WrittenEntry[] = [
      encodingEntry('UTF8'),
      { dumpId: 5, type: 'TABLE', tag: 'a', schema: 'public', sql: 'CREATE TABLE a (id integer);\n' },
      { dumpId: 6, type: 'TABLE', tag: 'b', schema: 'Ot"her', sql: 'CREATE TABLE b (id integer);\n' },
      { dumpId: 7, type: 'TABLE', tag: 'c', schema: 'Ot"her', sql: 'CREATE TABLE c (id integer);\n' },
    ];
    const { definitions } = await readDump(await files.write(writeArchive(old, { minor: 12 })));
    expect(definitions.map(({ type, sql, searchPath }) => [type, sql.trim(), searchPath])).toEqual([
      ['ENCODING', "SET client_encoding = 'UTF8';", ''],
      ['SET', 'SET search_path = "public", pg_catalog;', '"public", pg_catalog'],
      ['TABLE', 'CREATE TABLE a (id integer);', '"public", pg_catalog'],
      ['SET', 'SET search_path = "Ot""her", pg_catalog;', '"Ot""her", pg_catalog'],
      ['TABLE', 'CREATE TABLE b (id integer);', '"Ot""her", pg_catalog'],
      ['TABLE', 'CREATE TABLE c (id integer);', '"Ot""her", pg_catalog'],
    ]);
  });

  it('brings INSERTs of --inserts merged, and rows of --load-via-partition-root under the root', async () => {
    const inserts = "INSERT INTO public.t VALUES (1, 'a;');\nINSERT INTO public.t VALUES (2, 'b');\n\n\n";
    const special: WrittenEntry[] = [
      { dumpId: 5, type: 'TABLE DATA', tag: 't', schema: 'public', data: Buffer.from(inserts) },
      {
        dumpId: 6,
        type: 'TABLE DATA',
        tag: 'leaf',
        schema: 'public',
        copySql: 'COPY public.root (id) FROM stdin;\n',
        data: Buffer.from('1\n\\.\n\n\n'),
      },
    ];
    const { rows } = await readDump(
      await files.write(writeArchive(special, { minor: 15, compression: 'gzip' })),
    );
    expect(rows.map(({ table, form, rowCount, text }) => ({ table, form, rowCount, text }))).toEqual([
      {
        table: 't',
        form: 'insert',
        rowCount: 2,
        text: "INSERT INTO public.t VALUES (1, 'a;'),\n(2, 'b');\n",
      },
      { table: 'root', form: 'copy', rowCount: 1, text: '1\n' },
    ]);
  });

  it.each([12, 16])('1.%i: large objects are made from their list and read one by one', async (minor) => {
    const sql =
      minor === 16
        ? '100\n200\n'
        : "SELECT pg_catalog.lo_create('100');\nSELECT pg_catalog.lo_create('200');\n";
    const objects = new Map([
      [100, Buffer.from('first '.repeat(2000))],
      [200, Buffer.alloc(0)],
    ]);
    const blobs: WrittenEntry[] = [
      { dumpId: 5, type: minor === 16 ? 'BLOB METADATA' : 'BLOB', tag: '100..200', sql },
      { dumpId: 6, type: 'BLOBS', tag: 'BLOBS', data: objects },
    ];
    for (const hasOffsets of [true, false]) {
      const options = { minor, compression: 'gzip', hasOffsets } as const;
      const { entries: read, definitions } = await readDump(await files.write(writeArchive(blobs, options)));
      expect(definitions.map(({ type, sql: made }) => [type, made])).toEqual([
        ['BLOB', "SELECT pg_catalog.lo_create('100');\nSELECT pg_catalog.lo_create('200');\n"],
      ]);
      const found = read.find((entry) => entry.kind === 'large-objects');
      expect(found?.objects).toEqual({ 100: 'first '.repeat(2000), 200: '' });
    }
  });

  it('leaves out the OID of each row where a table had OIDs', async () => {
    const withOids: WrittenEntry = {
      dumpId: 5,
      type: 'TABLE DATA',
      tag: 't',
      schema: 'public',
      copySql: 'COPY t (id, name) WITH OIDS FROM stdin;\n',
      data: Buffer.from('16400\t1\ta\n16401\t2\t\\N\n\\.\n\n\n'),
    };
    const { rows } = await readDump(await files.write(writeArchive([withOids], { minor: 12 })));
    expect(rows[0]?.text).toBe('1\ta\n2\t\\N\n');
    expect(rows[0]?.rowCount).toBe(2);
  });

  it('reads its texts in the encoding that it names', async () => {
    const latin1: WrittenEntry[] = [
      encodingEntry('LATIN1'),
      { dumpId: 5, type: 'COMMENT', tag: 'TABLE t', sql: "COMMENT ON TABLE t IS '@';\n" },
    ];
    const bytes = writeArchive(latin1, { minor: 14 });
    bytes[bytes.indexOf('@')] = 0xe4;
    const { definitions, header } = await readDump(await files.write(bytes));
    expect(header.encoding).toBe('LATIN1');
    expect(definitions[1]?.sql).toBe("COMMENT ON TABLE t IS 'ä';\n");
    const claimed = Buffer.from(bytes.toString('latin1').replaceAll("'LATIN1'", "'UTF8'  "), 'latin1');
    await expect(readDump(await files.write(claimed))).rejects.toMatchObject({ code: 'dump-corrupt' });
  });
});

describe('a damaged archive', () => {
  it.each(variants.filter(({ minor }) => minor === 14))(
    'that ends too early is truncated wherever it ends (compression $compression, positions $hasOffsets)',
    async (options) => {
      const bytes = writeArchive(entries, options);
      for (let length = 40; length < bytes.length; length += length < bytes.length - 40 ? 101 : 1) {
        const file = await files.write(bytes.subarray(0, length));
        await expect(readDump(file), `${length} of ${bytes.length} bytes`).rejects.toMatchObject({
          code: 'dump-truncated',
        });
      }
    },
  );

  it('names the table whose rows are cut', async () => {
    const bytes = writeArchive(entries, { minor: 14, compression: 'gzip' });
    const cut = bytes.subarray(0, bytes.indexOf(Buffer.from('ADD CONSTRAINT')) + 400);
    await expect(readDump(await files.write(cut))).rejects.toThrow(
      /TABLE DATA public\.(page|nothing|django_site)/,
    );
  });

  it('with a flipped byte in compressed rows is corrupt, and says whose rows', async () => {
    const bytes = writeArchive(entries, { minor: 14, compression: 'gzip' });
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
    const bytes = writeArchive(entries, { minor: 14, hasOffsets: true });
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
    const bytes = writeArchive(entries.slice(0, 4), { minor: 16, compression: 'gzip', hasOffsets: false });
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
    const file = await files.write(writeArchive(entries, { minor }));
    await expect(readDump(file)).rejects.toMatchObject({
      code: 'dump-format-unsupported',
      message: expect.stringMatching(message),
    });
  });

  it.each(['lz4', 'zstd'] as const)('with rows compressed by %s is refused by name', async (compression) => {
    const file = await files.write(writeArchive(entries, { minor: 16, compression }));
    await expect(readDump(file)).rejects.toMatchObject({
      code: 'dump-format-unsupported',
      message: expect.stringContaining(compression),
    });
  });
});
