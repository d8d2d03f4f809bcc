import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsIn, gap } from './sheet-columns';

describe('the columns of the sheet', () => {
  it('are four in a window of 1440 px, three in one of 1024 px', () => {
    expect(columnsIn(1344)).toEqual({ count: 4, width: 324, height: 236 });
    expect(columnsIn(936)).toMatchObject({ count: 3 });
  });

  it('are 300 to 340 px wide and fit, from the smallest window on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 6000 }), (room) => {
        const { count, width } = columnsIn(room);
        expect(width).toBeGreaterThanOrEqual(300);
        expect(width).toBeLessThanOrEqual(340);
        expect(count * width + (count - 1) * gap).toBeLessThanOrEqual(room + 0.001);
      }),
    );
  });
});
