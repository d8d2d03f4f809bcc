import { describe, expect, test } from 'vitest';
import { openRuns } from './ledger';

const lines = (...values: object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const starting = (token: string) => ({ what: 'starting', token, serverId: `server of ${token}` });
const spawned = (token: string, pid: number) => ({ what: 'spawned', token, pid, start: `boot:${pid}` });
const gone = (token: string) => ({ what: 'gone', token });

describe('runs without a recorded end', () => {
  test('are those that a killed host leaves: with a process, or only meant to be', () => {
    const text = lines(
      starting('a'),
      spawned('a', 11),
      starting('b'),
      starting('c'),
      spawned('c', 13),
      gone('a'),
    );
    expect(openRuns(text)).toEqual([
      { token: 'b', serverId: 'server of b', process: null },
      { token: 'c', serverId: 'server of c', process: { pid: 13, start: 'boot:13' } },
    ]);
  });

  test('are known although the last line was cut short, at any place', () => {
    const whole = lines(starting('a'), spawned('a', 11));
    const last = JSON.stringify(gone('a'));
    for (let length = 0; length < last.length; length++) {
      expect(openRuns(whole + last.slice(0, length))).toHaveLength(1);
    }
    expect(openRuns(whole + last)).toEqual([]);
  });

  test('are none in an empty file, and foreign lines are no runs', () => {
    expect(openRuns('')).toEqual([]);
    expect(openRuns('{"what":"else"}\n[]\nnull\n"x"\n')).toEqual([]);
    expect(openRuns(lines(spawned('never announced', 11)))).toEqual([]);
  });
});
