import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { version } from './version';

it('the version that the host tells is the one of package.json', () => {
  const { version: packaged } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  expect(version).toBe(packaged);
});
