import { describe, expect, it } from 'vitest';
import { mayStartAgain, wasOrdered } from './ends';
import { readableLine } from './last-lines';
import { runsHost } from './node-program';

describe('a host that ended', () => {
  it('is started again, but not for ever', () => {
    expect(mayStartAgain([0])).toBe(true);
    expect(mayStartAgain([0, 10_000])).toBe(true);
    expect(mayStartAgain([0, 10_000, 20_000])).toBe(false);
    expect(mayStartAgain([0, 10_000, 70_000])).toBe(true);
  });

  it('stays stopped when somebody wanted it', () => {
    expect(wasOrdered('Manysite was stopped')).toBe(true);
    expect(wasOrdered('')).toBe(false);
  });
});

it.each([
  ['16.17.1', false],
  ['20.18.3', false],
  ['20.19.0', true],
  ['24.1.0', true],
])('the host on Node %s: %s', (version, expected) => expect(runsHost(version)).toBe(expected));

it('lines of host.log are told without their frame, and others as they are', () => {
  const line = JSON.stringify({
    level: 50,
    time: '2026-11-18T10:00:00Z',
    msg: 'it ended',
    err: { message: 'no room' },
  });
  expect(readableLine(line)).toMatch(/^\d\d:00:00 {2}it ended {2}no room$/);
  expect(readableLine('Segmentation fault')).toBe('Segmentation fault');
  expect(readableLine('[1]')).toBe('[1]');
});
