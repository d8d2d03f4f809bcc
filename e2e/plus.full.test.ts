import { afterAll, beforeAll, describe, it } from 'vitest';
import { servePlusProject } from './support/plus-journey';
import { ensurePlusVirtualenv, plusDjangos } from './support/plus-virtualenvs.mjs';
import { openSandbox, type Sandbox } from './support/sandbox';

describe('a project made for django-multisite-plus', () => {
  let sandbox: Sandbox;
  beforeAll(() => {
    sandbox = openSandbox();
  });
  afterAll(() => sandbox.dispose());

  it.each(plusDjangos)('runs unchanged on %s', async (django) => {
    await servePlusProject(sandbox, django, await ensurePlusVirtualenv(django));
  });
});
