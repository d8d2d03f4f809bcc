import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { projectFileJsonSchema } from './json-schema';

test('the committed JSON Schema is that of the definition which validates manysite.json', () => {
  const committed = readFileSync(new URL('../../schema/manysite.schema.json', import.meta.url), 'utf8');
  expect(committed).toBe(projectFileJsonSchema());
});
