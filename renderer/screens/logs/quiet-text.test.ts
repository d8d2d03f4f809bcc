import { expect, it } from 'vitest';
import { emptyText, followingText } from './quiet-text';

const at = (hour: number, minute: number): string => new Date(2026, 10, 28, hour, minute).toISOString();
const nowMs = Date.parse(at(14, 30));

it('a log that is followed tells since when nothing was said, once that is a minute', () => {
  expect(
    [null, at(14, 30), at(14, 2), new Date(2026, 10, 27, 9, 5).toISOString()].map((lastAt) =>
      followingText(lastAt, nowMs),
    ),
  ).toEqual(['Following', 'Following', 'Quiet since 14:02', 'Quiet since Fri 09:05']);
});

it('a log without a line says why', () => {
  expect(emptyText('all', null, nowMs)).toBe('Nothing said yet');
  expect((['all', 'warning', 'error'] as const).map((level) => emptyText(level, at(14, 2), nowMs))).toEqual([
    'Quiet since 14:02',
    'No warnings',
    'No errors',
  ]);
});
