import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { detectProject } from './detect-project';
import { managePyText, projectFolder } from './testing/project-folder';
import { makeVirtualenv } from './testing/virtualenv';

const environment = { PATH: process.env.PATH };

describe('detecting a project', () => {
  test('finds manage.py, settings, virtualenv, versions, packages and env files', async () => {
    await using folder = await projectFolder({
      'manage.py': managePyText,
      'shop/settings.py':
        "INSTALLED_APPS = ['django.contrib.sites', 'multisite', 'django_multisite_plus']\n# 'wagtail'\n",
      '.env': 'A=1',
      '.env.local': 'A=2',
    });
    await makeVirtualenv(join(folder.path, '.venv'), { Django: '5.2.1', 'django-multisite': '1.9.0' });
    const found = await detectProject(folder.path, { environment });
    expect(found).toMatchObject({
      folder: folder.path,
      root: folder.path,
      managePy: join(folder.path, 'manage.py'),
      settings: { module: 'shop.settings', line: 9 },
      djangoVersion: '5.2.1',
      envFiles: ['.env.local', '.env'],
      python: {
        path: join(folder.path, '.venv/bin/python'),
        virtualenv: join(folder.path, '.venv'),
        foundIn: '.venv',
        version: expect.stringMatching(/^3\.\d+\.\d+$/),
      },
    });
    expect(found.packages).toEqual([
      { name: 'django-contrib-sites', version: null, isInSettings: true },
      { name: 'django-multisite', version: '1.9.0', isInSettings: true },
      { name: 'django-multisite-plus', version: null, isInSettings: true },
    ]);
  });

  test.each(['src/manage.py', 'services/shop/manage.py'])('finds %s below the folder', async (file) => {
    await using folder = await projectFolder({ [file]: managePyText });
    await makeVirtualenv(join(folder.path, 'venv'), { django: '4.2' });
    const found = await detectProject(folder.path, { environment });
    expect(found.managePy).toBe(join(folder.path, file));
    expect(found.python.foundIn).toBe('venv');
  });

  test('looks for settings in the packages beside, so that a split settings folder is read whole', async () => {
    await using folder = await projectFolder({
      'manage.py': managePyText.replace('shop.settings', 'shop.settings.local'),
      'shop/settings/local.py': 'from .base import *\n',
      'shop/settings/base.py': 'INSTALLED_APPS = ["wagtail", "multisite"]\n',
    });
    await makeVirtualenv(join(folder.path, '.venv'), { django: '5.2' });
    const { packages } = await detectProject(folder.path, { environment });
    expect(packages.map(({ name }) => name)).toEqual(['django-multisite', 'wagtail']);
  });

  test("prefers the project's own virtualenv to the active one, and that to the PATH", async () => {
    await using folder = await projectFolder({ 'manage.py': managePyText });
    const active = join(folder.path, '../', `${folder.path.split('/').at(-1)}-active`);
    try {
      await makeVirtualenv(active, { django: '3.2' });
      const withActive = { ...environment, VIRTUAL_ENV: active };
      expect((await detectProject(folder.path, { environment: withActive })).djangoVersion).toBe('3.2');
      await makeVirtualenv(join(folder.path, 'env'), { django: '5.1' });
      expect((await detectProject(folder.path, { environment: withActive })).djangoVersion).toBe('5.1');
    } finally {
      await rm(active, { recursive: true });
    }
  });

  test("finds uv's virtualenv at the root of the workspace", async () => {
    await using workspace = await projectFolder({ 'uv.lock': '', 'sites/shop/manage.py': managePyText });
    await makeVirtualenv(join(workspace.path, '.venv'), { django: '5.2' });
    const found = await detectProject(join(workspace.path, 'sites/shop'), { environment });
    expect(found.python.virtualenv).toBe(join(workspace.path, '.venv'));
  });

  test('goes by the real path of a linked folder', async () => {
    await using folder = await projectFolder({ 'real/manage.py': managePyText });
    await makeVirtualenv(join(folder.path, 'real/.venv'), { django: '5.2' });
    await symlink(join(folder.path, 'real'), join(folder.path, 'link'));
    expect((await detectProject(join(folder.path, 'link'), { environment })).folder).toBe(
      join(folder.path, 'real'),
    );
  });

  test('refuses a folder without manage.py, naming what was looked for', async () => {
    await using folder = await projectFolder({
      'a/b/c/manage.py': managePyText,
      'manage.py': 'from flask_script import Manager',
    });
    await expect(detectProject(folder.path, { environment })).rejects.toMatchObject({
      code: 'not-a-django-project',
      message: expect.stringContaining('manage.py'),
      data: { lookedFor: ['manage.py', '*/manage.py', '*/*/manage.py'] },
    });
  });

  test('refuses a folder with several projects at the same depth, naming them', async () => {
    await using folder = await projectFolder({
      'one/manage.py': managePyText,
      'two/manage.py': managePyText,
    });
    await expect(detectProject(folder.path, { environment })).rejects.toMatchObject({
      code: 'not-a-django-project',
      message: expect.stringContaining('one/manage.py, two/manage.py'),
    });
  });

  test('refuses a file, and a folder that is not there', async () => {
    await using folder = await projectFolder({ 'manage.py': managePyText });
    await expect(detectProject(join(folder.path, 'manage.py'), { environment })).rejects.toMatchObject({
      code: 'not-a-django-project',
    });
    await expect(detectProject(join(folder.path, 'gone'), { environment })).rejects.toMatchObject({
      code: 'folder-missing',
    });
  });

  test('says that no Python runs where there is none', async () => {
    await using folder = await projectFolder({ 'manage.py': managePyText });
    await expect(detectProject(folder.path, { environment: { PATH: folder.path } })).rejects.toMatchObject({
      code: 'python-missing',
      hint: expect.stringContaining('python3 -m venv .venv'),
    });
  });

  test('says that the configured Python does not run', async () => {
    await using folder = await projectFolder({ 'manage.py': managePyText });
    await expect(detectProject(folder.path, { environment, python: 'nowhere/python' })).rejects.toMatchObject(
      {
        code: 'python-missing',
        message: expect.stringContaining('nowhere/python'),
      },
    );
  });

  test.each([
    ['requirements.txt', /\.venv\/bin\/python -m pip install -r requirements\.txt/],
    ['uv.lock', /uv sync/],
    ['poetry.lock', /poetry install/],
  ])('names the command that installs Django where %s is there', async (file, command) => {
    await using folder = await projectFolder({ 'manage.py': managePyText, [file]: '' });
    await makeVirtualenv(join(folder.path, '.venv'), {});
    await expect(detectProject(folder.path, { environment })).rejects.toMatchObject({
      code: 'django-missing',
      hint: expect.stringMatching(command),
    });
  });
});
