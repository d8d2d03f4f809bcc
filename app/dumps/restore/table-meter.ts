import type { TablesProgress } from '../../contract';
import type { RowStream } from '../entry';

/** So many tables that are done are told of, the latest first. */
const toldDone = 8;

interface Loading {
  readonly name: string;
  readonly sizeBytes: number | null;
  readonly beganMs: number;
  readonly opened: RowStream;
}

/** Which tables' rows are loaded, which are done, and how many there are. */
export class TableMeter {
  readonly #loading = new Map<object, Loading>();
  readonly #latest: TablesProgress['latest'][number][] = [];
  #total: number | null = null;
  #done = 0;
  #rows = 0;

  /** @param now milliseconds of a clock that never goes back */
  constructor(private readonly now: () => number) {}

  /** How many there will be, where the dump tells beforehand. */
  expect(total: number): void {
    this.#total = (this.#total ?? 0) + total;
  }

  /**
   * @param sizeBytes of its rows in the file; null where that is not known
   * @returns what `end` takes
   */
  begin(name: string, sizeBytes: number | null, opened: RowStream): object {
    const key = {};
    this.#loading.set(key, { name, sizeBytes, opened, beganMs: this.now() });
    return key;
  }

  /** Its rows are all in. */
  end(key: object): void {
    const loading = this.#loading.get(key);
    if (loading === undefined) return;
    this.#loading.delete(key);
    const { name, sizeBytes, opened, beganMs } = loading;
    const rows = opened.rowCount();
    this.#done += 1;
    this.#rows += rows;
    this.#latest.unshift({ name, rows, sizeBytes, durationMs: this.now() - beganMs });
    this.#latest.splice(toldDone);
  }

  /** Null before the first table. */
  progress(): TablesProgress | null {
    if (this.#done === 0 && this.#loading.size === 0) return null;
    const loading = [...this.#loading.values()];
    return {
      done: this.#done,
      total: this.#total,
      rows: loading.reduce((rows, { opened }) => rows + opened.rowCount(), this.#rows),
      now: loading
        .toSorted((one, other) => (other.sizeBytes ?? 0) - (one.sizeBytes ?? 0))
        .map(({ name, sizeBytes, opened }) => ({
          name,
          rows: opened.rowCount(),
          bytesDone: opened.bytesRead?.() ?? null,
          bytesTotal: sizeBytes,
        })),
      latest: [...this.#latest],
    };
  }
}
