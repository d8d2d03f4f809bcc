import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Inspection, Job } from '../app/contract';
import { neededBytes } from '../app/host/journeys/disk-room';
import { processStartTime } from '../app/servers/process-identity';
import { importScene } from './support/import-scene';
import { aliasTable, siteTable, writeDump } from './support/made-dump';
import { checkout } from './support/sandbox';
import { askServer, importedDatabases, leftovers } from './support/superuser';

const scene = importScene();
const jobs = async (): Promise<Job[]> => (await scene.sandbox.json('jobs')) as Job[];

const pipeIn = (file: string, ...more: string[]): Promise<number | null> =>
  new Promise((resolve) => {
    const args = [
      join(checkout, 'bin/manysite'),
      'import',
      '-',
      '--project',
      scene.project,
      '--json',
      ...more,
    ];
    const command = spawn(process.execPath, args, { env: scene.sandbox.environment, cwd: scene.project });
    command.once('exit', resolve);
    command.stdin.end(readFileSync(file));
  });

describe('databases without the table of django-multisite-plus', () => {
  it('that have sites only get slugs from their names, and their domains are rewritten', async () => {
    await scene.importDump(writeDump(scene.sandbox, 'sites-only.sql', siteTable));
    expect(await scene.sites()).toMatchObject([
      { id: 1, slug: 'harbour', domain: 'harbour.127.0.0.1.nip.io', realDomain: 'www.harbour.example' },
      { id: 7, slug: 'boats', domain: 'boats.127.0.0.1.nip.io', realDomain: 'boats.example.org' },
    ]);
  });

  it('keep their aliases, and the canonical ones follow the domains', async () => {
    await scene.importDump(writeDump(scene.sandbox, 'with-aliases.sql', [...siteTable, ...aliasTable]));
    const [harbour, boats] = await scene.sites();
    expect(harbour?.aliases).toMatchObject([{ domain: 'harbour.127.0.0.1.nip.io', isCanonical: true }]);
    expect(boats?.aliases).toMatchObject([
      { domain: 'boats.127.0.0.1.nip.io', isCanonical: true },
      { domain: 'old-boats.example.org', isCanonical: false, redirectsToCanonical: true },
    ]);
  });

  it.each([
    ['sites only', siteTable],
    ['aliases', [...siteTable, ...aliasTable]],
  ])('take the slug that was chosen beforehand (%s)', async (_shape, statements) => {
    await scene.importDump(writeDump(scene.sandbox, 'chosen.sql', statements), '--slug', '7=regatta');
    expect((await scene.sites()).map(({ slug, domain }) => [slug, domain])).toEqual([
      ['harbour', 'harbour.127.0.0.1.nip.io'],
      ['regatta', 'regatta.127.0.0.1.nip.io'],
    ]);
  });

  it('refuse a slug for a site that they do not have, and nothing is made', async () => {
    const file = writeDump(scene.sandbox, 'unknown-site.sql', siteTable);
    expect(
      await scene.sandbox.refused('import', file, '--project', scene.project, '--slug', '12=x'),
    ).toMatchObject({
      exitCode: 2,
      error: { code: 'site-not-found' },
    });
    expect(await scene.databases()).toEqual([]);
    expect(await importedDatabases(scene.sandbox)).toEqual([]);
  });
});

