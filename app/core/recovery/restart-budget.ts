/** How often something that ends by itself is started again. */
export interface RestartBudget {
  /** Ends longer ago than this are forgotten, in milliseconds. */
  readonly windowMs: number;
  /** So many ends within the window are followed by a start; 0: none is. */
  readonly limit: number;
  /** Before the second start within the window; it doubles with each further one. The first comes at once. */
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
}

/**
 * When to start again after an end.
 *
 * @param endsMs when it ended, or a start of it failed, this time included; milliseconds since 1970
 * @returns how long to wait, in milliseconds; null: give up
 */
export const restartDelay = (
  endsMs: readonly number[],
  nowMs: number,
  budget: RestartBudget,
): number | null => {
  const recent = endsMs.filter((at) => at > nowMs - budget.windowMs).length;
  if (recent > budget.limit) return null;
  return recent <= 1 ? 0 : Math.min(budget.longestDelayMs, budget.firstDelayMs * 2 ** (recent - 2));
};
