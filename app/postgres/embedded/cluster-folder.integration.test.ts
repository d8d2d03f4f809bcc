import { chmod, cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clusterScene, remember } from '../testing/cluster-scene';

const scene = clusterScene();
const isRoot = process.getuid?.() === 0;

describe('the folder of the cluster', () => {
  test('what an interrupted first start left is cleared away', async () => {
    const leftover = `${scene.options.dataFolder}.init-12345`;
    await mkdir(join(leftover, 'cluster'), { recursive: true });
    await writeFile(join(leftover, 'cluster', 'PG_VERSION'), '18\n');
    await mkdir(scene.options.dataFolder);
    await remember(await scene.start());
    expect((await readdir(join(scene.folder, 'postgres'))).filter((name) => name.includes('.init-'))).toEqual(
      [],
    );
  });

  test('a failed initdb leaves nothing behind', async () => {
    const binariesCache = join(scene.folder, 'programs');
    await cp(scene.programs, binariesCache, { recursive: true, verbatimSymlinks: true });
    const [copy = ''] = await readdir(scene.programs);
    await rm(join(binariesCache, copy, 'native', 'share', 'postgresql', 'postgres.bki'));
    await expect(scene.start({ binariesCache })).rejects.toMatchObject({
      code: 'postgres-failed',
      data: { lastLines: expect.arrayContaining([expect.stringContaining('postgres.bki')]) },
    });
    expect(await readdir(join(scene.folder, 'postgres'))).toEqual([]);
  });

  test('a folder with other files in it is refused and left as it is', async () => {
    await mkdir(scene.options.dataFolder, { recursive: true });
    await writeFile(join(scene.options.dataFolder, 'thesis.txt'), 'precious');
    await expect(scene.start()).rejects.toMatchObject({ code: 'postgres-failed' });
    expect(await readdir(scene.options.dataFolder)).toEqual(['thesis.txt']);
  });

  test('a cluster of another major version is refused by name', async () => {
    await mkdir(scene.options.dataFolder, { recursive: true });
    await writeFile(join(scene.options.dataFolder, 'PG_VERSION'), '17\n');
    await expect(scene.start()).rejects.toMatchObject({ code: 'postgres-failed', data: { version: '17' } });
  });

  test.runIf(isRoot)('as root, a private folder above it is named', async () => {
    const inTheWay = join(scene.folder, 'private');
    await mkdir(inTheWay, { mode: 0o700 });
    await chmod(inTheWay, 0o700);
    await expect(scene.start({ dataFolder: join(inTheWay, 'postgres', '18') })).rejects.toMatchObject({
      code: 'folder-unreachable',
      data: { inTheWay },
    });
    await expect(scene.start({ binariesCache: join(inTheWay, 'programs') })).rejects.toMatchObject({
      code: 'folder-unreachable',
      data: { inTheWay },
    });
  });

  test('two first starts at the same time share one copy of the programs', async () => {
    const binariesCache = join(scene.folder, 'programs');
    await mkdir(binariesCache);
    const [copy = ''] = await readdir(scene.programs);
    // What a host left that was killed while copying: no process has that pid.
    await mkdir(join(binariesCache, `${copy}.copying-4194305-abc`));
    const dataFolder = join(scene.folder, 'other', 'postgres', '18');
    const [one, other] = await Promise.all([
      scene.start({ binariesCache }),
      scene.start({ binariesCache, dataFolder }),
    ]);
    expect(one.pid).not.toBe(other.pid);
    expect(await readdir(binariesCache)).toEqual([copy]);
  });
});
