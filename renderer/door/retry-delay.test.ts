import { describe, expect, it } from 'vitest';
import { retryDelayMs } from './retry-delay';

describe('a host that does not answer', () => {
  it('is tried again after growing delays', () => {
    expect([1, 2, 3, 4, 5, 6, 40].map(retryDelayMs)).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 16_000, 16_000,
    ]);
  });
});
