import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, type Sandbox } from './sandbox';

/** Dumps of the demo, as a user has them. */
export const liveDump = join(checkout, 'demo/dumps/live-2026-10-30.dump');
export const stageDump = join(checkout, 'demo/dumps/stage-2026-11-18.sql.gz');

const demoPython = join(checkout, 'demo/.venv/bin/python');

/** A copy of the demo's code with a manysite.json of its own, below the sandbox's folder. */
export const makeProject = (sandbox: Sandbox, name: string, serve: Record<string, unknown> = {}): string => {
  const folder = join(sandbox.dataFolder, 'projects', name);
  mkdirSync(folder, { recursive: true });
  for (const part of ['manage.py', 'tideline', 'pages', 'multisite_plus']) {
    cpSync(join(checkout, 'demo', part), join(folder, part), { recursive: true });
  }
  writeFileSync(join(folder, 'manysite.json'), JSON.stringify({ name, serve }));
  // What differs from machine to machine belongs into the local file.
  writeFileSync(join(folder, 'manysite.local.json'), JSON.stringify({ django: { python: demoPython } }));
  return folder;
};
