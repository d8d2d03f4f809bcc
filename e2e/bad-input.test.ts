import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Status } from '../app/contract';
import { liveDump, makeProject, stageDump } from './support/made-project';
import { openSandbox, type Sandbox } from './support/sandbox';

const mysqlDump = `-- MySQL dump 10.13  Distrib 5.5.41, for debian-linux-gnu (x86_64)
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
DROP TABLE IF EXISTS \`django_site\`;
CREATE TABLE \`django_site\` (\`id\` int(11) NOT NULL AUTO_INCREMENT, \`domain\` varchar(100) NOT NULL);
INSERT INTO \`django_site\` VALUES (1,'example.com');
`;

const dumpAll = `--
-- PostgreSQL database cluster dump
--
CREATE ROLE cmsuser;
ALTER ROLE cmsuser WITH SUPERUSER;
DROP DATABASE template1;
\\connect mezzanine
`;

describe('bad input gets a clear error, and changes nothing', () => {
  let sandbox: Sandbox;
  let project: string;

  const file = (name: string, content: string | Buffer): string => {
    const path = join(sandbox.dataFolder, name);
    writeFileSync(path, content);
    return path;
  };
  const databases = async (): Promise<Database[]> =>
    (await sandbox.json('databases', '--project', project)) as Database[];

  beforeAll(async () => {
    sandbox = openSandbox();
    project = makeProject(sandbox, 'shop');
    await sandbox.json('add', project);
    await sandbox.json('import', liveDump, '--project', project);
  });
  afterAll(() => sandbox.dispose());

  it('a folder without manage.py', async () => {
    const folder = join(sandbox.dataFolder, 'empty');
    mkdirSync(folder);
    const { exitCode, error } = await sandbox.refused('add', folder);
    expect({ exitCode, code: error.code }).toEqual({ exitCode: 2, code: 'not-a-django-project' });
    expect(error.message).toContain('manage.py');
    expect(error.message).toContain(folder);
    expect(await sandbox.json('status', '--project', 'shop')).toMatchObject({ project: 'shop' });
  });

  it('a Python that is missing', async () => {
    const folder = makeProject(sandbox, 'snakeless');
    writeFileSync(
      join(folder, 'manysite.local.json'),
      JSON.stringify({ django: { python: '.venv/bin/python' } }),
    );
    const { exitCode, error } = await sandbox.refused('add', folder);
    expect({ exitCode, code: error.code }).toEqual({ exitCode: 4, code: 'python-missing' });
    expect(error.message).toContain('.venv/bin/python');
  });

  it('a broken manysite.json, with the line and the key', async () => {
    const folder = makeProject(sandbox, 'broken');
    writeFileSync(join(folder, 'manysite.json'), '{\n  "name": "broken",\n  "defaultMode": "many"\n}\n');
    const { exitCode, error } = await sandbox.refused('add', folder);
    expect({ exitCode, code: error.code }).toEqual({ exitCode: 2, code: 'project-file-invalid' });
    expect(error.message).toMatch(/manysite\.json.*3/);
    expect(error.message).toContain('defaultMode');
    expect(error.message).toContain('multi-process');
  });

  it.each([
    ['a truncated archive', () => readFileSync(liveDump).subarray(0, 30_000), 'dump-truncated'],
    [
      'plain SQL cut in the middle',
      () => gunzipSync(readFileSync(stageDump)).subarray(0, 20_000),
      'dump-truncated',
    ],
    ['a truncated gzip', () => readFileSync(stageDump).subarray(0, 5_000), 'dump-truncated'],
    ['a MySQL dump', () => mysqlDump, 'dump-is-mysql'],
    ['a file of pg_dumpall', () => dumpAll, 'dump-is-pg-dumpall'],
    ['an empty file', () => '', 'dump-empty'],
    ['a zip file', () => Buffer.from('PK\x03\x04 and so on'), 'dump-format-unsupported'],
  ])('%s is refused and leaves nothing behind', async (_, content, code) => {
    const before = await databases();
    const path = file('bad.dump', content());
    const { exitCode, error } = await sandbox.refused('import', path, '--project', project);
    expect({ exitCode, code: error.code }).toEqual({ exitCode: 1, code });
    expect(error.message).toContain('bad.dump');
    expect(await databases()).toEqual(before);
    expect((await sandbox.refused('inspect', path)).error.code).toBe(code);
  });

  it('a dump that is not there', async () => {
    const { exitCode, error } = await sandbox.refused('import', '/nowhere/at/all.dump', '--project', project);
    expect({ exitCode, code: error.code }).toEqual({ exitCode: 2, code: 'file-not-found' });
  });

  it('an unknown site, database, project, command and option', async () => {
    expect(await sandbox.refused('env', '--site', 'nope', '--project', project)).toMatchObject({
      exitCode: 2,
      error: { code: 'site-not-found' },
    });
    const unknown = await sandbox.refused('switch', 'nope', '--project', project);
    expect(unknown).toMatchObject({ exitCode: 2, error: { code: 'database-not-found' } });
    expect(unknown.error.hint).toContain('shop_live_2026_10_30');
    expect(await sandbox.refused('status', '--project', 'nope')).toMatchObject({
      exitCode: 2,
      error: { code: 'project-not-found' },
    });
    expect((await sandbox.run('nonsense')).exitCode).toBe(2);
    expect((await sandbox.run('start', '--nonsense')).exitCode).toBe(2);
    expect((await sandbox.run('mode', 'many', '--project', project)).exitCode).toBe(2);
  });

  it('a slug for a site that the dump does not have, or that no domain can hold', async () => {
    const before = await databases();
    const unknown = await sandbox.refused('import', stageDump, '--project', project, '--slug', '99=x');
    expect(unknown).toMatchObject({ exitCode: 2, error: { code: 'site-not-found' } });
    const bad = await sandbox.refused(
      'import',
      stageDump,
      '--project',
      project,
      '--slug',
      '1=has_underscore',
    );
    expect(bad).toMatchObject({ exitCode: 2, error: { code: 'setting-invalid' } });
    expect(await databases()).toEqual(before);
  });

  describe('a taken router port', () => {
    let holder: Server;
    let port: number;
    beforeAll(async () => {
      holder = createServer();
      await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
      const address = holder.address();
      port = typeof address === 'object' && address !== null ? address.port : 0;
    });
    afterAll(() => new Promise((resolve) => holder.close(resolve)));

    it('names its holder, and another port works', async () => {
      const { exitCode, error } = await sandbox.refused(
        'start',
        '--project',
        project,
        '--port',
        String(port),
      );
      expect({ exitCode, code: error.code }).toEqual({ exitCode: 3, code: 'port-taken' });
      expect(error.message).toContain(String(port));
      expect(error.message).toContain(String(process.pid));
      expect(error.hint).toContain('--port');
      expect(((await sandbox.json('status', '--project', project)) as Status).servers).toEqual([]);
    });
  });

  it.each([
    [
      'a command that never gets ready',
      ['python', '-c', 'import time; time.sleep(600)  # {port}'],
      'server-not-ready',
    ],
    [
      'a command that dies at once',
      ['python', '-c', 'import sys; sys.exit("no such theme")  # {port}'],
      'server-died',
    ],
    ['a command that does not exist', ['no-such-program', '{port}'], 'command-not-found'],
  ])('%s', async (title, command, code) => {
    const name = title.replaceAll(' ', '-');
    const folder = makeProject(sandbox, name, { command, readyTimeoutSeconds: 3 });
    await sandbox.json('add', folder);
    await sandbox.json('import', liveDump, '--project', folder);
    const { exitCode, error } = await sandbox.refused('start', '--project', folder);
    expect({ exitCode, code: error.code }).toEqual({ exitCode: 5, code });
    if (code === 'server-died') expect(JSON.stringify(error)).toContain('no such theme');
    expect(((await sandbox.json('status', '--project', folder)) as Status).servers).toEqual([]);
    await sandbox.json('remove', '--project', folder, '--yes');
  });

  it('a command without {port}', async () => {
    const folder = makeProject(sandbox, 'portless', { command: ['python', 'manage.py', 'runserver'] });
    await sandbox.json('add', folder);
    await sandbox.json('import', liveDump, '--project', folder);
    expect(await sandbox.refused('start', '--project', folder)).toMatchObject({
      exitCode: 2,
      error: { code: 'setting-invalid' },
    });
  });

  it('an after-import step that fails keeps the database and says what to do', async () => {
    const folder = makeProject(sandbox, 'steps');
    const settings = {
      name: 'steps',
      afterImport: [['python', '-c', 'raise SystemExit("migration 0042 is missing")']],
    };
    writeFileSync(join(folder, 'manysite.json'), JSON.stringify(settings));
    await sandbox.json('add', folder);
    await sandbox.run('import', liveDump, '--project', folder);
    const list = async () => (await sandbox.json('databases', '--project', folder)) as Database[];
    expect(await list()).toMatchObject([
      { state: 'needs-attention', attention: expect.stringContaining('migration 0042 is missing') },
    ]);
    await sandbox.json('settle', 'live-2026-10-30', '--skip', '--project', folder);
    expect(await list()).toMatchObject([{ state: 'ready', attention: null }]);
  });
});
