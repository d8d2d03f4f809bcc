import { describe, expect, it } from 'vitest';
import { bumpTimestamp } from './bump-timestamp';

const now = '2026-11-01T12:00:00.000Z';

describe('the new last_updated_at', () => {
  it.each([
    ['2001-01-01 00:00:00+00', now],
    ['2026-11-01 11:59:59.999999+00', now],
    ['2026-11-01 12:00:00.5+00', '2026-11-01T12:00:01.000Z'],
    ['2026-11-01 17:45:30+05:45', '2026-11-01T12:00:31.000Z'],
    ['2027-01-01 00:00:00-03', '2027-01-01T03:00:01.000Z'],
    ['infinity', now],
  ])('trap 6: after %s is %s: whole seconds must grow, or the Emperor does not reload', (current, bumped) => {
    expect(bumpTimestamp(current, now)).toBe(bumped);
  });
});
