import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, type Sandbox } from './sandbox';

const source = join(checkout, 'e2e/support/plus-project');

/** A dump of the project, as its live server had it: real domains everywhere. */
export const plusDump = join(source, 'dumps/live.sql');

/**
 * A project as the README of django-multisite-plus has it, with the real packages, below the sandbox's folder.
 *
 * @param python of a virtualenv with them, see plus-virtualenvs.mjs
 */
export const makePlusProject = (sandbox: Sandbox, name: string, python: string): string => {
  const folder = join(sandbox.dataFolder, 'projects', name);
  for (const part of ['manage.py', 'portal'])
    cpSync(join(source, part), join(folder, part), { recursive: true });
  writeFileSync(join(folder, 'manysite.local.json'), JSON.stringify({ django: { python } }));
  return folder;
};

/** The same sites in a project as Divio lays it out: its settings come of aldryn's add-ons. */
export const makeAldrynProject = (sandbox: Sandbox, name: string, python: string): string => {
  const folder = makePlusProject(sandbox, name, python);
  cpSync(join(source, 'aldryn'), folder, { recursive: true });
  const managePy = readFileSync(join(folder, 'manage.py'), 'utf8');
  writeFileSync(join(folder, 'manage.py'), managePy.replace('portal.settings', 'settings'));
  return folder;
};
