import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig } from './load-config';
import { managePyText, type ProjectFolder, projectFolder } from './testing/project-folder';
import { makeVirtualenv } from './testing/virtualenv';

const folderWith = async (files: Readonly<Record<string, string>>): Promise<ProjectFolder> => {
  const folder = await projectFolder({ 'manage.py': managePyText, ...files });
  await makeVirtualenv(join(folder.path, '.venv'), { django: '5.2.1' });
  return folder;
};

const load = (folder: ProjectFolder, variables: Record<string, string> = {}) =>
  loadConfig({ folder: folder.path, environment: { PATH: process.env.PATH, ...variables } });

describe('the configuration of a project', () => {
  test('needs no file: everything is detected or has a default', async () => {
    await using folder = await folderWith({});
    const config = await load(folder);
    expect(config).toMatchObject({
      folder: folder.path,
      name: folder.path.split('/').at(-1),
      settings: 'shop.settings',
      backend: 'auto',
      domainFormat: '{}.127.0.0.1.nip.io',
      defaultMode: 'single-process',
      readyTimeoutMs: 60_000,
      rewriteDomains: true,
      useRealDomain: false,
      afterImport: [],
    });
    const origins = new Map(config.lines.map(({ key, origin }) => [key, origin]));
    expect(origins.get('django.settings')).toBe('detected');
    expect(origins.get('domainFormat')).toBe('default');
  });

  test('merges the local file over the shared one, objects key by key, lists as a whole', async () => {
    await using folder = await folderWith({
      'manysite.json': JSON.stringify({
        name: 'shop',
        serve: { env: { DEBUG: '1', LEVEL: 'info' }, warmUp: ['/', '/de/'] },
        sites: { a: { id: 1, name: 'A' } },
      }),
      'manysite.local.json': JSON.stringify({
        serve: { env: { LEVEL: 'debug' }, warmUp: ['/en/'] },
        sites: { a: { realDomain: 'a.test' } },
      }),
    });
    const config = await load(folder);
    expect(config.env).toEqual({ DEBUG: '1', LEVEL: 'debug' });
    expect(config.warmUp).toEqual(['/en/']);
    expect(config.sites).toEqual({ a: { id: 1, name: 'A', realDomain: 'a.test' } });
    const origins = new Map(config.lines.map(({ key, origin }) => [key, origin]));
    expect(origins.get('serve.env.DEBUG')).toBe('manysite.json');
    expect(origins.get('serve.env.LEVEL')).toBe('manysite.local.json');
    expect(origins.get('sites.a.realDomain')).toBe('manysite.local.json');
  });

  test('lets variables of django-multisite-plus win over the files, the environment over env files', async () => {
    await using folder = await folderWith({
      'manysite.json': JSON.stringify({
        domainFormat: '{}.file.test',
        defaultMode: 'single-process',
        sites: { a: {} },
      }),
      '.env': [
        'DJANGO_MULTISITE_PLUS_REWRITE_DOMAIN_FORMAT={}.env-file.test',
        'DJANGO_MULTISITE_PLUS_MODE=multi-process',
        'DJANGO_MULTISITE_PLUS_SITES={"b": {"id": 2}}',
        'DJANGO_SETTINGS_MODULE=shop.local',
      ].join('\n'),
    });
    const config = await load(folder, { DJANGO_MULTISITE_PLUS_REWRITE_DOMAIN_FORMAT: '{}.shell.test' });
    expect(config).toMatchObject({
      domainFormat: '{}.shell.test',
      defaultMode: 'multi-process',
      settings: 'shop.local',
      sites: { b: { id: 2 } },
    });
    expect(config.lines.find(({ key }) => key === 'domainFormat')).toEqual({
      key: 'domainFormat',
      value: '{}.shell.test',
      origin: 'environment',
      detail: 'DJANGO_MULTISITE_PLUS_REWRITE_DOMAIN_FORMAT',
      overridden: [
        {
          value: '{}.env-file.test',
          origin: 'env-file',
          detail: 'DJANGO_MULTISITE_PLUS_REWRITE_DOMAIN_FORMAT in .env',
        },
        { value: '{}.file.test', origin: 'manysite.json', detail: 'manysite.json, line 1' },
      ],
    });
    expect(config.lines.find(({ key }) => key === 'defaultMode')).toMatchObject({
      origin: 'env-file',
      detail: 'DJANGO_MULTISITE_PLUS_MODE in .env',
    });
    expect(config.lines.map(({ key }) => key)).not.toContain('sites.a');
  });

  test("reads the project's own settings, below its files; sites of one place count as a whole", async () => {
    await using folder = await folderWith({
      'shop/settings.py': [
        "DJANGO_MULTISITE_PLUS_REWRITE_DOMAIN_FORMAT = '{}.divio.me'",
        "DJANGO_MULTISITE_PLUS_MODE = 'multi-process'",
        "DJANGO_MULTISITE_PLUS_SITES = {'portal': {'id': 1}, 'two': {}}",
        'SITE_ID = 2',
      ].join('\n'),
      'manysite.json': '{\n  // ours\n  "domainFormat": "{}.localhost",\n  "sites": { "a": { "id": 7 } }\n}',
    });
    const config = await load(folder);
    expect(config).toMatchObject({
      domainFormat: '{}.localhost',
      defaultMode: 'multi-process',
      sites: { a: { id: 7 } },
      siteId: 2,
    });
    const lines = new Map(config.lines.map((line) => [line.key, line]));
    expect(lines.get('domainFormat')).toEqual({
      key: 'domainFormat',
      value: '{}.localhost',
      origin: 'manysite.json',
      detail: 'manysite.json, line 3',
      overridden: [
        {
          value: '{}.divio.me',
          origin: 'settings.py',
          detail: 'DJANGO_MULTISITE_PLUS_REWRITE_DOMAIN_FORMAT in shop/settings.py, line 1',
        },
      ],
    });
    expect(lines.get('defaultMode')).toMatchObject({ origin: 'settings.py', overridden: [] });
    expect(lines.get('sites')).toMatchObject({
      value: ['a'],
      origin: 'manysite.json',
      overridden: [{ value: ['portal', 'two'], origin: 'settings.py' }],
    });
    expect([...lines.keys()].filter((key) => key.startsWith('sites.'))).toEqual(['sites.a.id']);
  });

  test('is not hindered by settings that cannot be read, and says so', async () => {
    await using folder = await folderWith({ 'shop/settings.py': 'SITE_ID = 1\nraise KeyError("SECRET")\n' });
    const { lines, notes } = await load(folder);
    expect(notes).toEqual([expect.stringContaining('shop.settings could not be read: KeyError')]);
    expect(lines.find(({ key }) => key === 'django.settings')?.detail).toMatch(
      /^manage\.py, line 9; shop\.settings could not be read/,
    );
  });

  test('has one line for each key, and shows no secret', async () => {
    await using folder = await folderWith({
      'manysite.json': JSON.stringify({
        serve: { env: { SECRET_KEY: 'hunter2', CACHE: 'redis://:hunter2@x/1' } },
      }),
    });
    const { lines } = await load(folder);
    const keys = lines.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(JSON.stringify(lines)).not.toContain('hunter2');
  });

  test('takes manage.py and Python from where the file says', async () => {
    await using folder = await folderWith({
      'backend/one/two/three/manage.py': managePyText.replace('shop.settings', 'deep.settings'),
      'manysite.json': '{ "django": { "root": "backend/one/two/three", "python": ".venv/bin/python" } }',
    });
    const config = await load(folder);
    expect(config.detected.root).toBe(join(folder.path, 'backend/one/two/three'));
    expect(config.settings).toBe('deep.settings');
    expect(config.detected.python.foundIn).toBe('django.python');
  });

  test('refuses a format that Python refuses, and says where it is from', async () => {
    await using folder = await folderWith({ 'manysite.json': '{ "domainFormat": "{}.{}" }' });
    await expect(load(folder)).rejects.toMatchObject({
      code: 'domain-format-invalid',
      message: expect.stringContaining('manysite.json'),
    });
  });

  test('names the broken one of the two files', async () => {
    await using folder = await folderWith({ 'manysite.json': '{}', 'manysite.local.json': '{ "name": 1 }' });
    await expect(load(folder)).rejects.toMatchObject({
      code: 'project-file-invalid',
      message: expect.stringContaining('manysite.local.json, line 1, column 11'),
    });
  });

  test('notes env files that are named and not there', async () => {
    await using folder = await folderWith({ 'manysite.json': '{ "serve": { "envFiles": [".env.dev"] } }' });
    const { lines } = await load(folder);
    expect(lines.find(({ key }) => key === 'serve.envFiles')?.detail).toBe(
      'manysite.json, line 1; not there: .env.dev',
    );
  });
});
