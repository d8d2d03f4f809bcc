import { constants } from 'node:fs';
import { copyFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTemporaryFolder } from '../temporary-cluster';
import { canReflink, dropBallast, ensureBallast } from './disk';

let folder: string;
beforeEach(async () => {
  folder = await makeTemporaryFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the ballast takes 64 MB of real disk, is made once, and can be dropped once', async () => {
  expect(await ensureBallast(folder, null)).toBe(true);
  const [name = ''] = await readdir(folder);
  const first = await stat(join(folder, name));
  expect(first.size).toBe(64 * 1024 * 1024);
  expect(await ensureBallast(folder, null)).toBe(true);
  expect((await stat(join(folder, name))).ino).toBe(first.ino);
  expect(await dropBallast(folder)).toBe(true);
  expect(await dropBallast(folder)).toBe(false);
  expect(await readdir(folder)).toEqual([]);
});

test('the probe for reflinks says what the file system does, and leaves nothing behind', async () => {
  const says = await canReflink(folder);
  expect(await readdir(folder)).toEqual([]);
  await ensureBallast(folder, null);
  const [name = ''] = await readdir(folder);
  const copying = copyFile(join(folder, name), join(folder, 'copy'), constants.COPYFILE_FICLONE_FORCE);
  if (says) await copying;
  else await expect(copying).rejects.toThrow();
});
