/**
 * Durations counted by size: bucket number → how many. Buckets grow by a twentieth, so a quantile is right to 2.5 %, and a
 * sketch holds at most 335 numbers however many durations went in. Sketches of parts add up to that of the whole.
 */
export type LatencySketch = ReadonlyMap<number, number>;

/** A sketch as it crosses a thread. */
export type SketchEntries = readonly (readonly [bucket: number, count: number])[];

const smallestMs = 0.05;
const growth = 1.05;
const largestMs = 10 * 60_000;
const bucketAt = (ms: number): number => Math.ceil(Math.log(ms / smallestMs) / Math.log(growth));
const lastBucket = bucketAt(largestMs);

/** @param ms 0 or more; what exceeds ten minutes counts as ten minutes */
export const bucketOf = (ms: number): number => (ms <= smallestMs ? 0 : Math.min(lastBucket, bucketAt(ms)));

/** The middle of a bucket, in ms. */
const middleOf = (bucket: number): number => smallestMs * growth ** (bucket === 0 ? 0 : bucket - 0.5);

/** All durations of several sketches in one. */
export const mergeSketches = (sketches: Iterable<LatencySketch | SketchEntries>): LatencySketch => {
  const merged = new Map<number, number>();
  for (const sketch of sketches)
    for (const [bucket, count] of sketch) merged.set(bucket, (merged.get(bucket) ?? 0) + count);
  return merged;
};

/**
 * The duration that a share of all durations does not exceed (nearest rank).
 *
 * @param share above 0, at most 1; 0.5 is the median
 * @returns ms within 2.5 %, with three digits that mean something; null for an empty sketch
 */
export const quantileMs = (sketch: LatencySketch, share: number): number | null => {
  const total = [...sketch.values()].reduce((sum, count) => sum + count, 0);
  let left = Math.ceil(total * share);
  for (const bucket of [...sketch.keys()].sort((one, other) => one - other)) {
    left -= sketch.get(bucket) ?? 0;
    if (left <= 0) return Number(middleOf(bucket).toPrecision(3));
  }
  return null;
};
