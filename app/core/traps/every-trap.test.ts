import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const numbers = Array.from({ length: 19 }, (_, index) => index + 1);

const testFiles = ['app', 'e2e', 'renderer'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(root, folder, name)),
);

it('each of the nineteen traps has a test whose title begins with its number, and a row in docs/sites.md that names the file', () => {
  const places = new Map<number, string[]>();
  for (const file of testFiles)
    for (const [, number] of readFileSync(file, 'utf8').matchAll(
      /^\s*(?:(?:it|test)(?:\.\w+)*\(|\]\)\(\s*|)['"`]trap (\d+):/gm,
    ))
      places.set(Number(number), [
        ...(places.get(Number(number)) ?? []),
        relative(root, file).replaceAll('\\', '/'),
      ]);
  expect([...places.keys()].sort((a, b) => a - b)).toEqual(numbers);

  const docs = readFileSync(join(root, 'docs/sites.md'), 'utf8');
  for (const [number, files] of places) {
    const row = new RegExp(`^\\| ${number} \\|.*$`, 'm').exec(docs)?.[0] ?? '';
    expect(
      files.some((file) => row.includes(file)),
      `the row of trap ${number} names none of ${files.join(', ')}`,
    ).toBe(true);
  }
});
