import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Exit, serverStateSchema } from '../contract';
import { type Life, type LifeEvent, stopped, toServerState } from './life';
import { transition } from './life-cycle';
import { defaultRestartPolicy as policy } from './restart-policy';

const t0 = Date.parse('2026-01-01T00:00:00Z');
const iso = (atMs: number) => new Date(atMs).toISOString();

const diedAt = (atMs: number): Exit => ({ kind: 'exited', code: 1, at: iso(atMs) });
const endedAt = (atMs: number, exit: Exit = diedAt(atMs)): LifeEvent => ({
  type: 'ended',
  exit,
  atMs,
  jitter: 1,
  lastLines: ['the end'],
});
const notReady: Exit = { kind: 'not-ready', afterMs: 60_000, reason: 'nothing listened', at: iso(t0) };
const spawnFailed: Exit = { kind: 'spawn-failed', reason: 'no such program', at: iso(t0) };
const fresh = { failures: [], wasReady: false };
const once = { failures: [], wasReady: true };

const unborn: Life = { state: 'starting', process: null, sinceMs: t0, history: fresh };
const starting: Life = { state: 'starting', process: { pid: 11, port: 8001 }, sinceMs: t0, history: fresh };
const ready: Life = { state: 'ready', pid: 11, port: 8001, sinceMs: t0, history: once };
const drainingTo = (kind: 'stop' | 'restart'): Life => ({
  state: 'draining',
  pid: 11,
  port: 8001,
  next: { kind },
  history: once,
});
const backingOff: Life = {
  state: 'backing-off',
  retryAtMs: t0,
  history: { failures: [diedAt(t0)], wasReady: true },
};
const failed: Life = { state: 'failed', failures: [diedAt(t0)], lastLines: ['the end'] };
const start: LifeEvent = { type: 'start-asked', atMs: t0 };
const restart: LifeEvent = { type: 'restart-asked', atMs: t0 };
const stop: LifeEvent = { type: 'stop-asked' };
const spawned: LifeEvent = { type: 'spawned', pid: 11, port: 8001 };
const answered: LifeEvent = { type: 'answered', atMs: t0 + 900 };
const retryDue: LifeEvent = { type: 'retry-due', atMs: t0 };

describe('what an event does in a state', () => {
  test.each<[string, Life, LifeEvent, Life['state'], string[]]>([
    ['a start runs a stopped server', stopped, start, 'starting', ['run']],
    ['a restart does as well', stopped, restart, 'starting', ['run']],
    ['there is nothing to stop', stopped, stop, 'stopped', []],
    ['a second start is no news', starting, start, 'starting', []],
    ['the process is there', unborn, spawned, 'starting', []],
    ['it answers', starting, answered, 'ready', []],
    ['stopped before there is a process', unborn, stop, 'stopped', ['abandon']],
    ['stopped while starting', starting, stop, 'draining', ['end']],
    ['restarted while starting', starting, restart, 'draining', ['end']],
    ['restarted before there is a process', unborn, restart, 'starting', []],
    ['not ready in time', starting, { type: 'not-ready', exit: notReady }, 'draining', ['end']],
    ['died at its very first start', starting, endedAt(t0), 'backing-off', ['schedule-retry']],
    ['could not be spawned', unborn, endedAt(t0, spawnFailed), 'failed', []],
    ['died when ready', ready, endedAt(t0), 'backing-off', ['schedule-retry']],
    ['stopped when ready', ready, stop, 'draining', ['end']],
    ['restarted when ready', ready, restart, 'draining', ['end']],
    ['a start of a ready server is no news', ready, start, 'ready', []],
    ['gone after a stop', drainingTo('stop'), endedAt(t0), 'stopped', []],
    ['gone after a restart', drainingTo('restart'), endedAt(t0), 'starting', ['run']],
    ['retry', backingOff, retryDue, 'starting', ['run']],
    ['stopped between two tries', backingOff, stop, 'stopped', ['cancel-retry']],
    ['restarted between two tries', backingOff, restart, 'starting', ['cancel-retry', 'run']],
    ['failed, then started by a person', failed, start, 'starting', ['run']],
    ['failed, then stopped', failed, stop, 'stopped', []],
    ['a late retry after a failure', failed, retryDue, 'failed', []],
  ])('%s', (_, life, event, state, effects) => {
    const next = transition(life, event, policy);
    expect(next.life.state).toBe(state);
    expect(next.effects.map(({ type }) => type)).toEqual(effects);
  });

  test('a stop wins over a restart under way, and a start over a stop under way', () => {
    const stopping = transition(drainingTo('restart'), stop, policy).life;
    expect(transition(stopping, endedAt(t0), policy).life).toEqual(stopped);
    const coming = transition(drainingTo('stop'), start, policy).life;
    expect(transition(coming, endedAt(t0), policy).life.state).toBe('starting');
  });
});

/** Lives through events, and says where it ends. */
const live = (life: Life, events: readonly LifeEvent[]): Life =>
  events.reduce((before, event) => transition(before, event, policy).life, life);

/** One try that ends after `lastsMs`, ready or not. */
const tryAt = (atMs: number, lastsMs: number, isReady: boolean): LifeEvent[] => [
  { type: 'retry-due', atMs },
  spawned,
  ...(isReady ? [{ type: 'answered', atMs } as const] : []),
  endedAt(atMs + lastsMs),
];

