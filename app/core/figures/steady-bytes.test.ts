import { expect, it } from 'vitest';
import { steadyBytes } from './steady-bytes';

it('the first measurement is told', () => expect(steadyBytes(null, 45_358_080)).toBe(45_358_080));

it('a few pages more or less are not', () => {
  expect(steadyBytes(45_358_080, 45_362_176)).toBe(45_358_080);
  expect(steadyBytes(45_358_080, 45_277_184)).toBe(45_358_080);
});

it('a move is, however slow it was', () => {
  expect(steadyBytes(64_000_000, 65_000_000)).toBe(65_000_000);
  expect(steadyBytes(64_000_000, 63_000_000)).toBe(63_000_000);
  const creeping = Array.from({ length: 100 }, (_, step) => 64_000_000 + step * 100_000);
  expect(creeping.reduce(steadyBytes, 64_000_000)).toBeGreaterThan(72_500_000);
});
