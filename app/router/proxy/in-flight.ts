interface Waiter {
  readonly ports: readonly number[];
  readonly resolve: (left: number) => void;
  readonly timer: NodeJS.Timeout;
}

/** Counts the requests that each server has been given and has not answered to the end. */
export class InFlight {
  readonly #counts = new Map<number, number>();
  readonly #waiters = new Set<Waiter>();

  enter(port: number): void {
    this.#counts.set(port, (this.#counts.get(port) ?? 0) + 1);
  }

  leave(port: number): void {
    const count = (this.#counts.get(port) ?? 0) - 1;
    if (count > 0) this.#counts.set(port, count);
    else this.#counts.delete(port);
    if (count > 0) return;
    for (const waiter of [...this.#waiters]) if (this.#countOf(waiter.ports) === 0) this.#settle(waiter);
  }

  /** @returns how many requests are left: 0, or more after `timeoutMs` */
  drained(ports: readonly number[], timeoutMs: number): Promise<number> {
    if (this.#countOf(ports) === 0) return Promise.resolve(0);
    return new Promise((resolve) => {
      const waiter: Waiter = { ports, resolve, timer: setTimeout(() => this.#settle(waiter), timeoutMs) };
      this.#waiters.add(waiter);
    });
  }

  #settle(waiter: Waiter): void {
    this.#waiters.delete(waiter);
    clearTimeout(waiter.timer);
    waiter.resolve(this.#countOf(waiter.ports));
  }

  #countOf(ports: readonly number[]): number {
    return ports.reduce((sum, port) => sum + (this.#counts.get(port) ?? 0), 0);
  }
}
