import { findHeadEnd, leadingEmptyLines } from './head-end';
import { type RefusedHead, type RequestHead, readRequestHead } from './request-head';

const noBytes = Buffer.alloc(0);
const carriageReturn = 0x0d;

/** What a client has sent and nobody has used yet: a part of a head, a body that cannot flow yet, further requests. */
export class RequestIntake {
  readonly #mostHeadBytes: number;
  #pending: Buffer = noBytes;
  #resumeAt = 0;

  /** @param mostHeadBytes of one head; a longer one is refused with 431 */
  constructor(mostHeadBytes: number) {
    this.#mostHeadBytes = mostHeadBytes;
  }

  get pending(): Buffer {
    return this.#pending;
  }

  add(bytes: Buffer): void {
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
  }

  /** Drops the first bytes, which have found their place elsewhere. */
  drop(count: number): void {
    this.#pending = count === this.#pending.length ? noBytes : this.#pending.subarray(count);
  }

  clear(): void {
    this.#pending = noBytes;
  }

  /**
   * Takes the next request's head. To be called when the body of the one before has been dropped.
   *
   * @returns null while it is not complete
   */
  takeHead(): RequestHead | RefusedHead | null {
    if (this.#resumeAt === 0) this.drop(leadingEmptyLines(this.#pending));
    // The first half of a further empty line.
    const isNothing = this.#pending.length === 1 && this.#pending[0] === carriageReturn;
    if (this.#pending.length === 0 || isNothing) return null;
    const found = findHeadEnd(this.#pending, this.#resumeAt);
    if (found.kind === 'broken') return { kind: 'refused', status: 400, reason: found.reason };
    const size = found.kind === 'complete' ? found.end : this.#pending.length;
    if (size > this.#mostHeadBytes) {
      return { kind: 'refused', status: 431, reason: `a head of more than ${this.#mostHeadBytes / 1024} KB` };
    }
    if (found.kind === 'incomplete') {
      this.#resumeAt = found.resumeAt;
      return null;
    }
    const head = readRequestHead(this.#pending.subarray(0, found.end));
    this.drop(found.end);
    this.#resumeAt = 0;
    return head;
  }
}
