import { expect, test } from 'vitest';
import { pristineNameOf, scratchNameOf, servingRoleOf, stagingNameOf, temporaryPrefixes } from './names';

const id = '0a1b2c3d-0000-4000-8000-00000000000f';

test('names are short enough for PostgreSQL, and differ by purpose', () => {
  const names = [stagingNameOf(id), pristineNameOf(id), servingRoleOf(id), scratchNameOf(id)];
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]{0,62}$/);
});

test('only what ends with its job counts as temporary', () => {
  const isTemporary = (name: string) => temporaryPrefixes.some((prefix) => name.startsWith(prefix));
  expect([stagingNameOf(id), scratchNameOf(id)].map(isTemporary)).toEqual([true, true]);
  expect([pristineNameOf(id), servingRoleOf(id)].map(isTemporary)).toEqual([false, false]);
});
