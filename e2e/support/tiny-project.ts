import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeProject } from './made-project';
import type { Sandbox } from './sandbox';

/** What the server of a database (a part of its name) or of a site (`site 2`) does at its start. */
export type Behaviour = Readonly<Record<string, 'die' | 'deaf' | 'chatty'>>;

const program = fileURLToPath(new URL('./tiny-server.py', import.meta.url));

export const setBehaviour = (folder: string, behaviour: Behaviour): void =>
  writeFileSync(join(folder, 'behaviour.json'), JSON.stringify(behaviour));

/** A real project with real dumps, whose servers are not Django: for what supervision and router do around them. */
export const makeTinyProject = (sandbox: Sandbox, name: string, behaviour: Behaviour = {}): string => {
  const folder = makeProject(sandbox, name, {
    command: ['python', 'tiny-server.py', '{host}', '{port}'],
    readyTimeoutSeconds: 120,
  });
  copyFileSync(program, join(folder, 'tiny-server.py'));
  setBehaviour(folder, behaviour);
  return folder;
};
