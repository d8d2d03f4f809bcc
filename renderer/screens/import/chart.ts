import type { Rate } from '../../jobs/throughput';

/** Round values for an axis, from 0 to the first that is not below the highest. */
export const axisSteps = (highest: number, count: number): readonly number[] => {
  if (highest <= 0) return [0, 1];
  const rough = highest / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  return Array.from({ length: Math.ceil(highest / step) + 1 }, (_, index) => index * step);
};

/** A line through the rates as an SVG path, in a box of 0 to 1 in both directions, from the upper left. */
export const linePoints = (
  rates: readonly Rate[],
  { widthMs, highest }: { readonly widthMs: number; readonly highest: number },
): readonly { readonly x: number; readonly y: number }[] =>
  rates.map(({ atMs, bytesPerSecond }) => ({ x: atMs / widthMs, y: 1 - bytesPerSecond / highest }));
