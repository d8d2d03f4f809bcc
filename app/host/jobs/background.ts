import type { Logger } from '../log';

/** Work that nobody waits for, one after the other: it must not compete with itself for the disk. */
export class Background {
  #last: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(private readonly log: Pick<Logger, 'error'>) {}

  /** Runs after everything that was given before; a failure is logged and ends nothing else. */
  run(what: string, work: () => Promise<unknown>): void {
    this.#last = this.#last.then(async () => {
      if (this.#isClosed) return;
      try {
        await work();
      } catch (error) {
        this.log.error(error, `in the background: ${what} failed`);
      }
    });
  }

  /** Resolves when all that was given until now has ended. */
  settled(): Promise<void> {
    return this.#last;
  }

  /** Begins nothing more, and waits for what is at work. */
  close(): Promise<void> {
    this.#isClosed = true;
    return this.#last;
  }
}
