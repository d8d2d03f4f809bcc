import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLineRing } from './line-ring';

test('the ring holds the newest lines in order, as a list cut at its front would', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.array(fc.nat(), { maxLength: 40 }),
      fc.nat(12),
      (capacity, lines, count) => {
        const ring = createLineRing<number>(capacity);
        for (const line of lines) ring.add(line);
        const kept = lines.slice(-capacity);
        expect(ring.last(count)).toEqual(count === 0 ? [] : kept.slice(-count));
      },
    ),
  );
});
