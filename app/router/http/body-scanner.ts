import { ChunkedScanner } from './chunked-scanner';
import type { BodyFraming } from './framing';

/** Finds the end of a body in bytes that go through unchanged. */
export interface BodyScanner {
  readonly state: 'more' | 'done' | 'malformed';
  /**
   * @param bytes as received
   * @param from the first byte not yet looked at
   * @returns the offset after the last byte that belongs to the body and is well-formed
   */
  scan(bytes: Buffer, from: number): number;
}

class LengthScanner implements BodyScanner {
  #left: number;

  constructor(length: number) {
    this.#left = length;
  }

  get state(): 'more' | 'done' {
    return this.#left === 0 ? 'done' : 'more';
  }

  scan(bytes: Buffer, from: number): number {
    const taken = Math.min(this.#left, bytes.length - from);
    this.#left -= taken;
    return from + taken;
  }
}

class UntilCloseScanner implements BodyScanner {
  readonly state = 'more';

  scan(bytes: Buffer): number {
    return bytes.length;
  }
}

export const scannerOf = (framing: BodyFraming): BodyScanner => {
  switch (framing.kind) {
    case 'none':
      return new LengthScanner(0);
    case 'length':
      return new LengthScanner(framing.length);
    case 'chunked':
      return new ChunkedScanner();
    case 'until-close':
      return new UntilCloseScanner();
    default:
      return framing satisfies never;
  }
};
