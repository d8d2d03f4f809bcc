import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogLine } from '../../contract';
import { newestLines } from './newest-lines';
import { linesBefore, placeBefore } from './older-lines';

const logOf = (server: string) =>
  fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 15 }).map((moments) =>
    moments
      .sort((one, other) => one - other)
      .map(
        (ms, place): LogLine => ({
          at: new Date(ms).toISOString(),
          server,
          stream: 'stdout',
          level: 'info',
          text: `${server}${place}`,
        }),
      ),
  );

test('lines before the newest ones of many logs go on where those begin, however many are of one moment', () => {
  const logs = fc.tuple(logOf('a'), logOf('b'), logOf('c'));
  const counts = fc.integer({ min: 1, max: 20 });
  fc.assert(
    fc.property(logs, counts, counts, (given, known, count) => {
      const newest = newestLines(given, known);
      const place = placeBefore(newest);
      if (place === null) return;
      const upTo = given.map((log) => log.filter(({ at }) => at <= place.at));
      expect([...linesBefore(upTo, place, count), ...newest]).toEqual(
        newestLines(given, newest.length + count),
      );
    }),
  );
});
