import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { managePyText, projectFolder } from '../../projects/testing/project-folder';
import { makeVirtualenv } from '../../projects/testing/virtualenv';
import { ConfigCache } from './config-cache';

const formatted = (domainFormat: string): string => JSON.stringify({ domainFormat });

test('a project whose files change while they are read is read again', async () => {
  await using folder = await projectFolder({
    'manage.py': managePyText,
    'manysite.json': formatted('{}.earlier.test'),
    'manysite.next.json': formatted('{}.later.test'),
  });
  await makeVirtualenv(join(folder.path, '.venv'), { django: '5.2.1' });
  // Python is asked after the files were read; this one changes them, once.
  const python = join(folder.path, '.venv/bin/python');
  await rename(python, `${python}-itself`);
  const next = join(folder.path, 'manysite.next.json');
  const script = [
    '#!/bin/sh',
    `[ -f '${next}' ] && mv '${next}' '${join(folder.path, 'manysite.json')}'`,
    `exec '${python}-itself' "$@"`,
  ];
  await writeFile(python, script.join('\n'));
  await chmod(python, 0o755);

  const configs = new ConfigCache({ PATH: process.env.PATH });
  expect((await configs.load(folder.path)).domainFormat).toBe('{}.earlier.test');
  expect(await readFile(join(folder.path, 'manysite.json'), 'utf8')).toBe(formatted('{}.later.test'));
  expect((await configs.load(folder.path)).domainFormat).toBe('{}.later.test');
  expect(await configs.load(folder.path)).toBe(await configs.load(folder.path));
});
