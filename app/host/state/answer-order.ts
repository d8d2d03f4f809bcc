/**
 * Lets the answer to what was asked last win. A value is asked for whenever something changes; of two answers under way the one that was
 * asked for first may come last, and knows the least.
 */
export class AnswerOrder {
  #asked = 0;
  readonly #answered = new Map<string, number>();

  /**
   * @param key what is asked for
   * @returns to be called with the answer in hand: false where one that was asked for later has come
   */
  ask(key: string): () => boolean {
    this.#asked += 1;
    const turn = this.#asked;
    return () => {
      if ((this.#answered.get(key) ?? 0) > turn) return false;
      this.#answered.set(key, turn);
      return true;
    };
  }
}
