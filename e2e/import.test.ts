import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database, Inspection, Job, Site } from '../app/contract';
import { attach } from '../app/host/attach/attach';
import { neededBytes } from '../app/host/journeys/disk-room';
import { processStartTime } from '../app/servers/process-identity';
import { aliasTable, bulkTable, siteTable, writeDump } from './support/made-dump';
import { makeProject } from './support/made-project';
import { checkout, openSandbox, type Sandbox } from './support/sandbox';
import { askServer, importedDatabases, leftovers } from './support/superuser';

let sandbox: Sandbox;
let project: string;

beforeAll(async () => {
  sandbox = openSandbox();
  project = makeProject(sandbox, 'shop');
});
afterAll(() => sandbox.dispose());
beforeEach(() => sandbox.json('add', project));
afterEach(() => sandbox.json('remove', '--yes', '--project', project));

const databases = async (): Promise<Database[]> =>
  (await sandbox.json('databases', '--project', project)) as Database[];
const jobs = async (): Promise<Job[]> => (await sandbox.json('jobs')) as Job[];
const importDump = (file: string, ...more: string[]): Promise<unknown> =>
  sandbox.json('import', file, '--project', project, ...more);
const sites = async (): Promise<Site[]> => (await sandbox.json('sites', '--project', project)) as Site[];
const bigDump = (name: string): string => writeDump(sandbox, name, [...siteTable, ...bulkTable(400_000)]);

/** An import of it never comes to an end by itself. */
const stuckDump = (): string =>
  writeDump(sandbox, 'stuck.sql', [
    'CREATE FUNCTION public.stall() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN LOOP END LOOP; END $$;',
    ...siteTable,
    'CREATE TRIGGER t BEFORE UPDATE ON public.django_site FOR EACH ROW EXECUTE FUNCTION public.stall();',
  ]);

/** Over the door itself, since a new process for each look would miss the moment. */
const withClient = async <Result>(
  work: (client: NonNullable<Awaited<ReturnType<typeof attach>>>['client']) => Promise<Result>,
): Promise<Result> => {
  const attached = await attach({ start: false, environment: sandbox.environment });
  if (attached === null) throw new Error('the host was expected to run');
  try {
    return await work(attached.client);
  } finally {
    await attached.close();
  }
};

/** The import that has come to a phase. */
const importInPhase = (phase: string): Promise<Job> =>
  withClient(async (client) => {
    const find = async (): Promise<Job | undefined> =>
      (await client.jobs.list()).find((job) => job.state === 'running' && job.phase === phase);
    await expect.poll(find, { timeout: 60_000, interval: 10 }).toBeDefined();
    const job = await find();
    if (job === undefined) throw new Error(`the import has left its phase ${phase} already`);
    return job;
  });

const pipeIn = (file: string, ...more: string[]): Promise<number | null> =>
  new Promise((resolve) => {
    const args = [join(checkout, 'bin/manysite'), 'import', '-', '--project', project, '--json', ...more];
    const command = spawn(process.execPath, args, { env: sandbox.environment, cwd: project });
    command.once('exit', resolve);
    command.stdin.end(readFileSync(file));
  });

