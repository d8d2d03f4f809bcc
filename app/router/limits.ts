/** What the router allows, in one place; tests make some of it shorter. */
export interface RouterLimits {
  /** Head of a request or response, in bytes. */
  readonly headBytes: number;
  /** What is read ahead of a client while its request waits, in bytes. */
  readonly readAheadBytes: number;
  /** A client's connection without a request, and a head that does not get complete. */
  readonly idleClientMs: number;
  /** Idle connections kept to one server, and how long. */
  readonly idlePerServer: number;
  readonly idleServerMs: number;
  /** How long a request waits for a new table after its server took no connection. */
  readonly refusedWaitMs: number;
  /** How long a client may go on sending after an answer that did not wait for its body. */
  readonly lingerMs: number;
}

export const defaultLimits: RouterLimits = {
  headBytes: 64 * 1024,
  readAheadBytes: 64 * 1024,
  idleClientMs: 75_000,
  idlePerServer: 32,
  // Shorter than any common server's own time-out (Node: 5 s), so that it is mostly we who close.
  idleServerMs: 4_000,
  refusedWaitMs: 1_500,
  lingerMs: 2_000,
};
