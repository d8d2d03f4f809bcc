import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from './sandbox';

/** The process of the host that has the sandbox's data folder. */
export const hostPid = (sandbox: Sandbox): number =>
  Number(JSON.parse(readFileSync(join(sandbox.dataFolder, 'host.lock'), 'utf8')).pid);
