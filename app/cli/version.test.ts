import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { version } from './version';

test('the version of the command line is that of the package', () => {
  const packageFile = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  expect(JSON.parse(packageFile)).toMatchObject({ version });
});
