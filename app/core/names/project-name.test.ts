import { describe, expect, test } from 'vitest';
import { distinctProjectName, shownProjectName } from './project-name';

const named = (over: Partial<Parameters<typeof distinctProjectName>[0]>): string =>
  distinctProjectName({
    name: 'shop',
    folder: '/code/shop-checkout',
    branch: 'checkout',
    taken: new Set(['shop']),
    ...over,
  });

describe('the name of a project', () => {
  test('is its own where nobody else has it', () => {
    expect(named({ taken: new Set(['portal']) })).toBe('shop');
  });

  test.each<[string, Partial<Parameters<typeof distinctProjectName>[0]>, string]>([
    ['the folder', {}, 'shop@shop-checkout'],
    ['the branch, where the folder says nothing', { folder: '/two/shop' }, 'shop@checkout'],
    ['the folder above, where there is no branch', { folder: '/two/shop/', branch: null }, 'shop@two'],
    [
      'a number, where all that is taken',
      { folder: '/two/shop', branch: null, taken: new Set(['shop', 'shop@two']) },
      'shop@2',
    ],
    ['a folder of Windows', { folder: 'C:\\code\\shop-b' }, 'shop@shop-b'],
  ])('is marked by %s otherwise', (_, over, expected) => {
    expect(named(over)).toBe(expected);
  });

  test('keeps its mark when its file gets another name', () => {
    expect(shownProjectName('shop@feature', 'store')).toBe('store@feature');
    expect(shownProjectName('shop', 'store')).toBe('store');
    expect(shownProjectName('shop@feature', 'a@b')).toBe('a@b');
  });
});
