import { afterAll, beforeAll, expect, it } from 'vitest';
import { servePlusProject } from './support/plus-journey';
import { ensureOnePlusVirtualenv } from './support/plus-virtualenvs.mjs';
import { openSandbox, type Sandbox } from './support/sandbox';

let sandbox: Sandbox;
let python: string;
beforeAll(async () => {
  sandbox = openSandbox();
  python = await ensureOnePlusVirtualenv();
});
afterAll(() => sandbox.dispose());

it('a project made for django-multisite-plus runs unchanged, in both modes, with the real packages', async () => {
  await servePlusProject(sandbox, 'plus', python);
  const { stdout } = await sandbox.run('doctor', '--project', 'plus');
  expect(stdout).toMatch(/django-multisite-plus 0\.6\.3/);
});
