import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, sandboxAt } from './sandbox';

/** A folder for several data folders, that are moved and copied. */
export interface Place {
  readonly folder: string;
  /** The sandbox of a data folder there, which may be there already. */
  at(name: string): Sandbox;
  dispose(): Promise<void>;
}

export const openPlace = (): Place => {
  const folder = mkdtempSync(join(tmpdir(), 'manysite-place-'));
  // PostgreSQL's own user must be able to enter.
  chmodSync(folder, 0o755);
  const sandboxes: Sandbox[] = [];
  return {
    folder,
    at: (name) => {
      mkdirSync(join(folder, name), { recursive: true });
      const sandbox = sandboxAt(join(folder, name));
      sandboxes.push(sandbox);
      return sandbox;
    },
    dispose: async () => {
      for (const sandbox of sandboxes) await sandbox.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** What a file of a data folder says, as JSON. */
export const valuesOf = (sandbox: Sandbox, file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(sandbox.dataFolder, file), 'utf8'));
