import { describe, expect, it } from 'vitest';
import { lastingText } from './span';

describe('how long something lasts', () => {
  it('is told in its two largest units', () => {
    const from = '2026-11-28T10:00:00.000Z';
    const after = (ms: number): string => lastingText(from, Date.parse(from) + ms);
    expect([-5, 4_200, 14 * 60_000, 8_040_000, 266_400_000].map(after)).toEqual([
      '0 s',
      '4 s',
      '14 min',
      '2 h 14 min',
      '3 d 2 h',
    ]);
  });
});
