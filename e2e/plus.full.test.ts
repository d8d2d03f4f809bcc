import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConfigValue, Status } from '../app/contract';
import { servePlusProject } from './support/plus-journey';
import { makeAldrynProject, plusDump } from './support/plus-project';
import { ensurePlusVirtualenv, plusDjangos } from './support/plus-virtualenvs.mjs';
import { openSandbox, type Sandbox } from './support/sandbox';
import { visit } from './support/visitor';

describe('a project made for django-multisite-plus', () => {
  let sandbox: Sandbox;
  beforeAll(() => {
    sandbox = openSandbox();
  });
  afterAll(() => sandbox.dispose());

  it.each(plusDjangos)('runs unchanged on %s', async (django) => {
    await servePlusProject(sandbox, django, await ensurePlusVirtualenv(django));
  });

  it("runs unchanged as Divio lays it out, with aldryn-addons' own settings and .env-local", async () => {
    const folder = makeAldrynProject(sandbox, 'aldryn', await ensurePlusVirtualenv('django-1.11'));
    writeFileSync(join(folder, '.env-local'), 'DJANGO_MULTISITE_PLUS_MODE=multi-process\n');
    const ofProject = ['--project', folder];
    await sandbox.json('add', folder);
    const config = (await sandbox.json('config', ...ofProject)) as ConfigValue[];
    const lineOf = (key: string) => config.find((line) => line.key === key);
    const form = 'addons/django-multisite-plus/settings.json';
    expect(lineOf('django.settings')).toMatchObject({
      value: 'settings',
      detail: expect.stringMatching(/^manage\.py, line \d+$/),
    });
    expect(lineOf('domainFormat')).toMatchObject({
      value: '{}.aldryn.localhost',
      origin: 'settings.py',
      detail: `DJANGO_MULTISITE_PLUS_REWRITE_DOMAIN_FORMAT in ${form}`,
    });
    expect(lineOf('defaultMode')).toMatchObject({
      value: 'multi-process',
      detail: 'DJANGO_MULTISITE_PLUS_MODE in .env-local',
      overridden: [{ value: 'single-process', detail: `DJANGO_MULTISITE_PLUS_MODE in ${form}` }],
    });
    await sandbox.json('import', plusDump, ...ofProject);
    await sandbox.json('start', ...ofProject);
    const { router, mode } = (await sandbox.json('status', ...ofProject)) as Status;
    expect(mode).toBe('multi-process');
    const page = await visit({ port: router.port ?? 0, host: 'site2.aldryn.localhost' });
    expect(JSON.parse(page.body)).toMatchObject({ siteId: 3, domain: 'site2.aldryn.localhost', mode });
  });
});
