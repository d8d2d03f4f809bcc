import type { Exit, ServerState } from '../contract';

/** What went wrong since the last success, and whether there was one since the start was asked for. */
export interface History {
  readonly failures: readonly Exit[];
  readonly wasReady: boolean;
}

/** What follows when the last process of a server that is being ended is gone. */
export type Next =
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

export const stopped: Life = { state: 'stopped' };

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
