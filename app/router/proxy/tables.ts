import type { RouteTable } from '../../core/routes/route-table';

const emptyTable: RouteTable = { revision: 0, hosts: {}, defaultRoute: null, upstreams: {} };

/** The table in force, and the requests that wait for the next one. */
export class Tables {
  #current = emptyTable;
  readonly #waiting = new Set<() => void>();

  get current(): RouteTable {
    return this.#current;
  }

  replace(table: RouteTable): void {
    this.#current = table;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /**
   * Calls back once: with the next table, or after the time.
   *
   * @param timeoutMs 0 or more
   * @returns stops waiting
   */
  waitForNext(timeoutMs: number, onNext: (why: 'table' | 'time') => void): () => void {
    const stop = (): void => {
      clearTimeout(timer);
      this.#waiting.delete(wake);
    };
    const wake = (): void => {
      stop();
      onNext('table');
    };
    const timer = setTimeout(() => {
      stop();
      onNext('time');
    }, timeoutMs);
    this.#waiting.add(wake);
    return stop;
  }
}
