import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSettingsFiles } from '../detect/settings-files';
import { type ProjectFolder, projectFolder } from '../testing/project-folder';
import { readDjangoSettings } from './django-settings';

const read = async (
  folder: ProjectFolder,
  more: Partial<Parameters<typeof readDjangoSettings>[0]> = {},
): ReturnType<typeof readDjangoSettings> =>
  readDjangoSettings({
    folder: folder.path,
    root: folder.path,
    module: 'shop.settings',
    settingsFiles: await readSettingsFiles(folder.path, more.module ?? 'shop.settings'),
    python: 'python3',
    environment: { PATH: process.env.PATH, DATABASE_URL: 'postgres://live.example/live' },
    envFileVariables: [],
    serveEnv: {},
    timeoutMs: 30_000,
    ...more,
  });

const readmeSettings = `
DJANGO_MULTISITE_PLUS_SITES = {
    'portal': {'id': 1, 'real_domain': 'www.example.com', 'name': 'Example Portal'},
    'site1': {'id': 2, 'real_domain': 'www.site1.com', 'name': 'Site 1'},
}
DJANGO_MULTISITE_PLUS_REWRITE_DOMAIN_FORMAT = '{}.divio.me'
DJANGO_MULTISITE_PLUS_MODE = 'multi-process'
DJANGO_MULTISITE_PLUS_USE_REAL_DOMAIN = False
DJANGO_WEB_WORKERS = 3
`;

describe("a project's own settings", () => {
  test('give SITES, format and mode as the README of django-multisite-plus has them, with file and line', async () => {
    await using folder = await projectFolder({ 'shop/settings.py': readmeSettings });
    const { values, notes } = await read(folder);
    expect(notes).toEqual([]);
    expect(values.sites).toEqual([
      {
        value: {
          portal: { id: 1, realDomain: 'www.example.com', name: 'Example Portal' },
          site1: { id: 2, realDomain: 'www.site1.com', name: 'Site 1' },
        },
        origin: 'settings.py',
        detail: 'DJANGO_MULTISITE_PLUS_SITES in shop/settings.py, line 2',
      },
    ]);
    expect(values).toMatchObject({
      domainFormat: [{ value: '{}.divio.me' }],
      mode: [{ value: 'multi-process' }],
      useRealDomain: [{ value: false }],
      webWorkers: [{ value: 3, detail: 'DJANGO_WEB_WORKERS in shop/settings.py, line 9' }],
      rewriteDomains: [],
    });
  });

  test('are not run where they mention nothing of it', async () => {
    await using folder = await projectFolder({
      'shop/settings.py': "# SITE_ID = 3\nopen('ran', 'w').close()\n",
    });
    expect((await read(folder)).values.siteId).toEqual([]);
    expect(existsSync(join(folder.path, 'ran'))).toBe(false);
  });

  test('tell the default of a SiteID, whatever they print', async () => {
    await using folder = await projectFolder({
      'multisite/__init__.py':
        'class SiteID:\n    def __init__(self, default):\n        self.default = default\n    def get_default(self):\n        return self.default\n',
      'shop/settings.py': "from multisite import SiteID\nprint('hello')\nSITE_ID = SiteID(default=4)\n",
    });
    expect((await read(folder)).values.siteId).toMatchObject([{ value: 4 }]);
  });

  test('are imported as a server would, but with no database, and not with what is to be found out', async () => {
    await using folder = await projectFolder({
      'shop/base.py': "import os\nSITE_ID = int(os.environ['HERE'])\n",
      'shop/settings.py': `
from .base import *
import json
json.dump(dict(os.environ), open('seen.json', 'w'))
DJANGO_MULTISITE_PLUS_MODE = os.environ.get('DJANGO_MULTISITE_PLUS_MODE', 'single-process')
`,
    });
    const live = 'postgres://u:p@live.example/live';
    const { values, notes } = await read(folder, {
      envFileVariables: [
        { name: 'HERE', value: '5', file: '.env' },
        { name: 'DATABASE_URL', value: live, file: '.env' },
        { name: 'PGSERVICE', value: 'live', file: '.env' },
        { name: 'DJANGO_MULTISITE_PLUS_MODE', value: 'multi-process', file: '.env' },
      ],
      serveEnv: { DATABASE_URL: live, PGHOST: 'live.example' },
    });
    expect(notes).toEqual([]);
    expect(values).toMatchObject({
      mode: [{ value: 'single-process' }],
      siteId: [{ value: 5, detail: 'SITE_ID in shop/base.py, line 2' }],
    });
    expect(readFileSync(join(folder.path, 'seen.json'), 'utf8')).not.toContain('live');
  });

  test.each([
    ['raise', "raise RuntimeError('no key')\nSITE_ID = 1\n", /could not be read: RuntimeError: no key/],
    ['exit', 'import sys\nSITE_ID = 1\nsys.exit(3)\n', /could not be read: .*3/],
    ['hang', 'import time\nSITE_ID = 1\ntime.sleep(600)\n', /could not be read: it took longer than 2 s/],
    [
      'ask a database',
      "import socket\nSITE_ID = 1\nsocket.create_connection(('127.0.0.1', 1), 5)\n",
      /refused/,
    ],
  ])('that %s are a note, and nothing else', async (_, text, note) => {
    await using folder = await projectFolder({ 'shop/settings.py': text });
    const { values, notes } = await read(folder, { timeoutMs: 2_000 });
    expect(notes).toEqual([expect.stringMatching(note)]);
    expect(values.siteId).toEqual([]);
  });

  test('of a wrong value say so, and it does not count', async () => {
    await using folder = await projectFolder({
      'shop/settings.py':
        "DJANGO_MULTISITE_PLUS_REWRITE_DOMAIN_FORMAT = '{}.{}'\nDJANGO_MULTISITE_PLUS_MODE = 'both'\n",
    });
    const { values, notes } = await read(folder);
    expect(values).toMatchObject({ domainFormat: [], mode: [] });
    expect(notes).toEqual([
      expect.stringContaining('DJANGO_MULTISITE_PLUS_REWRITE_DOMAIN_FORMAT in shop/settings.py, line 1'),
      expect.stringContaining('single-process or multi-process, and is "both"'),
    ]);
  });
});

