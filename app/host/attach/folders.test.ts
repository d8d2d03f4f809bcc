import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { foldersOf } from './folders';

it('MANYSITE_DATA moves data and settings together, and is taken from where the command runs', () => {
  expect(foldersOf({ MANYSITE_DATA: 'mine' })).toMatchObject({
    data: resolve('mine'),
    config: resolve('mine/config'),
  });
});

it('without it, or with an empty one, data and settings have their usual folders', () => {
  const usual = foldersOf({});
  expect(foldersOf({ MANYSITE_DATA: '' })).toEqual(usual);
  expect(usual.config.startsWith(usual.data)).toBe(false);
});
