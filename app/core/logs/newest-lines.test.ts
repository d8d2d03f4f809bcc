import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newestLines } from './newest-lines';

const moment = (ms: number): string => new Date(ms).toISOString();

const logOf = (log: number) =>
  fc
    .array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 })
    .map((moments) =>
      moments.sort((a, b) => a - b).map((ms, place) => ({ at: moment(ms), name: `${log}.${place}` })),
    );

describe('the newest lines of many logs', () => {
  it('are those that sorting all of them by time would leave at the end', () => {
    const logs = fc
      .integer({ min: 0, max: 7 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, log) => logOf(log))));
    fc.assert(
      fc.property(logs, fc.integer({ min: 0, max: 60 }), (given, count) => {
        const all = given.flat().sort((a, b) => a.at.localeCompare(b.at));
        expect(newestLines(given, count)).toEqual(all.slice(Math.max(0, all.length - count)));
      }),
    );
  });
});
