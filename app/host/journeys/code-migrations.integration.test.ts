import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../projects/load-config';
import { demoProject, testPython } from '../../servers/django/django-runs';
import { readCodeMigrations } from './code-migrations';

let folder: string;

beforeAll(async () => {
  await testPython();
  folder = await mkdtemp(join(tmpdir(), 'manysite-code-'));
});
afterAll(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

const read = async (project: string) =>
  readCodeMigrations(
    {
      cluster: { host: '127.0.0.1', port: 1 },
      environment: process.env,
      folders: { data: folder },
      layout: { overlayFolder: join(import.meta.dirname, '../../servers/django') },
    },
    await loadConfig({ folder: project, environment: process.env }),
    new AbortController().signal,
  );

describe('the migrations of a project', () => {
  it('are those of its own code and of its packages, read without a database', async () => {
    const { migrations, reason, afterImport } = await read(demoProject);
    expect(reason).toBeNull();
    expect(migrations).toContainEqual({ app: 'sites', name: '0001_initial', replaces: [] });
    expect(migrations?.some(({ app }) => app === 'pages')).toBe(true);
    expect(afterImport).toEqual([['python', 'manage.py', 'migrate', '--noinput']]);
  });

  it('that does not load are not known, with Python’s own reason', async () => {
    const broken = join(folder, 'broken');
    for (const part of ['manage.py', 'tideline', 'pages', 'multisite_plus'])
      await cp(join(demoProject, part), join(broken, part), { recursive: true });
    await symlink(join(demoProject, '.venv'), join(broken, '.venv'));
    await writeFile(join(broken, 'manysite.json'), '{}');
    await writeFile(join(broken, 'tideline/settings.py'), 'import no_such_module\n');
    expect(await read(broken)).toMatchObject({
      migrations: null,
      reason: "ModuleNotFoundError: No module named 'no_such_module'",
    });
  });
});
