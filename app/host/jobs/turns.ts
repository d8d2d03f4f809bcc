/**
 * Work on the same thing takes turns: what starts, switches or stops one project never runs at the same time as another such.
 */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /**
   * Runs after all earlier work on `key` has ended, however it ended.
   *
   * @param signal gives the turn up while it is waited for: the work is never begun then
   */
  take<Result>(key: string, work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const begin = (): Promise<Result> => {
      signal?.throwIfAborted();
      return work();
    };
    const turn = before.then(begin, begin);
    this.#last.set(key, turn);
    const forget = (): void => {
      if (this.#last.get(key) === turn) this.#last.delete(key);
    };
    turn.then(forget, forget);
    return signal === undefined ? turn : untilGivenUp(before, turn, signal);
  }
}

/** The turn's outcome, or the abort's reason when that comes while earlier work still goes on. */
const untilGivenUp = <Result>(
  before: Promise<unknown>,
  turn: Promise<Result>,
  signal: AbortSignal,
): Promise<Result> =>
  new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason);
    const stopListening = (): void => signal.removeEventListener('abort', giveUp);
    signal.addEventListener('abort', giveUp);
    before.then(stopListening, stopListening);
    turn.then(resolve, reject);
  });
