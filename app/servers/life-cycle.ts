import type { Exit } from '../contract';
import { type Effect, type History, type Life, type LifeEvent, type Next, stopped } from './life';
import { backoffDelayMs, type RestartPolicy } from './restart-policy';

export interface Transition {
  readonly life: Life;
  readonly effects: readonly Effect[];
}

const freshHistory: History = { failures: [], wasReady: false };

/** More than this many failures do not change the delay, which has reached its upper limit long before. */
const keptFailures = 16;

const stay = (life: Life): Transition => ({ life, effects: [] });

const begin = (atMs: number, history: History, first: readonly Effect[] = []): Transition => ({
  life: { state: 'starting', process: null, sinceMs: atMs, history },
  effects: [...first, { type: 'run' }],
});

const drain = (
  process: { readonly pid: number; readonly port: number },
  next: Next,
  history: History,
): Transition => ({
  life: { state: 'draining', pid: process.pid, port: process.port, next, history },
  effects: [{ type: 'end' }],
});

const isFinal = (
  exit: Exit,
  failures: readonly Exit[],
  history: History,
  atMs: number,
  policy: RestartPolicy,
) => {
  const recent = failures.filter((failure) => atMs - Date.parse(failure.at) < policy.windowMs);
  if (recent.length >= policy.failureLimit) return true;
  if (history.wasReady) return false;
  return (
    exit.kind === 'spawn-failed' || exit.kind === 'not-ready' || failures.length > policy.firstStartRetries
  );
};

const fail = (
  exit: Exit,
  history: History,
  event: Extract<LifeEvent, { type: 'ended' }>,
  policy: RestartPolicy,
): Transition => {
  const failures = [...history.failures, exit].slice(-keptFailures);
  if (isFinal(exit, failures, history, event.atMs, policy)) {
    return stay({ state: 'failed', failures, lastLines: event.lastLines });
  }
  const delayMs = backoffDelayMs(failures.length, event.jitter, policy);
  return {
    life: { state: 'backing-off', retryAtMs: event.atMs + delayMs, history: { ...history, failures } },
    effects: [{ type: 'schedule-retry', delayMs }],
  };
};

const fromStarting = (
  life: Extract<Life, { state: 'starting' }>,
  event: LifeEvent,
  policy: RestartPolicy,
): Transition => {
  const { process, history } = life;
  switch (event.type) {
    case 'spawned':
      return stay({ ...life, process: { pid: event.pid, port: event.port } });
    case 'answered':
      if (process === null) return stay(life);
      return stay({
        state: 'ready',
        pid: process.pid,
        port: process.port,
        sinceMs: event.atMs,
        history: { ...history, wasReady: true },
      });
    case 'not-ready':
      return process === null ? stay(life) : drain(process, { kind: 'fail', exit: event.exit }, history);
    case 'ended':
      return fail(event.exit, history, event, policy);
    case 'stop-asked':
      if (process === null) return { life: stopped, effects: [{ type: 'abandon' }] };
      return drain(process, { kind: 'stop' }, history);
    case 'restart-asked':
      return process === null ? stay(life) : drain(process, { kind: 'restart' }, history);
    case 'start-asked':
    case 'retry-due':
      return stay(life);
    default:
      return event satisfies never;
  }
};

const fromReady = (
  life: Extract<Life, { state: 'ready' }>,
  event: LifeEvent,
  policy: RestartPolicy,
): Transition => {
  switch (event.type) {
    case 'ended': {
      const wasStable = event.atMs - life.sinceMs >= policy.stableAfterMs;
      return fail(event.exit, wasStable ? { failures: [], wasReady: true } : life.history, event, policy);
    }
    case 'stop-asked':
      return drain(life, { kind: 'stop' }, life.history);
    case 'restart-asked':
      return drain(life, { kind: 'restart' }, life.history);
    default:
      return stay(life);
  }
};

const fromDraining = (
  life: Extract<Life, { state: 'draining' }>,
  event: LifeEvent,
  policy: RestartPolicy,
): Transition => {
  switch (event.type) {
    case 'ended':
      switch (life.next.kind) {
        case 'stop':
          return stay(stopped);
        case 'restart':
          return begin(event.atMs, freshHistory);
        case 'fail':
          return fail(life.next.exit, life.history, event, policy);
        default:
          return life.next satisfies never;
      }
    case 'stop-asked':
      return stay({ ...life, next: { kind: 'stop' } });
    case 'start-asked':
    case 'restart-asked':
      return stay({ ...life, next: { kind: 'restart' } });
    default:
      return stay(life);
  }
};

/**
 * The next state of a server's life and what is to be done about it; pure, total, and the only place that decides.
 * An event that means nothing in a state leaves it as it is. Source: "Supervision" in docs/servers.md.
 *
 * - A server that was never ready since it was asked to start gets `firstStartRetries` more tries when its process dies,
 *   and none when it could not be spawned or was not ready in time, so that a wrong command is told at once.
 * - One that was ready is started again with growing delays, until `failureLimit` failures fall into `windowMs`.
 * - Having been ready for `stableAfterMs` is the success that resets the count. Being ready alone is not:
 *   a server that dies at its first real request would start again for ever.
 */
export const transition = (life: Life, event: LifeEvent, policy: RestartPolicy): Transition => {
  switch (life.state) {
    case 'stopped':
      return event.type === 'start-asked' || event.type === 'restart-asked'
        ? begin(event.atMs, freshHistory)
        : stay(life);
    case 'starting':
      return fromStarting(life, event, policy);
    case 'ready':
      return fromReady(life, event, policy);
    case 'draining':
      return fromDraining(life, event, policy);
    case 'backing-off':
      if (event.type === 'retry-due') return begin(event.atMs, life.history);
      if (event.type === 'stop-asked') return { life: stopped, effects: [{ type: 'cancel-retry' }] };
      if (event.type === 'start-asked' || event.type === 'restart-asked') {
        return begin(event.atMs, freshHistory, [{ type: 'cancel-retry' }]);
      }
      return stay(life);
    case 'failed':
      if (event.type === 'stop-asked') return stay(stopped);
      return event.type === 'start-asked' || event.type === 'restart-asked'
        ? begin(event.atMs, freshHistory)
        : stay(life);
    default:
      return life satisfies never;
  }
};
