import { describe, expect, it } from 'vitest';
import { beyondBudget } from './replace-set';

const set = (name: string, lastUsedMs: number, bytes: number) => ({ name, lastUsedMs, bytes });
const names = (sets: readonly { name: string }[]) => sets.map(({ name }) => name);

describe('beyondBudget', () => {
  it('keeps everything that fits', () => {
    expect(beyondBudget([set('a', 1, 50), set('b', 2, 50)], 100)).toEqual([]);
  });

  it('lets the least recently used go first', () => {
    expect(names(beyondBudget([set('old', 1, 50), set('new', 3, 50), set('middle', 2, 50)], 100))).toEqual([
      'old',
    ]);
  });

  it('lets all go when nothing is left of the budget', () => {
    expect(names(beyondBudget([set('a', 1, 1), set('b', 2, 1)], -5)).sort()).toEqual(['a', 'b']);
  });
});
