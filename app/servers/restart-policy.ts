/** When a server that died is started again, and when no longer. */
export interface RestartPolicy {
  /** Delay before the first retry; doubles with each further failure. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** This many failures within `windowMs` are final. */
  readonly failureLimit: number;
  readonly windowMs: number;
  /** Having been ready this long counts as a success and forgets earlier failures. */
  readonly stableAfterMs: number;
  /** Retries of a server that was never ready since it was asked to start. */
  readonly firstStartRetries: number;
}

/** The figures of docs/servers.md, "Supervision". */
export const defaultRestartPolicy: RestartPolicy = {
  firstDelayMs: 500,
  maxDelayMs: 30_000,
  failureLimit: 5,
  windowMs: 60_000,
  stableAfterMs: 10_000,
  firstStartRetries: 1,
};

/** Up to a quarter earlier, so that servers that died together (a database that went away) do not come back together. */
const jitterShare = 0.25;

/**
 * The pause before the next try.
 *
 * @param failures failures in a row, 1 or more
 * @param jitter uniform in 0 to 1; 1 gives the whole delay, 0 three quarters of it
 * @returns milliseconds, at most `policy.maxDelayMs`
 */
export const backoffDelayMs = (failures: number, jitter: number, policy: RestartPolicy): number => {
  const wholeMs = Math.min(policy.firstDelayMs * 2 ** (failures - 1), policy.maxDelayMs);
  return Math.round(wholeMs * (1 - jitterShare * (1 - jitter)));
};
