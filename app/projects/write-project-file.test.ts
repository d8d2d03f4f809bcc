import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from './testing/project-folder';
import { writeProjectFile } from './write-project-file';

test('a project file is written where there is none', async () => {
  await using folder = await projectFolder();
  expect(await writeProjectFile({ folder: folder.path, name: 'shop', schemaUrl: null })).toBe(true);
  expect(await readFile(join(folder.path, 'manysite.json'), 'utf8')).toBe('{\n  "name": "shop"\n}\n');
});

test('one that is there is left as it is, even when it is broken', async () => {
  await using folder = await projectFolder({ 'manysite.json': '{ oh' });
  expect(
    await writeProjectFile({ folder: folder.path, name: 'shop', schemaUrl: 'https://x.test/s.json' }),
  ).toBe(false);
  expect(await readFile(join(folder.path, 'manysite.json'), 'utf8')).toBe('{ oh');
});
