/** A delayed acknowledgement takes 40 ms on Linux; with the way there and back 44 ms were measured (servers.md). */
const leastDelayMs = 35;
const mostDelayMs = 65;
/** One such gap may be the page's own work; so many in a row, all of one length, are not. */
const gapsThatProve = 3;

/**
 * Finds servers that write head and body in two packets without TCP_NODELAY (Django's runserver does): over a kept
 * connection the second one waits for our delayed acknowledgement of the first. On a new connection it does not, so
 * such a server gets one connection a request.
 */
export class SplitWriteWatch {
  readonly #gaps = new Map<number, number>();

  /**
   * One response over a connection that had answered before.
   *
   * @param port of the server
   * @param gapMs from its head's arrival to the first byte of its body, 0 when they came together
   */
  record(port: number, gapMs: number): void {
    if (this.needsOneConnectionEach(port)) return;
    const isDelayed = gapMs >= leastDelayMs && gapMs <= mostDelayMs;
    this.#gaps.set(port, isDelayed ? (this.#gaps.get(port) ?? 0) + 1 : 0);
  }

  needsOneConnectionEach(port: number): boolean {
    return (this.#gaps.get(port) ?? 0) >= gapsThatProve;
  }

  forgetAllBut(ports: ReadonlySet<number>): void {
    for (const port of this.#gaps.keys()) if (!ports.has(port)) this.#gaps.delete(port);
  }
}
