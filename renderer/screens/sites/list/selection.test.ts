import { describe, expect, it } from 'vitest';
import { toggled, withRange } from './selection';

describe('the selection', () => {
  it('turns over one thing', () => {
    expect([...toggled(new Set([1, 2]), 2)]).toEqual([1]);
    expect([...toggled(new Set([1]), 2)]).toEqual([1, 2]);
  });

  it('takes a range in either direction, in the order that is shown', () => {
    expect([...withRange(new Set([9]), [4, 2, 10, 5, 9], 10, 4)]).toEqual([9, 4, 2, 10]);
    expect([...withRange(new Set(), [4, 2, 10], 2, 10)]).toEqual([2, 10]);
  });

  it('takes one where the beginning of the range is not shown', () => {
    expect([...withRange(new Set(), [4, 2, 10], 77, 2)]).toEqual([2]);
    expect([...withRange(new Set(), [4, 2, 10], null, 2)]).toEqual([2]);
  });
});
