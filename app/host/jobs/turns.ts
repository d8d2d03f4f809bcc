/**
 * Work on the same thing takes turns: what starts, switches or stops one project never runs at the same time as another such.
 */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs after all earlier work on `key` has ended, however it ended. */
  take<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const turn = before.then(work, work);
    this.#last.set(key, turn);
    const forget = (): void => {
      if (this.#last.get(key) === turn) this.#last.delete(key);
    };
    turn.then(forget, forget);
    return turn;
  }
}
