/** The points of a sparkline in a box: from left to right, the greatest value at its top, zero at its bottom. */
export const sparklinePoints = (
  values: readonly number[],
  box: { readonly width: number; readonly height: number },
): string => {
  const most = Math.max(...values, 1);
  const step = box.width / Math.max(1, values.length - 1);
  return values
    .map((value, at) => `${(at * step).toFixed(1)},${(box.height - (value / most) * box.height).toFixed(1)}`)
    .join(' ');
};
