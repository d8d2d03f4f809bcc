/** Whether what was served when the last host ended is started again without being asked. */
export type Comeback =
  | { readonly kind: 'now' }
  | { readonly kind: 'later'; readonly delayMs: number }
  | { readonly kind: 'no' };

/** Ends within this time may have the start itself as their cause. */
export const comebackWindowMs = 10 * 60_000;
const delaysMs = [0, 10_000, 60_000] as const;

/**
 * Sites come back with the next host, but a start that ends its host again is not repeated for ever: at once after the first
 * end, after 10 s and a minute for the next two, and then no more until somebody starts them.
 *
 * @param endsMs when hosts ended without being told to, this end included; milliseconds since 1970, in any order
 * @param nowMs milliseconds since 1970
 */
export const comebackAfter = (endsMs: readonly number[], nowMs: number): Comeback => {
  const recent = endsMs.filter((at) => at > nowMs - comebackWindowMs).length;
  const delayMs = delaysMs[Math.max(0, recent - 1)];
  if (delayMs === undefined) return { kind: 'no' };
  return delayMs === 0 ? { kind: 'now' } : { kind: 'later', delayMs };
};