describe('databases without the table of django-multisite-plus', () => {
  it('that have sites only get slugs from their names, and their domains are rewritten', async () => {
    await importDump(writeDump(sandbox, 'sites-only.sql', siteTable));
    expect(await sites()).toMatchObject([
      { id: 1, slug: 'harbour', domain: 'harbour.127.0.0.1.nip.io', realDomain: 'www.harbour.example' },
      { id: 7, slug: 'boats', domain: 'boats.127.0.0.1.nip.io', realDomain: 'boats.example.org' },
    ]);
  });

  it('keep their aliases, and the canonical ones follow the domains', async () => {
    await importDump(writeDump(sandbox, 'with-aliases.sql', [...siteTable, ...aliasTable]));
    const [harbour, boats] = await sites();
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
    await importDump(writeDump(sandbox, 'chosen.sql', statements), '--slug', '7=regatta');
    expect((await sites()).map(({ slug, domain }) => [slug, domain])).toEqual([
      ['harbour', 'harbour.127.0.0.1.nip.io'],
      ['regatta', 'regatta.127.0.0.1.nip.io'],
    ]);
  });

  it('refuse a slug for a site that they do not have, and nothing is made', async () => {
    const file = writeDump(sandbox, 'unknown-site.sql', siteTable);
    expect(await sandbox.refused('import', file, '--project', project, '--slug', '12=x')).toMatchObject({
      exitCode: 2,
      error: { code: 'site-not-found' },
    });
    expect(await databases()).toEqual([]);
    expect(await importedDatabases(sandbox)).toEqual([]);
  });
});

describe('an import', () => {
  it('sorts as the dumped database did, and so does its pristine template', async () => {
    const create =
      "CREATE DATABASE boats WITH TEMPLATE = template0 ENCODING = 'UTF8' LC_COLLATE = 'sv_SE.UTF-8';";
    const file = writeDump(sandbox, 'swedish.sql', [create, ...siteTable]);
    expect((await sandbox.json('inspect', file)) as Inspection).toMatchObject({ locale: 'sv_SE.UTF-8' });
    await importDump(file);
    expect(
      await askServer(sandbox, `select datlocale from pg_database where datname ~ '^(shop|pristine)_'`),
    ).toEqual(['sv-SE', 'sv-SE']);
  });

  it('runs beside another one of a dump with the same label: both are kept, under names of their own', async () => {
    const files = [bigDump('one.sql.gz'), bigDump('two.sql.gz')];
    await Promise.all(files.map((file) => importDump(file, '--label', 'Monday')));
    const kept = await databases();
    expect(kept.map(({ label, state }) => [label, state])).toEqual([
      ['Monday', 'ready'],
      ['Monday', 'ready'],
    ]);
    expect(kept.map(({ name }) => name).sort()).toEqual(['shop_monday', 'shop_monday_2']);
    const [later, earlier] = (await jobs())
      .filter(({ kind }) => kind === 'import')
      .sort((one, other) => other.startedAt.localeCompare(one.startedAt));
    expect(Date.parse(later?.startedAt ?? '')).toBeLessThan(Date.parse(earlier?.endedAt ?? ''));
    expect(await leftovers(sandbox)).toEqual([]);
  });

  it('takes no more room than was asked for beforehand', async () => {
    const file = bigDump('room.sql.gz');
    const needed = neededBytes((await sandbox.json('inspect', file)) as Inspection);
    await importDump(file);
    const [database] = await databases();
    expect((database?.sizeBytes ?? 0) * 2).toBeLessThan(needed);
    expect((database?.sizeBytes ?? 0) * 4).toBeGreaterThan(needed);
  });

  it('that is cancelled among its rows leaves no database, role or connection', async () => {
    const importing = sandbox.refused('import', bigDump('cancelled.sql'), '--project', project);
    const { id } = await importInPhase('data');
    expect(await leftovers(sandbox)).not.toEqual([]);
    await withClient((client) => client.jobs.cancel({ jobId: id }));
    expect(await importing).toMatchObject({ exitCode: 130, error: { code: 'cancelled' } });
    expect(await databases()).toEqual([]);
    expect(await importedDatabases(sandbox)).toEqual([]);
    expect(await leftovers(sandbox)).toEqual([]);
  });

  it('keeps its database from being deleted, and its project from being removed, until it ends', async () => {
    const importing = sandbox.refused('import', stuckDump(), '--project', project);
    const { id } = await importInPhase('rewriting');
    const [database] = await databases();
    expect(database?.state).toBe('importing');
    const busy = { exitCode: 3, error: { code: 'database-busy' } };
    expect(await sandbox.refused('delete', database?.name ?? '', '--project', project)).toMatchObject(busy);
    expect(await sandbox.refused('remove', '--yes', '--project', project)).toMatchObject(busy);
    await sandbox.json('cancel', id);
    await importing;
  });

  it('is undone by the next command after kill -9 of the host, which says so in its log', async () => {
    await importDump(writeDump(sandbox, 'before.sql', siteTable));
    const kept = await importedDatabases(sandbox);
    const importing = sandbox.run('import', bigDump('killed.sql'), '--project', project);
    await importInPhase('data');
    const pid = Number(JSON.parse(readFileSync(join(sandbox.dataFolder, 'host.lock'), 'utf8')).pid);
    expect(await leftovers(sandbox)).not.toEqual([]);
    const spool = join(sandbox.dataFolder, 'spool');
    await mkdir(spool, { recursive: true });
    await writeFile(join(spool, 'stdin-of-the-killed.dump'), 'half a dump');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => processStartTime(pid)).toBeNull();
    expect((await importing).exitCode).not.toBe(0);
    expect(await databases()).toMatchObject([{ label: 'before', state: 'ready', isActive: true }]);
    expect(await leftovers(sandbox)).toEqual([]);
    expect(await importedDatabases(sandbox)).toEqual(kept);
    expect(readdirSync(spool)).toEqual([]);
    const log = readFileSync(join(sandbox.dataFolder, 'logs/host.log'), 'utf8');
    expect(log).toMatch(/the import of shop_killed was undone/);
  });

  it('is undone when Manysite is told to quit in the middle', async () => {
    const importing = sandbox.run('import', bigDump('quit.sql'), '--project', project, '--json');
    await importInPhase('data');
    await sandbox.json('quit');
    expect((await importing).exitCode).not.toBe(0);
    expect(await databases()).toEqual([]);
    expect(await leftovers(sandbox)).toEqual([]);
    const log = readFileSync(join(sandbox.dataFolder, 'logs/host.log'), 'utf8');
    // Quitting waited for the import to clean up: nothing was left for the next start.
    expect(log).not.toMatch(/shop_quit was undone/);
  });
});

