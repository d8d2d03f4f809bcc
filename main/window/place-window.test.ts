import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeWindow } from './place-window';

const laptop = { x: 0, y: 24, width: 1440, height: 876 };
const screen = { x: 1440, y: 0, width: 2560, height: 1440 };
const kept = { x: 1600, y: 100, width: 1800, height: 1000, isMaximized: false };

describe('the window opens', () => {
  it('where it was', () => {
    expect(placeWindow(kept, [laptop, screen])).toEqual({ x: 1600, y: 100, width: 1800, height: 1000 });
  });

  it('on the display that is left when its own is gone', () => {
    const placed = placeWindow(kept, [laptop]);
    expect(placed).toEqual({ x: 0, y: 24, width: 1440, height: 876 });
  });

  it('in the middle of the first display on the first day', () => {
    expect(placeWindow(null, [screen])).toEqual({ x: 2000, y: 270, width: 1440, height: 900 });
  });

  it('no larger than a display that became smaller', () => {
    const { width, height } = placeWindow({ ...kept, x: 10, y: 30 }, [laptop]);
    expect([width, height]).toEqual([1440, 876]);
  });

  it('always with its title bar in reach', () => {
    const integer = fc.integer({ min: -5_000, max: 5_000 });
    const size = fc.integer({ min: 1, max: 6_000 });
    fc.assert(
      fc.property(integer, integer, size, size, (x, y, width, height) => {
        const placed = placeWindow({ x, y, width, height, isMaximized: false }, [laptop, screen]);
        const isReached = [laptop, screen].some(
          (display) =>
            placed.y >= display.y &&
            placed.y < display.y + display.height &&
            placed.x < display.x + display.width &&
            placed.x + placed.width > display.x,
        );
        expect(isReached).toBe(true);
      }),
    );
  });
});
