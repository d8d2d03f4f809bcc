import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { afterEach, beforeEach, expect } from 'vitest';
import { AppError, type ServerState } from '../../contract';
import { openRuns } from '../ledger';
import { type SupervisedServer, superviseServer } from '../server';
import type { ProgramName } from './programs';
import { aliveOf, openWorkshop, type Workshop } from './workshop';

/** A server under test with all the states that it went through. */
export interface Watched {
  readonly server: SupervisedServer;
  readonly states: readonly ServerState[];
  /** Of every process that it ran. */
  readonly pids: ReadonlySet<number>;
}

/** A workshop for each test, which afterwards proves that no process is left and that the ledger knows it. */
export const supervisionOfEachTest = () => {
  let workshop: Workshop;
  let watched: Watched[] = [];
  beforeEach(async () => {
    workshop = await openWorkshop();
    watched = [];
  });
  afterEach(async () => {
    await Promise.all(watched.map(({ server }) => server.stop()));
    expect(await aliveOf(watched.flatMap(({ pids }) => [...pids]))).toEqual([]);
    expect(openRuns(await readFile(workshop.ledgerFile, 'utf8'))).toEqual([]);
    await workshop[Symbol.asyncDispose]();
  });
  const supervise = (
    program: ProgramName,
    args: readonly string[] = [],
    changes: Parameters<Workshop['spec']>[2] = {},
    deps: Partial<Workshop['deps']> = {},
  ): Watched => {
    const server = superviseServer(workshop.spec(program, args, changes), { ...workshop.deps, ...deps });
    const states: ServerState[] = [];
    const pids = new Set<number>();
    server.onChange((status) => {
      states.push(status);
      if ('pid' in status && status.pid !== null) pids.add(status.pid);
    });
    const one = { server, states, pids };
    watched.push(one);
    return one;
  };
  return { supervise, folder: () => workshop.folder };
};

/** Polls until the assertion that follows holds; patient, since a loaded machine starts a process in seconds. */
export const eventually = <Value>(look: () => Value) => expect.poll(look, { timeout: 20_000, interval: 20 });

export const names = (states: readonly ServerState[]): string[] => states.map(({ state }) => state);

/** All that the server and we said so far. */
export const texts = (server: SupervisedServer): string[] =>
  server.lastLines(10_000).map((line) => line.text);

/** The pid that the `hasChild` program printed for its child. */
export const childPid = async (server: SupervisedServer): Promise<number> => {
  const pid = () =>
    Number(
      texts(server)
        .find((text) => text.startsWith('child '))
        ?.slice('child '.length),
    );
  await eventually(pid).toBeGreaterThan(1);
  return pid();
};

/** Sends a GET that may be the server's last: whether an answer comes back before it dies is left open. */
export const provoke = (port: number, path: string): Promise<void> =>
  new Promise((resolve) => {
    const outgoing = get({ host: '127.0.0.1', port, path, agent: false }, (incoming) => incoming.resume());
    outgoing.on('error', () => outgoing.destroy());
    outgoing.on('close', () => resolve());
  });

/** The error that waiting for it ends with. */
export const failureOf = async (server: SupervisedServer): Promise<AppError> => {
  const error = await server.ready().then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError))
    throw new Error(`Expected a failed server, got ${error ?? 'a ready one'}`);
  return error;
};
