import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError, type ServerState } from '../contract';
import { openRuns } from './ledger';
import { type SupervisedServer, superviseServer } from './server';
import {
  aliveOf,
  isAlive,
  openWorkshop,
  type ProgramName,
  quickPolicy,
  type Workshop,
} from './test-programs';

let workshop: Workshop;
let started: { server: SupervisedServer; states: ServerState[]; pids: Set<number> }[];

beforeEach(async () => {
  workshop = await openWorkshop();
  started = [];
});

afterEach(async () => {
  await Promise.all(started.map(({ server }) => server.stop()));
  const pids = started.flatMap((one) => [...one.pids]);
  expect(await aliveOf(pids)).toEqual([]);
  expect(openRuns(await readFile(workshop.ledgerFile, 'utf8'))).toEqual([]);
  await workshop[Symbol.asyncDispose]();
});

const supervise = (
  program: ProgramName,
  args: readonly string[] = [],
  changes: Parameters<Workshop['spec']>[2] = {},
  deps: Partial<Workshop['deps']> = {},
) => {
  const server = superviseServer(workshop.spec(program, args, changes), { ...workshop.deps, ...deps });
  const states: ServerState[] = [];
  const pids = new Set<number>();
  server.onChange((status) => {
    states.push(status);
    if ('pid' in status && status.pid !== null) pids.add(status.pid);
  });
  started.push({ server, states, pids });
  return { server, states, pids };
};

const names = (states: readonly ServerState[]) => states.map(({ state }) => state);
const texts = (server: SupervisedServer) => server.lastLines(10_000).map((line) => line.text);

/** The pid that the `hasChild` program printed for its child. */
const childPid = async (server: SupervisedServer): Promise<number> => {
  const pid = () =>
    Number(
      texts(server)
        .find((text) => text.startsWith('child '))
        ?.slice('child '.length),
    );
  await expect.poll(pid).toBeGreaterThan(1);
  return pid();
};

const failureOf = async (server: SupervisedServer): Promise<AppError> => {
  const error = await server.ready().then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  if (!(error instanceof AppError)) throw error;
  return error;
};

describe('becoming ready', () => {
  test('a server that listens late is ready once it answers, warmed up with the Host of its site', async () => {
    const { server, states } = supervise('answers', ['300'], {
      warmUp: [
        { path: '/', hostHeader: 'portal.127.0.0.1.nip.io:8000' },
        { path: '/about/?q=1', hostHeader: null },
      ],
    });
    server.start();
    const { pid, port } = await server.ready();
    expect(names(states)).toEqual(['starting', 'starting', 'ready']);
    expect(server.status).toMatchObject({ state: 'ready', pid, port });
    expect(texts(server)).toContain('GET / portal.127.0.0.1.nip.io:8000');
    expect(texts(server)).toContain(`GET /about/?q=1 127.0.0.1:${port}`);
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    expect(await answer.json()).toMatchObject({ pid });
  });

  test('an error page counts as an answer, and is told in the log', async () => {
    const { server } = supervise('answers', [], { warmUp: [{ path: '/broken/', hostHeader: 'a.test' }] });
    server.start();
    await server.ready();
    expect(server.lastLines(100)).toContainEqual(
      expect.objectContaining({ stream: 'manysite', text: 'warm-up: GET /broken/ for a.test answered 500' }),
    );
  });

  test.each([
    ['neverListens', /nothing listened on 127\.0\.0\.1:\d+ within 0\.4 s/],
    ['silent', /was reached, but did not answer GET \/ for portal\S+ within 0\.4 s/],
    ['notHttp', /got no HTTP answer within 0\.4 s: Parse Error/],
  ] as const)('%s: after the time-out it is ended and failed, with the reason', async (program, reason) => {
    const { server, states, pids } = supervise(program, [], { readyTimeoutMs: 400 });
    server.start();
    const error = await failureOf(server);
    expect(error.code).toBe('server-not-ready');
    expect(error.message).toMatch(reason);
    expect(names(states)).toEqual(['starting', 'starting', 'draining', 'failed']);
    expect(await aliveOf(pids)).toEqual([]);
  });

  test('waiting can be given up without stopping the server', async () => {
    const { server } = supervise('answers', ['400']);
    server.start();
    const giveUp = new AbortController();
    const waiting = server.ready(giveUp.signal);
    giveUp.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await expect(server.ready()).resolves.toMatchObject({ pid: expect.any(Number) });
  });
});

describe('a command that cannot work', () => {
  test('dying at once is reported after one more try, with the last words', async () => {
    const { server, states } = supervise('diesAtOnce');
    server.start();
    const error = await failureOf(server);
    expect(error.code).toBe('server-died');
    expect(error.message).toBe('The server "diesAtOnce" ended with code 3 (2 times)');
    expect(error.data.lastLines).toContain('ImportError: no such thing');
    expect(names(states).filter((state) => state === 'backing-off')).toHaveLength(1);
    expect(server.status).toMatchObject({
      state: 'failed',
      failures: [{ kind: 'exited', code: 3 }, { code: 3 }],
    });
    expect(JSON.parse(JSON.stringify(error.data))).toEqual(error.data);
  });

  test('a program that does not exist is named at once', async () => {
    const { server, states } = supervise('answers', [], { command: ['no-such-python', '{port}'] });
    server.start();
    const error = await failureOf(server);
    expect(error.code).toBe('command-not-found');
    expect(error.message).toContain('The program "no-such-python" was not found in any folder of the PATH.');
    expect(names(states)).toEqual(['starting', 'failed']);
  });

  test('a working folder that does not exist is not taken for a missing program', async () => {
    const cwd = join(workshop.folder, 'gone');
    const { server } = supervise('answers', [], { cwd });
    server.start();
    expect((await failureOf(server)).message).toContain(`The folder ${cwd}, in which`);
  });

  test('arguments that no program can take are a failure like others', async () => {
    const { server } = supervise('answers', ['a\0b']);
    server.start();
    expect((await failureOf(server)).code).toBe('command-not-found');
  });
});