describe('a dump from standard input', () => {
  const spooled = (): string[] => {
    const folder = join(sandbox.dataFolder, 'spool');
    return existsSync(folder) ? readdirSync(folder) : [];
  };

  it('is imported, and its copy deleted', async () => {
    expect(await pipeIn(writeDump(sandbox, 'piped.sql', siteTable), '--label', 'piped')).toBe(0);
    expect(await databases()).toMatchObject([{ label: 'piped', dump: { file: 'standard input' } }]);
    expect(spooled()).toEqual([]);
  });

  it('that cannot be imported is deleted too', async () => {
    expect(await pipeIn(writeDump(sandbox, 'broken.sql', ['CREATE TABLE public.t (id no_such_type);']))).toBe(
      1,
    );
    expect(spooled()).toEqual([]);
  });

  it.each([
    ['the call is refused', { slugs: { portal: 'x' } }],
    ['its project is unknown', { projectId: '7d444840-9dc0-11d1-b245-5ffdce74fad2' }],
  ])('is deleted when %s', async (_case, wrong) => {
    const file = join(sandbox.dataFolder, 'spooled.dump');
    await writeFile(file, 'a dump');
    const request = { projectId: 'unknown', file, label: null, slugs: {}, isSpool: true, ...wrong };
    await withClient((client) => client.dumps.import(request).catch((error: unknown) => error));
    await expect.poll(() => existsSync(file)).toBe(false);
  });
});

/** Code that runs a program when it is run by a superuser, and leaves a file behind as its witness. */
const programFunction = (witness: string): string =>
  `CREATE FUNCTION public.run_program() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN EXECUTE 'COPY (SELECT 1) TO PROGRAM ''touch ${witness}'''; RETURN NEW; END $$;`;