describe('giving up', () => {
  test('a server that was never ready fails at its second death', () => {
    const life = live(starting, [endedAt(t0), ...tryAt(t0 + 500, 100, false)]);
    expect(life).toMatchObject({
      state: 'failed',
      lastLines: ['the end'],
      failures: [{ code: 1 }, { code: 1 }],
    });
  });

  test('one that was not ready in time at its first start gets no second wait', () => {
    const life = live(starting, [{ type: 'not-ready', exit: notReady }, endedAt(t0)]);
    expect(life).toMatchObject({ state: 'failed', failures: [notReady] });
  });

  test('one that was ready before goes on after a time-out', () => {
    const again: Life = { ...starting, history: once };
    const life = live(again, [{ type: 'not-ready', exit: notReady }, endedAt(t0)]);
    expect(life).toMatchObject({ state: 'backing-off', history: { failures: [notReady] } });
  });

  test('the fifth death within a minute is final', () => {
    const tries = [1, 2, 3].flatMap((n) => tryAt(t0 + n * 10_000, 1000, true));
    const four = live(ready, [endedAt(t0), ...tries]);
    expect(four.state).toBe('backing-off');
    expect(live(four, tryAt(t0 + 50_000, 1000, true)).state).toBe('failed');
  });

  test('five deaths in more than a minute are not', () => {
    const tries = [1, 2, 3, 4].flatMap((n) => tryAt(t0 + n * 20_000, 1000, false));
    expect(live(ready, [endedAt(t0), ...tries]).state).toBe('backing-off');
  });

  test('ten seconds of being ready forget earlier failures, being ready alone does not', () => {
    const long = live(backingOff, tryAt(t0 + 1000, policy.stableAfterMs, true));
    expect(long).toMatchObject({ state: 'backing-off', history: { failures: [{ code: 1 }] } });
    const short = live(backingOff, tryAt(t0 + 1000, policy.stableAfterMs - 1, true));
    expect(short).toMatchObject({ state: 'backing-off', history: { failures: [{ code: 1 }, { code: 1 }] } });
  });

  test('a restart by a person forgets them, too', () => {
    const life = live(failed, [restart, spawned, endedAt(t0)]);
    expect(life).toMatchObject({ state: 'backing-off', history: { failures: [{ code: 1 }] } });
  });
});

const exitArbitrary = fc.oneof(
  fc.record({ kind: fc.constant('exited' as const), code: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant('signalled' as const), signal: fc.constant('SIGKILL') }),
  fc.record({ kind: fc.constant('spawn-failed' as const), reason: fc.constant('gone') }),
  fc.record({ kind: fc.constant('killed' as const) }),
);
const stepArbitrary = fc.record({
  afterMs: fc.integer({ min: 0, max: 20_000 }),
  type: fc.constantFrom(
    'start-asked',
    'restart-asked',
    'stop-asked',
    'spawned',
    'answered',
    'not-ready',
    'ended',
    'retry-due',
  ),
  jitter: fc.double({ min: 0, max: 1, noNaN: true }),
  exit: exitArbitrary,
});

const lifeArbitrary = fc.array(stepArbitrary, { maxLength: 60 }).map((steps) => {
  let atMs = t0;
  return steps.map(({ afterMs, type, jitter, exit: how }): LifeEvent => {
    atMs += afterMs;
    const exit: Exit = { ...how, at: iso(atMs) };
    switch (type) {
      case 'stop-asked':
        return { type };
      case 'spawned':
        return { type, pid: 11, port: 8001 };
      case 'not-ready':
        return { type, exit: { kind: 'not-ready', afterMs: 1000, reason: 'late', at: iso(atMs) } };
      case 'ended':
        return { type, exit, atMs, jitter, lastLines: [] };
      default:
        return { type, atMs };
    }
  });
});

describe('whatever happens, in any order', () => {
  const steps = (events: readonly LifeEvent[]) => {
    let life: Life = stopped;
    return events.map((event) => {
      const before = life;
      const { life: after, effects } = transition(before, event, policy);
      life = after;
      return { before, event, after, effects };
    });
  };

  test('every state is one that clients understand', () => {
    fc.assert(
      fc.property(lifeArbitrary, (events) => {
        for (const { after } of steps(events)) serverStateSchema.parse(toServerState(after));
      }),
    );
  });

  test('a process is spawned exactly on the way into starting, and ended exactly on the way into draining', () => {
    fc.assert(
      fc.property(lifeArbitrary, (events) => {
        for (const { before, after, effects } of steps(events)) {
          const types = effects.map(({ type }) => type);
          expect(types.includes('run')).toBe(after.state === 'starting' && before.state !== 'starting');
          expect(types.includes('end')).toBe(after.state === 'draining' && before.state !== 'draining');
        }
      }),
    );
  });

  test('a retry is scheduled on the way into backing off, and never left behind', () => {
    fc.assert(
      fc.property(lifeArbitrary, (events) => {
        for (const { before, event, after, effects } of steps(events)) {
          const types = effects.map(({ type }) => type);
          expect(types.includes('schedule-retry')).toBe(
            after.state === 'backing-off' && before.state !== 'backing-off',
          );
          const leaves = before.state === 'backing-off' && after.state !== 'backing-off';
          expect(types.includes('cancel-retry')).toBe(leaves && event.type !== 'retry-due');
        }
      }),
    );
  });

  test('a stop always leads to stopped, at the latest when the process is gone', () => {
    fc.assert(
      fc.property(lifeArbitrary, (events) => {
        const life = live(stopped, [...events, stop]);
        expect(life.state === 'draining' ? live(life, [endedAt(t0)]) : life).toEqual(stopped);
      }),
    );
  });
});
