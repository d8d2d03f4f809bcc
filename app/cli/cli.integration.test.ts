import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let folder: string;
let entry: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manysite-cli-'));
  entry = join(folder, 'cli.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('./main.ts', import.meta.url))],
    outfile: entry,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    banner: {
      js: "import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);",
    },
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The command line as a process of its own, with a data folder where no host runs. */
const manysite = (words: readonly string[], environment: Record<string, string> = {}) =>
  execa(process.execPath, [entry, ...words], {
    env: { PATH: process.env.PATH, MANYSITE_DATA: join(folder, 'data'), ...environment },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
  });

describe('the command line as a process', () => {
  test('prints its help and ends with 0', async () => {
    const { exitCode, stdout } = await manysite(['--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('manysite demo && manysite start && manysite sites');
  });

  test.each([
    [['nonsense'], 2],
    [['start', '--port', '0'], 2],
    [['mode', 'both', '--json'], 2],
    [['quit'], 0],
  ])('%j ends with %i', async (words, code) => {
    expect((await manysite(words)).exitCode).toBe(code);
  });

  test('prints errors as JSON on stdout, and nothing on stderr, when JSON is asked for', async () => {
    const { stdout, stderr } = await manysite(['mode', 'both', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'mode-invalid', data: { mode: 'both' } } });
    expect(stderr).toBe('');
  });

  test('is coloured when that is forced, and never with NO_COLOR', async () => {
    const coloured = { FORCE_COLOR: '1' };
    expect((await manysite(['config', '--help'], coloured)).exitCode).toBe(0);
    expect((await manysite(['nonsense'], { ...coloured, NO_COLOR: '1' })).stderr).not.toContain('\u001b');
  });

  test('ends quietly when its reader goes away', async () => {
    const { exitCode, stderr } = await execa({
      shell: true,
      reject: false,
      env: { PATH: process.env.PATH },
      extendEnv: false,
    })`${process.execPath} ${entry} --help | head -n 1`;
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
  });
});
