import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexAfter, moveOfKey } from './moves';

describe('moves through a list', () => {
  it('are arrows, J and K, Home and End', () => {
    expect(['ArrowRight', 'j', 'K', 'End', 'x'].map(moveOfKey)).toEqual(['next', 'down', 'up', 'last', null]);
  });

  it('go by columns, and stay where there is nothing further', () => {
    expect(indexAfter('down', 1, 10, 4)).toBe(5);
    expect(indexAfter('up', 5, 10, 4)).toBe(1);
    expect(indexAfter('up', 1, 10, 4)).toBe(1);
    expect(indexAfter('next', 9, 10, 4)).toBe(9);
  });

  it('come down to the end of a short last row from above its gap', () => {
    expect(indexAfter('down', 7, 10, 4)).toBe(9);
    expect(indexAfter('down', 9, 10, 4)).toBe(9);
  });

  it('begin at the first', () => {
    expect(indexAfter('down', -1, 10, 4)).toBe(0);
    expect(indexAfter('last', -1, 10, 4)).toBe(9);
    expect(indexAfter('next', -1, 0, 4)).toBe(-1);
  });

  it('never leave the list', () => {
    const moves = fc.constantFrom(
      ...(['previous', 'next', 'up', 'down', 'first', 'last', 'page-up', 'page-down'] as const),
    );
    fc.assert(
      fc.property(
        moves,
        fc.integer({ min: 1, max: 300 }),
        fc.nat(299),
        fc.integer({ min: 1, max: 9 }),
        (move, count, at, columns) => {
          const index = indexAfter(move, Math.min(at, count - 1), count, columns);
          expect(index).toBeGreaterThanOrEqual(0);
          expect(index).toBeLessThan(count);
        },
      ),
    );
  });
});
