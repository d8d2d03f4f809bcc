import type { Logger } from '../log';

/** Takes back what a journey has made so far, last first. */
export class Undo {
  readonly #steps: (() => Promise<unknown>)[] = [];

  add(step: () => Promise<unknown>): void {
    this.#steps.unshift(step);
  }

  /** Stops at the first step that fails: the intent that the catalog holds goes last, and tells start-up what is left. */
  async run(log: Pick<Logger, 'error'>): Promise<void> {
    for (const step of this.#steps) {
      try {
        await step();
      } catch (error) {
        log.error(error, 'what a job had begun could not be undone; the next start does it');
        return;
      }
    }
  }
}
