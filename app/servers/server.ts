import { AppError, type LogLine, type ServerState } from '../contract';
import type { LineLevel } from '../core/logs/line-level';
import { failureError } from './exit-text';
import type { Ledger } from './ledger';
import { type Effect, type Life, type LifeEvent, stopped, toServerState } from './life';
import { transition } from './life-cycle';
import { lifeNote } from './life-note';
import type { FileLimits } from './logs/rotating-file';
import { openServerLog } from './logs/server-log';
import { defaultRestartPolicy, type RestartPolicy } from './restart-policy';
import { type RunEvent, type ServerRun, startRun } from './server-run';
import type { ServerSpec } from './server-spec';

export interface ServerDeps {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Uniform in 0 to 1. */
  readonly random: () => number;
  /** A free port of 127.0.0.1; see `createPortSource`. */
  readonly freePort: () => Promise<number>;
  readonly ledger: Ledger;
  /** Time between SIGTERM and SIGKILL. Default 5,000 ms. */
  readonly stopGraceMs?: number;
  readonly policy?: RestartPolicy;
  readonly logLimits?: FileLimits;
}

/** One server under supervision. Nothing runs before `start`. */
export interface SupervisedServer {
  readonly spec: ServerSpec;
  readonly status: ServerState;
  /** How often it was run again since it was made. */
  readonly restarts: number;
  /** Starts it; nothing happens when it is starting or ready. */
  start(): void;
  /**
   * Waits until it is ready. Waiting ends with an AppError: command-not-found, server-not-ready or server-died when it is
   * failed; cancelled when it is stopped, or `signal` is aborted (which stops the waiting, not the server).
   */
  ready(signal?: AbortSignal): Promise<{ readonly pid: number; readonly port: number }>;
  /** Ends its processes, then starts it afresh, whatever its state; earlier failures are forgotten. */
  restart(): void;
  /** Ends it for good; resolves when all its processes are gone and its log is written. */
  stop(): Promise<void>;
  /** Adds a line of our own to its log. */
  note(text: string, level?: LineLevel): void;
  /** At most `count` of the newest lines, oldest first. */
  lastLines(count: number): LogLine[];
  /** Every log line from now on. @returns how to stop it */
  onLine(listener: (line: LogLine) => void): () => void;
  /** Called after each change of `status`. @returns how to stop it */
  onChange(listener: (status: ServerState) => void): () => void;
}

const defaultStopGraceMs = 5000;

const noteLevels: Readonly<Partial<Record<Life['state'], LineLevel>>> = {
  'backing-off': 'warning',
  failed: 'error',
};

/** Lines that a failed server shows. */
const shownLines = 200;

/**
 * Supervises one server: the reducer of life-cycle.ts decides, this carries out.
 *
 * @param deps clock, randomness and ports; the ledger that survives us
 */
export const superviseServer = (spec: ServerSpec, deps: ServerDeps): SupervisedServer => {
  const { now, random } = deps;
  const policy = deps.policy ?? defaultRestartPolicy;
  const runDeps = { ...deps, stopGraceMs: deps.stopGraceMs ?? defaultStopGraceMs };
  const log = openServerLog({
    server: spec.name,
    file: spec.logFile,
    now,
    ...(deps.logLimits ? { limits: deps.logLimits } : {}),
  });
  const listeners = new Set<(status: ServerState) => void>();
  let life: Life = stopped;
  let run: ServerRun | null = null;
  let runs = 0;
  let retry: NodeJS.Timeout | undefined;

  const lastLines = () => log.last(shownLines).map((line) => line.text);

  const beginRun = () => {
    runs++;
    const started: ServerRun = startRun({
      spec,
      token: `${spec.id}#${runs}@${now()}`,
      deps: runDeps,
      log,
      previous: run?.done ?? Promise.resolve(),
      report: (event) => {
        if (run === started) dispatch(completed(event));
      },
    });
    run = started;
  };

  const completed = (event: RunEvent): LifeEvent =>
    event.type === 'ended' ? { ...event, atMs: now(), jitter: random(), lastLines: lastLines() } : event;

  const carryOut = (effect: Effect): void => {
    switch (effect.type) {
      case 'run':
        beginRun();
        break;
      case 'end':
        run?.end();
        break;
      case 'abandon':
        run?.abandon();
        break;
      case 'schedule-retry':
        retry = setTimeout(() => dispatch({ type: 'retry-due', atMs: now() }), effect.delayMs);
        break;
      case 'cancel-retry':
        clearTimeout(retry);
        break;
      default:
        effect satisfies never;
    }
  };

  const dispatch = (event: LifeEvent): void => {
    const before = life;
    const { life: after, effects } = transition(before, event, policy);
    if (after === before) return;
    life = after;
    const note = lifeNote(before, after, event);
    if (note !== null) log.note(note, noteLevels[after.state] ?? 'info');
    for (const effect of effects) carryOut(effect);
    // A listener may ask for the next change: the ones after it get the newest status, never an older one later.
    for (const listener of [...listeners]) listener(toServerState(life));
  };

  const onChange = (listener: (status: ServerState) => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  };

  const cancelled = (why: string) =>
    new AppError('cancelled', `The server "${spec.name}" ${why} before it was ready.`, {
      data: { server: spec.name },
    });

  /** The end of waiting for readiness, or null while there is something to wait for. */
  const settled = (): { readonly pid: number; readonly port: number } | AppError | null => {
    if (life.state === 'ready') return { pid: life.pid, port: life.port };
    if (life.state === 'failed') return failureError(spec, life.failures, life.lastLines);
    if (life.state === 'stopped') return cancelled('was stopped');
    return null;
  };

  return {
    spec,
    get status() {
      return toServerState(life);
    },
    get restarts() {
      return Math.max(0, runs - 1);
    },
    start: () => dispatch({ type: 'start-asked', atMs: now() }),
    ready: (signal) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const end = signal?.aborted ? cancelled('was given up') : settled();
          if (end === null) return;
          forget();
          signal?.removeEventListener('abort', look);
          if (end instanceof AppError) reject(end);
          else resolve(end);
        };
        const forget = onChange(look);
        signal?.addEventListener('abort', look);
        look();
      }),
    restart: () => dispatch({ type: 'restart-asked', atMs: now() }),
    stop: async () => {
      dispatch({ type: 'stop-asked' });
      await run?.done;
      await log.flushed();
    },
    note: log.note,
    lastLines: log.last,
    onLine: log.subscribe,
    onChange,
  };
};
