import { expect, it } from 'vitest';
import { axisSteps, linePoints } from './chart';

it.each([
  [124, [0, 50, 100, 150]],
  [9, [0, 5, 10]],
  [0.6, [0, 0.2, 0.4, 0.6000000000000001]],
  [0, [0, 1]],
])('an axis up to %d has the steps %j', (highest, steps) => {
  expect(axisSteps(highest, 3)).toEqual(steps);
});

it('a line stays in its box', () => {
  const rates = [
    { atMs: 0, bytesPerSecond: 0 },
    { atMs: 500, bytesPerSecond: 10 },
  ];
  expect(linePoints(rates, { widthMs: 1_000, highest: 20 })).toEqual([
    { x: 0, y: 1 },
    { x: 0.5, y: 0.5 },
  ]);
});
