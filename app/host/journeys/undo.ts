import type { Cluster } from '../../postgres/cluster';
import { steadily } from '../../postgres/steadily';
import type { Logger } from '../log';

interface UndoEngine {
  readonly cluster: Pick<Cluster, 'whenUp'>;
  readonly log: Pick<Logger, 'error'>;
}

/** Takes back what a journey has made so far, last first. */
export class Undo {
  readonly #steps: (() => Promise<unknown>)[] = [];

  add(step: () => Promise<unknown>): void {
    this.#steps.unshift(step);
  }

  /**
   * Stops at the first step that fails: the intent that the catalog holds goes last, and tells start-up what is left. Where
   * PostgreSQL ended under the journey, this waits until it is back.
   */
  async run({ cluster, log }: UndoEngine): Promise<void> {
    for (const step of this.#steps) {
      try {
        await steadily(cluster, step);
      } catch (error) {
        log.error(error, 'what a job had begun could not be undone; the next start does it');
        return;
      }
    }
  }
}
