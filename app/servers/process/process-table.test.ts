import { describe, expect, test } from 'vitest';
import { type ProcessRow, parsePs, parseStat, treeOf } from './process-table';

const row = (pid: number, parentPid: number, groupId: number, isZombie = false): ProcessRow => ({
  pid,
  parentPid,
  groupId,
  isZombie,
  cpuMs: 0,
});

describe('/proc/<pid>/stat', () => {
  test('is read past a name with spaces and parentheses, with the time of children that ended', () => {
    const stat =
      '42 (a) S 1 (b)) S 7 40 40 0 -1 4194304 99 0 0 0 1 2 3 4 20 0 11 0 123456 1000 50 18446744073709551615';
    expect(parseStat(stat)).toEqual({ ...row(42, 7, 40), cpuMs: 100, startTicks: '123456' });
  });

  test('tells a zombie', () => {
    const stat = '42 (python) Z 7 40 40 0 -1 4194304 99 0 0 0 1 2 3 4 20 0 11 0 123456 0 0';
    expect(parseStat(stat)?.isZombie).toBe(true);
  });

  test('that was cut short is nothing', () => {
    expect(parseStat('42 (python) S 7 40')).toBeNull();
    expect(parseStat('')).toBeNull();
  });
});

test('lines of ps are read with memory in bytes', () => {
  expect(
    parsePs('    1     0     1 Ss     2048 00:01:02\n  812     1   812 Z+        0   0:00.00\n\n'),
  ).toEqual([
    { ...row(1, 0, 1), residentBytes: 2048 * 1024, cpuMs: 62_000 },
    { ...row(812, 1, 812, true), residentBytes: 0 },
  ]);
});

test.each([
  ['0:01.25', 1_250],
  ['01:00:00', 3_600_000],
  ['2-00:00:01', 172_801_000],
])('processor time of ps, %s, is %i ms', (time, cpuMs) => {
  expect(parsePs(` 7 1 7 S 40 ${time}`)[0]?.cpuMs).toBe(cpuMs);
});

describe('the tree of a process', () => {
  test('has its descendants in whatever group, the members of its group, and their descendants', () => {
    const rows = [
      row(1, 0, 1),
      row(50, 11, 50),
      row(10, 1, 10),
      row(11, 10, 10),
      row(60, 1, 10),
      row(61, 60, 61),
      row(70, 1, 70),
    ];
    expect(treeOf(rows, 10).map(({ pid }) => pid)).toEqual([50, 10, 11, 60, 61]);
  });

  test('leaves out zombies, but not their children', () => {
    expect(treeOf([row(10, 1, 10, true), row(11, 10, 11)], 10)).toEqual([row(11, 10, 11)]);
  });

  test('is empty for a process that is gone', () => {
    expect(treeOf([row(1, 0, 1)], 10)).toEqual([]);
  });
});