describe('an import', () => {
  it('sorts as the dumped database did, and so does its pristine template', async () => {
    const create =
      "CREATE DATABASE boats WITH TEMPLATE = template0 ENCODING = 'UTF8' LC_COLLATE = 'sv_SE.UTF-8';";
    const file = writeDump(scene.sandbox, 'swedish.sql', [create, ...siteTable]);
    expect((await scene.sandbox.json('inspect', file)) as Inspection).toMatchObject({
      locale: 'sv_SE.UTF-8',
    });
    await scene.importDump(file);
    expect(
      await askServer(scene.sandbox, `select datlocale from pg_database where datname ~ '^(shop|pristine)_'`),
    ).toEqual(['sv-SE', 'sv-SE']);
  });

  it('runs beside another one of a dump with the same label: both are kept, under names of their own', async () => {
    const files = [scene.bigDump('one.sql.gz'), scene.bigDump('two.sql.gz')];
    await Promise.all(files.map((file) => scene.importDump(file, '--label', 'Monday')));
    const kept = await scene.databases();
    expect(kept.map(({ label, state }) => [label, state])).toEqual([
      ['Monday', 'ready'],
      ['Monday', 'ready'],
    ]);
    expect(kept.map(({ name }) => name).sort()).toEqual(['shop_monday', 'shop_monday_2']);
    const [later, earlier] = (await jobs())
      .filter(({ kind }) => kind === 'import')
      .sort((one, other) => other.startedAt.localeCompare(one.startedAt));
    expect(Date.parse(later?.startedAt ?? '')).toBeLessThan(Date.parse(earlier?.endedAt ?? ''));
    expect(await leftovers(scene.sandbox)).toEqual([]);
  });

  it('takes no more room than was asked for beforehand', async () => {
    const file = scene.bigDump('room.sql.gz');
    const needed = neededBytes((await scene.sandbox.json('inspect', file)) as Inspection);
    await scene.importDump(file);
    const [database] = await scene.databases();
    expect((database?.sizeBytes ?? 0) * 2).toBeLessThan(needed);
    expect((database?.sizeBytes ?? 0) * 4).toBeGreaterThan(needed);
  });

  it('that is cancelled among its rows leaves no database, role or connection', async () => {
    const importing = scene.sandbox.refused(
      'import',
      scene.bigDump('cancelled.sql'),
      '--project',
      scene.project,
    );
    const { id } = await scene.importInPhase('data');
    expect(await leftovers(scene.sandbox)).not.toEqual([]);
    await scene.withClient((client) => client.jobs.cancel({ jobId: id }));
    expect(await importing).toMatchObject({ exitCode: 130, error: { code: 'cancelled' } });
    expect(await scene.databases()).toEqual([]);
    expect(await importedDatabases(scene.sandbox)).toEqual([]);
    expect(await leftovers(scene.sandbox)).toEqual([]);
  });

  it('keeps its database from being deleted, and its project from being removed, until it ends', async () => {
    const importing = scene.sandbox.refused('import', scene.stuckDump(), '--project', scene.project);
    const { id } = await scene.importInPhase('rewriting');
    const [database] = await scene.databases();
    expect(database?.state).toBe('importing');
    const busy = { exitCode: 3, error: { code: 'database-busy' } };
    expect(
      await scene.sandbox.refused('delete', database?.name ?? '', '--project', scene.project),
    ).toMatchObject(busy);
    expect(await scene.sandbox.refused('remove', '--yes', '--project', scene.project)).toMatchObject(busy);
    await scene.sandbox.json('cancel', id);
    await importing;
  });

  it('is undone by the next command after kill -9 of the host, which says so in its log', async () => {
    await scene.importDump(writeDump(scene.sandbox, 'before.sql', siteTable));
    const kept = await importedDatabases(scene.sandbox);
    const importing = scene.sandbox.run('import', scene.bigDump('killed.sql'), '--project', scene.project);
    await scene.importInPhase('data');
    const pid = Number(JSON.parse(readFileSync(join(scene.sandbox.dataFolder, 'host.lock'), 'utf8')).pid);
    expect(await leftovers(scene.sandbox)).not.toEqual([]);
    const spool = join(scene.sandbox.dataFolder, 'spool');
    await mkdir(spool, { recursive: true });
    await writeFile(join(spool, 'stdin-of-the-killed.dump'), 'half a dump');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => processStartTime(pid)).toBeNull();
    expect((await importing).exitCode).not.toBe(0);
    expect(await scene.databases()).toMatchObject([{ label: 'before', state: 'ready', isActive: true }]);
    expect(await leftovers(scene.sandbox)).toEqual([]);
    expect(await importedDatabases(scene.sandbox)).toEqual(kept);
    expect(readdirSync(spool)).toEqual([]);
    const log = readFileSync(join(scene.sandbox.dataFolder, 'logs/host.log'), 'utf8');
    expect(log).toMatch(/the import of shop_killed was undone/);
  });

  it('is undone when Manysite is told to quit in the middle', async () => {
    const importing = scene.sandbox.run(
      'import',
      scene.bigDump('quit.sql'),
      '--project',
      scene.project,
      '--json',
    );
    await scene.importInPhase('data');
    await scene.sandbox.json('quit');
    expect((await importing).exitCode).not.toBe(0);
    expect(await scene.databases()).toEqual([]);
    expect(await leftovers(scene.sandbox)).toEqual([]);
    const log = readFileSync(join(scene.sandbox.dataFolder, 'logs/host.log'), 'utf8');
    // Quitting waited for the import to clean up: nothing was left for the next start.
    expect(log).not.toMatch(/shop_quit was undone/);
  });
});

describe('a dump from standard input', () => {
  const spooled = (): string[] => {
    const folder = join(scene.sandbox.dataFolder, 'spool');
    return existsSync(folder) ? readdirSync(folder) : [];
  };

  it('is imported, and its copy deleted', async () => {
    expect(await pipeIn(writeDump(scene.sandbox, 'piped.sql', siteTable), '--label', 'piped')).toBe(0);
    expect(await scene.databases()).toMatchObject([{ label: 'piped', dump: { file: 'standard input' } }]);
    expect(spooled()).toEqual([]);
  });

  it('that cannot be imported is deleted too', async () => {
    expect(
      await pipeIn(writeDump(scene.sandbox, 'broken.sql', ['CREATE TABLE public.t (id no_such_type);'])),
    ).toBe(1);
    expect(spooled()).toEqual([]);
  });

  it.each([
    ['the call is refused', { slugs: { portal: 'x' } }],
    ['its project is unknown', { projectId: '7d444840-9dc0-11d1-b245-5ffdce74fad2' }],
  ])('is deleted when %s', async (_case, wrong) => {
    const file = join(scene.sandbox.dataFolder, 'spooled.dump');
    await writeFile(file, 'a dump');
    const request = { projectId: 'unknown', file, label: null, slugs: {}, isSpool: true, ...wrong };
    await scene.withClient((client) => client.dumps.import(request).catch((error: unknown) => error));
    await expect.poll(() => existsSync(file)).toBe(false);
  });
});
