import type { Logger } from '../log';
import { stopStep } from '../stop-step';

/** @param isOrdered somebody wants the end: what is served now is not started again by the next host */
type Close = (isOrdered: boolean) => unknown;

interface Closer {
  readonly what: string;
  readonly limitMs: number;
  readonly close: Close;
}

/** How long what only forgets something may take. */
const atOnceMs = 1_000;

const isNames = (value: unknown): value is readonly string[] => Array.isArray(value);

/** What was opened, so that it is closed in reverse order: when a later step fails as well as at the end. */
export class Closers {
  readonly #closers: Closer[] = [];

  constructor(private readonly log: Pick<Logger, 'error'>) {}

  /**
   * @param what for the log, e.g. `the catalog`
   * @param limitMs the longest that its close is waited for
   * @param close may return the names of what it stopped, for people
   */
  add(what: string, limitMs: number, close: Close): void {
    this.#closers.push({ what, limitMs, close });
  }

  /** The same for what is closed at once. */
  addAtOnce(what: string, close: () => void): void {
    this.add(what, atOnceMs, close);
  }

  /** Closes everything, once; what fails or takes too long is logged. @returns the names of what was stopped */
  async close(isOrdered: boolean): Promise<string[]> {
    const stopped: string[] = [];
    for (const { what, limitMs, close } of this.#closers.splice(0).reverse())
      await stopStep(this.log, what, limitMs, async () => {
        const names = await close(isOrdered);
        if (isNames(names)) stopped.push(...names);
      });
    return stopped;
  }
}
