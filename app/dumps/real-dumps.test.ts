import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseDomainFormat } from '../core/format/domain-format';
import { inspectDump } from './inspect/inspect-dump';
import { openDump } from './open-dump';
import { never, readDump } from './testing/read-dump';

/** Real dumps, made by others. They are not part of the project, so these tests are left out where they are absent. */
const folder = resolve(import.meta.dirname, '../../../shared/dumps');
const isAbsent = !existsSync(folder);
if (isAbsent) console.log(`Skipped: tests over real dumps, which are not at ${folder}.`);

const truthSchema = z.record(
  z.string(),
  z.object({
    tables: z.number(),
    rows: z.number(),
    sites: z.array(z.object({ table: z.string(), id: z.number(), domain: z.string() })),
  }),
);
const truth = isAbsent
  ? {}
  : truthSchema.parse(JSON.parse(readFileSync(resolve(folder, 'truth.json'), 'utf8')));

const expected = (name: string) => {
  const found = truth[name];
  if (found === undefined) throw new Error(`truth.json does not tell of ${name}`);
  return found;
};

const readable = [
  'bom-restrict-pg18.sql',
  'clean-old-yabi.sql',
  'heroku-pg94.dump',
  'hydroshare-postgis-pg94.sql',
  'northwind.sql',
  'partial-cms-tables.sql',
  'plain-crlf-named.dump',
  'wagtail-ndma-pg11.dump',
];

const inspect = (name: string) =>
  inspectDump({
    file: resolve(folder, name),
    settings: {
      format: parseDomainFormat('{}.127.0.0.1.nip.io'),
      rewriteDomains: true,
      useRealDomain: false,
    },
    availableExtensions: new Set(['plpgsql', 'hstore']),
    slugs: new Map(),
    now: '2026-11-01T00:00:00.000Z',
    signal: never,
  });

describe.skipIf(isAbsent)('real dumps', () => {
  it.each(readable)('%s: every table and every row is found, and it is whole', async (name) => {
    const { definitions, rows, isComplete } = await readDump(resolve(folder, name));
    const created = definitions.filter(({ type, sql }) => type === 'TABLE' && /^\s*CREATE\s/.test(sql));
    expect(created).toHaveLength(expected(name).tables);
    expect(rows.reduce((sum, entry) => sum + entry.rowCount, 0)).toBe(expected(name).rows);
    expect(definitions.filter(({ type }) => type === 'UNKNOWN')).toEqual([]);
    expect(rows.filter(({ text }) => text.includes('\r'))).toEqual([]);
    expect(isComplete).toBe(true);
  });

  it.each(readable)('%s: the X-ray has the same tables and rows, and the sites', async (name) => {
    const { tables, sites } = await inspect(name);
    const { tables: tableCount, rows, sites: known } = expected(name);
    expect(tables).toHaveLength(tableCount);
    expect(tables.reduce((sum, table) => sum + (table.rows ?? 0), 0)).toBe(rows);
    const inDjango = known.filter(({ table }) => table === 'django_site');
    expect(sites.map(({ id, domain }) => ({ id, domain }))).toEqual(
      inDjango.map(({ id, domain }) => ({ id, domain })),
    );
  });

  it.each([
    ['tar-named.dump', 'dump-format-unsupported', { format: 'tar' }],
    ['dirformat-gz-pg11', 'dump-format-unsupported', { format: 'directory' }],
    ['dumpall-mezzanine-pg13-crlf.sql', 'dump-is-pg-dumpall', { databases: ['mezzanine'] }],
    ['mysql-django.sql', 'dump-is-mysql', { maker: 'MySQL' }],
  ])('%s is refused by name', async (name, code, data) => {
    await expect(openDump(resolve(folder, name), never)).rejects.toMatchObject({ code, data });
  });

  it('names PostGIS and the three tables that need it', async () => {
    const { problems } = await inspect('hydroshare-postgis-pg94.sql');
    expect(problems).toMatchObject([
      {
        code: 'extension-missing',
        message: expect.stringMatching(
          /postgis.*: ga_ows_ogrdataset, ga_ows_ogrlayer, ga_resources_dataresource\.$/,
        ),
      },
    ]);
  });

  it('tells of the hosts in Wagtail’s own table', async () => {
    const { problems } = await inspect('wagtail-ndma-pg11.dump');
    expect(problems.map(({ code }) => code)).toContain('real-domains-elsewhere');
  });

  it('says what the dump of some tables lacks', async () => {
    const { problems } = await inspect('partial-cms-tables.sql');
    expect(problems.map(({ message }) => message).join('\n')).toMatch(
      /django_migrations[\s\S]*auth_group.*django_site.*auth_user/,
    );
  });
});
