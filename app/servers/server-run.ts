import type { Exit } from '../contract';
import { fillCommand } from './command/fill-command';
import { type Ledger, runTokenVariable } from './ledger';
import type { LifeEvent } from './life';
import type { ServerLog } from './logs/server-log';
import { type ProcessGroup, spawnGroup } from './process/process-group';
import { waitUntilReady } from './readiness/wait-until-ready';
import { type ServerSpec, serverHost } from './server-spec';

/** What a run reports; each at most once, and `ended` last. */
export type RunEvent =
  | Extract<LifeEvent, { type: 'spawned' | 'answered' | 'not-ready' }>
  | { readonly type: 'ended'; readonly exit: Exit };

/** One run of a server: from the choice of a port to the end of the last process. */
export interface ServerRun {
  /** Ends its processes; `ended` is reported when all are gone. */
  end(): void;
  /** Gives up before there is a process; nothing more is reported. */
  abandon(): void;
  /** All its processes are gone (or none was made), and its log is written. Never rejects for a reason of the server's. */
  readonly done: Promise<void>;
}

export interface RunDeps {
  readonly now: () => number;
  readonly freePort: () => Promise<number>;
  readonly ledger: Ledger;
  readonly stopGraceMs: number;
}

/** A crash is told when its last words are read, but no later than this: another process may hold the pipe. */
const lastWordsMs = 500;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Starts a run.
 *
 * @param input.token unique for this run; recorded in the ledger and in the environment of the process
 * @param input.previous the end of the run before, whose processes may still be going
 * @param input.report told what happens, never from inside this call
 */
export const startRun = (input: {
  readonly spec: ServerSpec;
  readonly token: string;
  readonly deps: RunDeps;
  readonly log: ServerLog;
  readonly previous: Promise<void>;
  readonly report: (event: RunEvent) => void;
}): ServerRun => {
  const { spec, token, deps, log, previous, report } = input;
  const { ledger, now } = deps;
  const abandoned = new AbortController();
  const probing = new AbortController();
  let isEnding = false;
  let group: ProcessGroup | null = null;
  const at = () => new Date(now()).toISOString();

  /** The port, or why no process may be started: what the ledger cannot hold could never be reaped. */
  const prepare = async (): Promise<number | Exit> => {
    try {
      const port = await deps.freePort();
      await ledger.starting(token, spec.id);
      return port;
    } catch (error) {
      return { kind: 'spawn-failed', reason: `no process could be prepared: ${reasonOf(error)}`, at: at() };
    }
  };

  const record = async (write: Promise<void>): Promise<void> => {
    try {
      await write;
    } catch (error) {
      log.note(`the list of running processes cannot be written: ${reasonOf(error)}`);
    }
  };

  const probe = async (port: number): Promise<void> => {
    const { warmUp, readyTimeoutMs: timeoutMs } = spec;
    const { signal } = probing;
    const readiness = await waitUntilReady({
      host: serverHost,
      port,
      warmUp,
      timeoutMs,
      signal,
      note: log.note,
    });
    if (signal.aborted || readiness.kind === 'abandoned') return;
    if (readiness.kind === 'ready') report({ type: 'answered', atMs: now() });
    else report({ type: 'not-ready', exit: { ...readiness, at: at() } });
  };

  const watch = async (running: ProcessGroup, port: number): Promise<void> => {
    const recorded = record(ledger.spawned(token, running.pid));
    const probed = probe(port);
    const end = await running.exited;
    probing.abort();
    const wasAlone = !isEnding;
    if (wasAlone) {
      await running.outputEnded(lastWordsMs);
      report({ type: 'ended', exit: { ...end, at: at() } });
    }
    const result = await running.end(deps.stopGraceMs);
    if (result === 'still-there') log.note(`process group ${running.pid} does not end, not even by SIGKILL`);
    await Promise.all([recorded, probed]);
    if (result !== 'still-there') await record(ledger.gone(token));
    if (!wasAlone) {
      report({
        type: 'ended',
        exit: result === 'gone' ? { ...end, at: at() } : { kind: 'killed', at: at() },
      });
    }
  };

  const run = async (): Promise<void> => {
    await previous;
    if (abandoned.signal.aborted) return;
    const port = await prepare();
    if (typeof port !== 'number') {
      if (!abandoned.signal.aborted) report({ type: 'ended', exit: port });
      return;
    }
    if (abandoned.signal.aborted) {
      await record(ledger.gone(token));
      return;
    }
    const command = fillCommand(spec.command, { host: serverHost, port });
    log.note(`starting: ${command.join(' ')}`);
    const env = { ...spec.env, [runTokenVariable]: token };
    const spawned = await spawnGroup({ command, cwd: spec.cwd, env, onOutput: log.output });
    if (spawned.kind === 'spawn-failed') {
      await record(ledger.gone(token));
      if (!abandoned.signal.aborted) report({ type: 'ended', exit: { ...spawned, at: at() } });
      return;
    }
    group = spawned.group;
    if (abandoned.signal.aborted) {
      await group.end(deps.stopGraceMs);
      await record(ledger.gone(token));
      return;
    }
    report({ type: 'spawned', pid: group.pid, port });
    await watch(group, port);
  };

  const end = () => {
    isEnding = true;
    probing.abort();
    void group?.end(deps.stopGraceMs);
  };
  return { end, abandon: () => abandoned.abort(), done: run().finally(log.flushed) };
};