describe('a hostile dump', () => {
  it.each([
    ['a shell command', (witness: string) => [`\\! touch ${witness}`], 'dump-runs-programs'],
    [
      'COPY FROM PROGRAM',
      (witness: string) => [`COPY public.django_site FROM PROGRAM 'touch ${witness}';`],
      'dump-runs-programs',
    ],
    [
      'a function in C',
      () => [
        "CREATE FUNCTION public.f() RETURNS void LANGUAGE c AS '/tmp/evil.so', 'f';",
        'SELECT public.f();',
      ],
      'dump-statement-refused',
    ],
    [
      'a program run by a trigger of its sites',
      (witness: string) => [
        programFunction(witness),
        'CREATE TRIGGER t BEFORE UPDATE ON public.django_site FOR EACH ROW EXECUTE FUNCTION public.run_program();',
      ],
      'import-failed',
    ],
  ])('with %s is refused, runs nothing and leaves nothing', async (name, statements, code) => {
    const witness = join(sandbox.dataFolder, `witness-${code}`);
    const file = writeDump(sandbox, `${name}.sql`, [...siteTable, ...statements(witness)]);
    const { exitCode, error } = await sandbox.refused('import', file, '--project', project);
    expect([exitCode, error.code]).toEqual([1, code]);
    expect(existsSync(witness)).toBe(false);
    expect(await databases()).toEqual([]);
    expect(await importedDatabases(sandbox)).toEqual([]);
    expect(await leftovers(sandbox)).toEqual([]);
  });

  it('whose sites are a view over a function is imported without sites, and nobody ever reads it as superuser', async () => {
    const witness = join(sandbox.dataFolder, 'witness-view');
    const file = writeDump(sandbox, 'view.sql', [
      `CREATE FUNCTION public.evil() RETURNS integer LANGUAGE plpgsql AS $$
BEGIN EXECUTE 'COPY (SELECT 1) TO PROGRAM ''touch ${witness}'''; RETURN 1; END $$;`,
      "CREATE VIEW public.django_site AS SELECT public.evil() AS id, text 'a' AS domain, text 'b' AS name;",
    ]);
    await importDump(file);
    expect(await sites()).toEqual([]);
    expect(existsSync(witness)).toBe(false);
  });

  it('that changes roles is imported, and nobody is given anything', async () => {
    const before = await askServer(
      sandbox,
      'select rolname, rolsuper, rolcreaterole from pg_roles order by 1',
    );
    await importDump(
      writeDump(sandbox, 'roles.sql', [
        ...siteTable,
        'CREATE ROLE intruder SUPERUSER LOGIN;',
        'ALTER ROLE CURRENT_USER SUPERUSER;',
        'SET ROLE postgres;',
        'SET SESSION AUTHORIZATION postgres;',
        'GRANT pg_execute_server_program TO CURRENT_USER;',
        "ALTER SYSTEM SET archive_command = 'touch x';",
        'GRANT ALL ON TABLE public.django_site TO PUBLIC;',
      ]),
    );
    const after = await askServer(
      sandbox,
      'select rolname, rolsuper, rolcreaterole from pg_roles order by 1',
    );
    expect(after.filter((role) => !JSON.stringify(role).includes('project_'))).toEqual(
      before.filter((role) => !JSON.stringify(role).includes('project_')),
    );
    expect(
      await askServer(sandbox, "select count(*)::int from pg_roles where rolname ~ '^project_' and rolsuper"),
    ).toEqual([0]);
    const [database] = await databases();
    expect(database?.report?.skipped.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['SET role', 'SET session_authorization']),
    );
  });

  it('that never lets its sites be written is cancelled like any other', async () => {
    const importing = sandbox.refused('import', stuckDump(), '--project', project);
    const { id } = await importInPhase('rewriting');
    await sandbox.json('cancel', id);
    expect(await importing).toMatchObject({ exitCode: 130, error: { code: 'cancelled' } });
    expect(await importedDatabases(sandbox)).toEqual([]);
    expect(await leftovers(sandbox)).toEqual([]);
  });
});