describe('crashes', () => {
  test('a server that dies later comes back on another port, and waiting finds it ready again', async () => {
    const { server, states, pids } = supervise('diesAfterRequests', ['2']);
    server.start();
    const first = await server.ready();
    await fetch(`http://127.0.0.1:${first.port}/`);
    await expect.poll(() => pids.size).toBe(2);
    const second = await server.ready();
    expect(second.port).not.toBe(first.port);
    expect(server.restarts).toBe(1);
    expect(names(states)).toEqual([
      'starting',
      'starting',
      'ready',
      'backing-off',
      'starting',
      'starting',
      'ready',
    ]);
  });

  test('one that dies again and again within a minute stays failed after five times, until it is restarted', async () => {
    const { server, states } = supervise('diesAfterRequests', ['2']);
    server.onChange((status) => {
      if (status.state === 'ready') void fetch(`http://127.0.0.1:${status.port}/`);
    });
    server.start();
    await expect.poll(() => server.status.state, { timeout: 20_000 }).toBe('failed');
    expect(server.status).toMatchObject({ failures: Array(5).fill({ kind: 'exited', code: 7 }) });
    expect(names(states).filter((state) => state === 'ready')).toHaveLength(5);
    server.restart();
    await expect(server.ready()).resolves.toMatchObject({ pid: expect.any(Number) });
  });

  test('what a dead server leaves running is ended, too', async () => {
    const { server } = supervise('hasChild');
    server.start();
    const { port } = await server.ready();
    const child = await childPid(server);
    expect(await isAlive(child)).toBe(true);
    await fetch(`http://127.0.0.1:${port}/die`);
    await expect.poll(() => isAlive(child)).toBe(false);
  });
});

describe('stopping', () => {
  test('a server that ignores SIGTERM is killed after the grace', async () => {
    const { server, states } = supervise('ignoresSigterm');
    server.start();
    const { pid } = await server.ready();
    await server.stop();
    expect(await isAlive(pid)).toBe(false);
    expect(names(states).slice(-2)).toEqual(['draining', 'stopped']);
    expect(texts(server)).toContain('SIGTERM, so what');
  });

  test.each([['same group'], ['detached']])('its child dies with it: %s', async (kind) => {
    const { server } = supervise('hasChild', [kind]);
    server.start();
    await server.ready();
    const child = await childPid(server);
    expect(await isAlive(child)).toBe(true);
    await server.stop();
    expect(await isAlive(child)).toBe(false);
  });

  test('a server that is starting can be stopped at any moment', async () => {
    const { server, states } = supervise('neverListens');
    server.start();
    await server.stop();
    expect(names(states)).toEqual(['starting', 'stopped']);
    server.start();
    await expect.poll(() => server.status).toMatchObject({ state: 'starting', pid: expect.any(Number) });
    const waiting = server.ready();
    await Promise.all([server.stop(), expect(waiting).rejects.toMatchObject({ code: 'cancelled' })]);
    expect(server.status).toEqual({ state: 'stopped' });
  });

  test('a server that waits for its next try does not try again', async () => {
    const { server, pids } = supervise(
      'diesAtOnce',
      [],
      {},
      { policy: { ...quickPolicy, firstDelayMs: 60_000, maxDelayMs: 60_000 } },
    );
    server.start();
    await expect.poll(() => server.status.state).toBe('backing-off');
    await server.stop();
    expect(server.status.state).toBe('stopped');
    expect(pids.size).toBe(1);
  });

  test('a restart of a ready server ends the old process first', async () => {
    const { server, states } = supervise('answers');
    server.start();
    const before = await server.ready();
    server.restart();
    const after = await server.ready();
    expect(after.pid).not.toBe(before.pid);
    expect(await isAlive(before.pid)).toBe(false);
    expect(names(states).slice(2)).toEqual(['ready', 'draining', 'starting', 'starting', 'ready']);
  });
});

describe('the log', () => {
  test('much output is kept with its colours: the last 10,000 lines in memory, all in the file', async () => {
    const { server } = supervise('prints', ['12000']);
    server.start();
    await server.ready();
    await expect.poll(() => texts(server)).toContain('\u001b[32mline\u001b[0m 12000');
    await server.stop();
    expect(server.lastLines(20_000)).toHaveLength(10_000);
    expect(server.lastLines(20_000)).toContainEqual(
      expect.objectContaining({ stream: 'stderr', text: 'no newline yet: é', server: 'prints' }),
    );
    const file = await readFile(join(workshop.folder, 'logs', 'prints.log'), 'utf8');
    const printed = file.split('\n').filter((line) => line.includes('Z stdout \u001b[32mline\u001b[0m '));
    expect(printed).toHaveLength(12_000);
  });

  test('a follower gets the lines as they come, until it leaves', async () => {
    const { server } = supervise('answers');
    const seen: string[] = [];
    const leave = server.onLine((line) => seen.push(line.text));
    server.start();
    const { port } = await server.ready();
    expect(seen[0]).toMatch(/^starting: /);
    await fetch(`http://127.0.0.1:${port}/one`);
    await expect.poll(() => seen).toContain(`GET /one 127.0.0.1:${port}`);
    leave();
    const count = seen.length;
    await fetch(`http://127.0.0.1:${port}/two`);
    await expect.poll(() => texts(server)).toContain(`GET /two 127.0.0.1:${port}`);
    expect(seen).toHaveLength(count);
  });
});
