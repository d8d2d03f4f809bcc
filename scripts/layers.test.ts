import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import configuration, { layers } from '../.dependency-cruiser.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));

const cruiseIn = async (baseDir: string, folders: string[]): Promise<ICruiseResult> => {
  const { tsConfig: _, ...options } = configuration.options ?? {};
  const { output } = await cruise(folders, {
    ...(options as ICruiseOptions),
    baseDir,
    ruleSet: { forbidden: configuration.forbidden ?? [] },
    validate: true,
  });
  if (typeof output === 'string') throw new Error('expected a result, got text');
  return output;
};

/** Folders of the layer table that have source files of ours. */
const sourceFolders = Object.keys(layers).filter((folder) => folder !== 'prisma');

describe('the layer check', () => {
  it('sees modules in every folder of the table', async () => {
    const { modules } = await cruiseIn(root, ['app', 'main', 'renderer']);
    const unseen = sourceFolders.filter(
      (folder) => !modules.some(({ source }) => source.startsWith(`${folder}/`)),
    );
    expect(unseen).toEqual([]);
  }, 60_000);

  it('has every folder of app/ in the table', () => {
    const folders = readdirSync(join(root, 'app'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.map(({ name }) => `app/${name}`).filter((folder) => !(folder in layers))).toEqual([]);
  });

  describe('on a planted tree', () => {
    let folder: string;
    const plant = (file: string, text: string): void => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    };
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'manysite-layers-'));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it('reports an import against the table, an import of the file system in core, and nothing that is allowed', async () => {
      plant('app/servers/server.ts', "import { rule } from '../core/rule';\nexport const server = rule;\n");
      plant(
        'app/router/router.ts',
        "import { server } from '../servers/server';\nexport const router = server;\n",
      );
      plant(
        'app/core/rule.ts',
        "import { readFileSync } from 'node:fs';\nexport const rule = readFileSync;\n",
      );
      const { summary } = await cruiseIn(folder, ['app']);
      expect(summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`).sort()).toEqual([
        'core-does-no-io: app/core/rule.ts',
        'layer-app-router: app/router/router.ts',
      ]);
    });
  });
});