describe('an aldryn project', () => {
  const aldryn = {
    'settings.py': 'import aldryn_addons.settings\naldryn_addons.settings.load(locals())\n',
    'addons/django-multisite-plus/settings.json':
      '{"rewrite_domain_format": "{}.shop.divio.me", "mode": "multi-process", "rewrite_domains": true}',
    'addons/django-multisite-plus/aldryn_config.py': 'class Form: pass\n',
  };
  /** As aldryn-addons does it: the add-on's stored form becomes settings. */
  const addons = {
    'aldryn_addons/__init__.py': '',
    'aldryn_addons/settings.py': `
import json
def load(settings):
    stored = json.load(open('addons/django-multisite-plus/settings.json'))
    settings['DJANGO_MULTISITE_PLUS_REWRITE_DOMAIN_FORMAT'] = stored['rewrite_domain_format']
    settings['DJANGO_MULTISITE_PLUS_USE_REAL_DOMAIN'] = False
`,
  };

  test('gives what its add-on makes of the stored form, and names the file', async () => {
    await using folder = await projectFolder({ ...aldryn, ...addons });
    const { values, notes, files } = await read(folder, { module: 'settings' });
    expect(notes).toEqual([]);
    expect(values.domainFormat).toEqual([
      {
        value: '{}.shop.divio.me',
        origin: 'settings.py',
        detail: 'DJANGO_MULTISITE_PLUS_REWRITE_DOMAIN_FORMAT in addons/django-multisite-plus/settings.json',
      },
    ]);
    expect(values.useRealDomain).toMatchObject([{ detail: expect.stringContaining('aldryn_config.py') }]);
    expect(files).toContain(join(folder.path, 'addons/django-multisite-plus/settings.json'));
  });

  test('is read from the stored form alone where its settings cannot be imported', async () => {
    await using folder = await projectFolder(aldryn);
    const { values, notes } = await read(folder, { module: 'settings' });
    expect(notes).toEqual([expect.stringContaining("No module named 'aldryn_addons'")]);
    expect(values).toMatchObject({
      domainFormat: [{ value: '{}.shop.divio.me' }],
      mode: [{ value: 'multi-process' }],
      rewriteDomains: [{ value: true }],
    });
  });
});
