import { describe, expect, it } from 'vitest';
import { sparklinePoints } from './sparkline-points';

describe('the points of a sparkline', () => {
  it('go from left to right, by the greatest value', () => {
    expect(sparklinePoints([10, 20, 0], { width: 60, height: 10 })).toBe('0.0,5.0 30.0,0.0 60.0,10.0');
  });

  it('are one point for one value, and none for none', () => {
    expect(sparklinePoints([5], { width: 60, height: 10 })).toBe('0.0,0.0');
    expect(sparklinePoints([], { width: 60, height: 10 })).toBe('');
  });
});
