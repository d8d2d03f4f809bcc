import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, mergeSketches, quantileMs } from './latency-sketch';

const sketchOf = (durations: readonly number[]) =>
  mergeSketches([durations.map((ms) => [bucketOf(ms), 1] as const)]);

/** The nearest rank of the durations themselves. */
const exact = (durations: readonly number[], share: number): number =>
  durations.toSorted((one, other) => one - other)[Math.ceil(durations.length * share) - 1] ?? Number.NaN;

const durations = fc.array(fc.double({ min: 0.06, max: 500_000, noNaN: true }), {
  minLength: 1,
  maxLength: 300,
});

describe('a sketch of latencies', () => {
  it('of nothing has no quantile', () => {
    expect(quantileMs(new Map(), 0.5)).toBeNull();
  });

  it('gives quantiles within three per cent of the durations themselves', () => {
    fc.assert(
      fc.property(durations, fc.constantFrom(0.5, 0.95, 1), (all, share) => {
        const wanted = exact(all, share);
        expect(Math.abs((quantileMs(sketchOf(all), share) ?? 0) - wanted)).toBeLessThan(wanted * 0.03);
      }),
    );
  });

  it('of two parts is that of the whole', () => {
    fc.assert(
      fc.property(durations, durations, (one, other) => {
        const sorted = (sketch: ReadonlyMap<number, number>) => [...sketch].sort(([a], [b]) => a - b);
        expect(sorted(mergeSketches([sketchOf(one), sketchOf(other)]))).toEqual(
          sorted(sketchOf([...one, ...other])),
        );
      }),
    );
  });

  it('stays small whatever goes in', () => {
    const all = Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 900_000);
    expect(sketchOf(all).size).toBeLessThanOrEqual(336);
    expect(bucketOf(0)).toBe(0);
    expect(bucketOf(Number.MAX_VALUE)).toBe(bucketOf(600_000));
  });
});
