import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { connectAs } from '../../postgres/connect';
import { createStagingDatabase } from '../../postgres/databases';
import { availableExtensions } from '../../postgres/extensions';
import { createImportRole } from '../../postgres/roles';
import { startTemporaryCluster, type TemporaryCluster } from '../../postgres/temporary-cluster';
import { restoreFile } from './trial-restore';

const folder = resolve(import.meta.dirname, '../../../../shared/dumps');
const isHere = existsSync(folder);
if (!isHere) console.warn(`skipped: there are no real dumps in ${folder}`);

const countsSchema = z.object({ tables: z.number(), rows: z.number() });
const truthSchema = z.record(
  z.string(),
  countsSchema.extend({ format: z.string(), pg18: countsSchema.optional() }),
);
const truth = isHere
  ? truthSchema.parse(JSON.parse(readFileSync(resolve(folder, 'truth.json'), 'utf8')))
  : {};
const notYet = /pg_dumpall|mysqldump|tar|directory/;
const dumps = Object.entries(truth).filter(([, { format }]) => !notYet.test(format));

describe.skipIf(!isHere)('a real dump', () => {
  let temporary: TemporaryCluster;
  let extensions: ReadonlySet<string>;
  beforeAll(async () => {
    temporary = await startTemporaryCluster();
    extensions = await availableExtensions(temporary.cluster);
  });
  afterAll(() => temporary?.close());

  const restoreInto = async (name: string, file: string) => {
    const login = await createImportRole(temporary.cluster, name);
    await createStagingDatabase(temporary.cluster, { name, owner: name, dumpLocale: null });
    const connect = (): Promise<Client> =>
      connectAs(temporary.cluster, { ...login, database: name, applicationName: 'test' });
    const { report, ...result } = await restoreFile(resolve(folder, file), {
      connect,
      availableExtensions: extensions,
    });
    const client = await connect();
    const query = async (sql: string): Promise<unknown[]> =>
      (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
    return { report, ...result, query, [Symbol.asyncDispose]: () => client.end() };
  };
  let count = 0;
  const nextName = (): string => {
    count += 1;
    return `import_real_${count}`;
  };

  it.each(dumps)('%s has all tables and rows', async (file, { tables, rows, pg18 }) => {
    await using restored = await restoreInto(nextName(), file);
    expect({ tables: restored.report.tables, rows: restored.report.rows }).toEqual(pg18 ?? { tables, rows });
    const others =
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()";
    expect(await restored.query(others)).toEqual([]);
  });

  it('with PostGIS names exactly the tables that need it, and has all others', async () => {
    await using restored = await restoreInto(nextName(), 'hydroshare-postgis-pg94.sql');
    expect(restored.missingExtensions).toEqual(['postgis']);
    const missing = ['ga_ows_ogrdataset', 'ga_ows_ogrlayer', 'ga_resources_dataresource'];
    expect(restored.skippedTables.map(({ table }) => table)).toEqual(missing);
    const named = restored.report.warnings.filter((warning) => warning.startsWith('Table '));
    expect(named).toEqual(
      missing.map((table) => expect.stringMatching(`^Table public.${table} .*extension postgis`)),
    );
    expect(await restored.query('SELECT domain FROM public.django_site')).toEqual(['localhost:8000']);
  });

  it('of some tables only says which foreign keys point outside', async () => {
    await using restored = await restoreInto(nextName(), 'partial-cms-tables.sql');
    const warnings = restored.report.warnings.filter((warning) => warning.startsWith('Foreign key '));
    expect(warnings).toHaveLength(12);
    expect(warnings.join('\n')).toContain('relation "auth_user" does not exist; it is not in the dump');
  });

  it('made with --clean counts its DROPs, and keeps the schema public', async () => {
    await using restored = await restoreInto(nextName(), 'clean-old-yabi.sql');
    expect(restored.report.warnings).toEqual([]);
    const skipped = new Map(restored.report.skipped.map(({ what, count: times }) => [what, times]));
    expect(skipped.get('DROP')).toBeGreaterThan(300);
    expect(skipped.get('OWNER')).toBe(86);
    expect(await restored.query('SELECT domain FROM public.django_site')).toEqual([
      'localhost.localdomain:8000',
    ]);
  });

  it('with CRLF has no carriage return in its data', async () => {
    await using restored = await restoreInto(nextName(), 'plain-crlf-named.dump');
    expect(
      await restored.query(
        "SELECT count(*)::int FROM public.django_migrations WHERE name LIKE E'%\\r%' OR app LIKE E'%\\r%'",
      ),
    ).toEqual([0]);
    expect(await restored.query('SELECT count(*)::int FROM public.django_migrations')).toEqual([19]);
  });

  it('edited by hand, of INSERTs, keeps its accents and foreign keys', async () => {
    await using restored = await restoreInto(nextName(), 'northwind.sql');
    expect(
      await restored.query("SELECT contact_name FROM public.customers WHERE customer_id = 'ANATR'"),
    ).toEqual(['Ana Trujillo']);
    expect(await restored.query("SELECT city FROM public.customers WHERE customer_id = 'COMMI'")).toEqual([
      'Sao Paulo',
    ]);
    expect(await restored.query("SELECT count(*)::int FROM pg_constraint WHERE contype = 'f'")).toEqual([13]);
  });

  it('of Wagtail has its site', async () => {
    await using restored = await restoreInto(nextName(), 'wagtail-ndma-pg11.dump');
    expect(await restored.query('SELECT hostname, site_name FROM public.wagtailcore_site')).toEqual([
      'localhost',
      'NDMA Blog',
    ]);
  });
});
