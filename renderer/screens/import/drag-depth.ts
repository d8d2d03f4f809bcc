/**
 * Whether a drag is over the window: the browser tells of each element that it enters and leaves, the next one entered before the last one
 * is left.
 */
export class DragDepth {
  #depth = 0;

  enter(): boolean {
    this.#depth += 1;
    return true;
  }

  leave(): boolean {
    this.#depth = Math.max(0, this.#depth - 1);
    return this.#depth > 0;
  }

  end(): boolean {
    this.#depth = 0;
    return false;
  }
}
