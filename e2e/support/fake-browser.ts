import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from './sandbox';

export interface FakeBrowser {
  /** Put first on the PATH, so that it is what the system opens addresses with. */
  readonly folder: string;
  /** What it was asked to open so far. */
  opened(): string[];
}

/** A program in the place of the system's browser, which writes down what it is to open. */
export const makeFakeBrowser = (sandbox: Sandbox): FakeBrowser => {
  const folder = join(sandbox.dataFolder, 'fake-browser');
  const said = join(folder, 'opened');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\necho "$1" >> '${said}'\n`, { mode: 0o755 });
  return {
    folder,
    opened: () => (existsSync(said) ? readFileSync(said, 'utf8').trim().split('\n') : []),
  };
};
