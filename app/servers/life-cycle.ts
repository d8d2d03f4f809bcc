import type { Exit, ServerState } from '../contract';
import { backoffDelayMs, type RestartPolicy } from './restart-policy';

/** What went wrong since the last success, and whether there was one since the start was asked for. */
interface History {
  readonly failures: readonly Exit[];
  readonly wasReady: boolean;
}

/** What follows when the last process of a server that is being ended is gone. */
type Next =
  | { readonly kind: 'stop' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'fail'; readonly exit: Exit };

/** A server's life as a value. Times are milliseconds since 1970. */
export type Life =
  | { readonly state: 'stopped' }
  | {
      readonly state: 'starting';
      /** Null until the process exists. */
      readonly process: { readonly pid: number; readonly port: number } | null;
      readonly sinceMs: number;
      readonly history: History;
    }
  | {
      readonly state: 'ready';
      readonly pid: number;
      readonly port: number;
      readonly sinceMs: number;
      readonly history: History;
    }
  | {
      readonly state: 'draining';
      readonly pid: number;
      readonly port: number;
      readonly next: Next;
      readonly history: History;
    }
  | { readonly state: 'backing-off'; readonly retryAtMs: number; readonly history: History }
  | { readonly state: 'failed'; readonly failures: readonly Exit[]; readonly lastLines: readonly string[] };

export type LifeEvent =
  | { readonly type: 'start-asked'; readonly atMs: number }
  | { readonly type: 'restart-asked'; readonly atMs: number }
  | { readonly type: 'stop-asked' }
  | { readonly type: 'spawned'; readonly pid: number; readonly port: number }
  | { readonly type: 'answered'; readonly atMs: number }
  /** The time-out of readiness passed; the process still runs. */
  | { readonly type: 'not-ready'; readonly exit: Exit }
  | {
      readonly type: 'ended';
      readonly exit: Exit;
      readonly atMs: number;
      /** Uniform in 0 to 1. */
      readonly jitter: number;
      readonly lastLines: readonly string[];
    }
  | { readonly type: 'retry-due'; readonly atMs: number };

export type Effect =
  /** Spawn the process on a fresh port and watch it until it answers. */
  | { readonly type: 'run' }
  /** End every process of the current run. */
  | { readonly type: 'end' }
  /** Give up the current run, which has no process yet. */
  | { readonly type: 'abandon' }
  | { readonly type: 'schedule-retry'; readonly delayMs: number }
  | { readonly type: 'cancel-retry' };

export interface Transition {
  readonly life: Life;
  readonly effects: readonly Effect[];
}

export const stopped: Life = { state: 'stopped' };

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

const iso = (ms: number): string => new Date(ms).toISOString();

/** The part of a life that clients see. */
export const toServerState = (life: Life): ServerState => {
  switch (life.state) {
    case 'stopped':
      return { state: 'stopped' };
    case 'starting':
      return { state: 'starting', pid: life.process?.pid ?? null, since: iso(life.sinceMs) };
    case 'ready':
      return { state: 'ready', pid: life.pid, port: life.port, since: iso(life.sinceMs) };
    case 'draining':
      return { state: 'draining', pid: life.pid, port: life.port };
    case 'backing-off':
      return { state: 'backing-off', failures: [...life.history.failures], retryAt: iso(life.retryAtMs) };
    case 'failed':
      return { state: 'failed', failures: [...life.failures], lastLines: [...life.lastLines] };
    default:
      return life satisfies never;
  }
};
