import { AppError } from '../contract';
import type { Backend } from './backend';
import type { ServerDeps, SupervisedServer } from './server';
import type { ServerSpec } from './server-spec';

/** What became of a set when every server of it was ready or had failed. */
export interface SetOutcome {
  readonly ready: readonly SupervisedServer[];
  readonly failed: readonly { readonly server: SupervisedServer; readonly error: AppError }[];
}

/** The servers of one project with one database in one mode. They belong to that database for life. */
export interface ServerSet {
  readonly id: string;
  readonly servers: readonly SupervisedServer[];
  /**
   * Waits until each server has become ready or failed; one that fails does not stop the others.
   *
   * @throws AppError cancelled when the set is stopped, or its signal aborted, meanwhile
   */
  ready(): Promise<SetOutcome>;
  /**
   * Ends one server's processes and starts it afresh; resolves when it is ready again.
   *
   * @throws AppError usage-invalid for a name that the set does not have; what `SupervisedServer.ready` throws
   */
  restart(name: string, signal?: AbortSignal): Promise<void>;
  /** Ends all servers; resolves when every process is gone. */
  stop(): Promise<void>;
}

const outcomeOf = async (server: SupervisedServer, signal: AbortSignal): Promise<AppError | null> => {
  try {
    await server.ready(signal);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
};

/**
 * Starts a set of servers, a few at a time.
 *
 * @param input.id of the set
 * @param input.specs from `backend.plan`
 * @param input.concurrency how many may be starting at once, 1 or more; each start keeps a core busy for a second
 * @param input.signal ends the start: every server is stopped. Without effect once all are ready or failed
 * @param input.onChange called after each change of a server's status
 */
export const startServerSet = (input: {
  readonly id: string;
  readonly backend: Backend;
  readonly specs: readonly ServerSpec[];
  readonly deps: ServerDeps;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly onChange: (server: SupervisedServer) => void;
}): ServerSet => {
  const { id, specs, concurrency, signal, onChange } = input;
  const backend = input.backend.open(input.deps);
  const servers = specs.map((spec) => backend.supervise(spec));
  for (const server of servers) server.onChange(() => onChange(server));
  const stopping = new AbortController();
  const errors = new Map<SupervisedServer, AppError | null>();

  const startInTurn = async (waiting: SupervisedServer[]): Promise<void> => {
    for (
      let server = waiting.shift();
      server !== undefined && !stopping.signal.aborted;
      server = waiting.shift()
    ) {
      server.start();
      errors.set(server, await outcomeOf(server, stopping.signal));
    }
  };

  const stopAll = async (): Promise<void> => {
    stopping.abort();
    await Promise.all(servers.map((server) => server.stop()));
    await backend.close();
  };
  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopped ??= stopAll();
    return stopped;
  };

  const startAll = async (): Promise<SetOutcome | AppError> => {
    const onAbort = () => void stop();
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    const waiting = [...servers];
    await Promise.all(Array.from({ length: Math.max(1, concurrency) }, () => startInTurn(waiting)));
    signal.removeEventListener('abort', onAbort);
    if (stopping.signal.aborted) {
      await stop();
      return new AppError('cancelled', 'The servers were stopped before all of them were ready.', {
        data: { set: id },
      });
    }
    return {
      ready: servers.filter((server) => errors.get(server) === null),
      failed: servers.flatMap((server) => {
        const error = errors.get(server) ?? null;
        return error === null ? [] : [{ server, error }];
      }),
    };
  };
  const outcome = startAll();
  return {
    id,
    servers,
    ready: async () => {
      const end = await outcome;
      if (end instanceof AppError) throw end;
      return end;
    },
    restart: async (name, restartSignal) => {
      const server = servers.find((candidate) => candidate.spec.name === name);
      if (server === undefined) {
        const names = servers.map((candidate) => candidate.spec.name);
        throw new AppError('usage-invalid', `No server is named "${name}".`, {
          hint: `These run: ${names.join(', ') || 'none'}.`,
          data: { server: name, servers: names },
        });
      }
      if (stopping.signal.aborted) {
        throw new AppError('cancelled', `The server "${name}" is being stopped with its set.`, {
          data: { set: id },
        });
      }
      server.restart();
      await server.ready(restartSignal);
    },
    stop,
  };
};
