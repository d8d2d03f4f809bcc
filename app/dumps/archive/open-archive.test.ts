import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDump } from '../open-dump';
import { never, readDump, readEntries, temporaryFolder } from '../testing/read-dump';
import { archiveVariants, pageRows, shopEntries, siteRows } from '../testing/shop-archive';
import { encodingEntry, type WrittenEntry, writeArchive } from '../testing/write-archive';

let files: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  files = await temporaryFolder();
});
afterAll(() => files.remove());

describe('an archive in custom format', () => {
  it('tells how its database sorted', async () => {
    const sql =
      "CREATE DATABASE shop WITH TEMPLATE = template0 LOCALE_PROVIDER = libc LOCALE = 'sv_SE.UTF-8';\n";
    const database = { dumpId: 90, type: 'DATABASE', tag: 'shop', section: 2, sql } as const;
    const { header } = await readDump(
      await files.write(writeArchive([...shopEntries, database], { minor: 16, hasOffsets: true })),
    );
    expect(header.locale).toBe('sv_SE.UTF-8');
  });

  it.each(archiveVariants)(
    '1.$minor, compression $compression, positions $hasOffsets, is read whole',
    async (options) => {
      const { header, rows, definitions, isComplete } = await readDump(
        await files.write(writeArchive(shopEntries, options)),
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
      await files.write(writeArchive(shopEntries, { minor: 16, compression: 'gzip' })),
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
        const { rows } = await readDump(await files.write(writeArchive(shopEntries, options)));
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
