import { describe, expect, it } from 'vitest';
import { ratesOf, type Sample, withSample } from './throughput';

describe('throughput', () => {
  it('is told between samples that are far enough from each other', () => {
    let samples: readonly Sample[] = [];
    for (const atMs of [0, 100, 250, 300, 500]) samples = withSample(samples, { atMs, bytes: atMs * 1_000 });
    expect(samples.map(({ atMs }) => atMs)).toEqual([0, 250, 500]);
    expect(ratesOf(samples)).toEqual([
      { atMs: 250, bytesPerSecond: 1_000_000 },
      { atMs: 500, bytesPerSecond: 1_000_000 },
    ]);
  });

  it('never goes backwards', () => {
    const samples = withSample([{ atMs: 0, bytes: 500 }], { atMs: 900, bytes: 400 });
    expect(samples).toHaveLength(1);
  });

  it('of a long import keeps its beginning and its end in few samples', () => {
    let samples: readonly Sample[] = [];
    for (let step = 0; step < 5_000; step += 1)
      samples = withSample(samples, { atMs: step * 250, bytes: step });
    expect(samples.length).toBeLessThanOrEqual(240);
    expect(samples[0]).toEqual({ atMs: 0, bytes: 0 });
    expect(samples.at(-1)).toEqual({ atMs: 4_999 * 250, bytes: 4_999 });
  });
});
