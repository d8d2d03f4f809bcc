import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventually, failureOf, names, supervisionOfEachTest, texts } from './testing/supervision';
import { aliveOf } from './testing/workshop';

const { supervise, folder } = supervisionOfEachTest();

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
    ['neverListens', 500, /nothing listened on 127\.0\.0\.1:\d+ within 0\.5 s/],
    ['silent', 4000, /was reached, but did not answer GET \/ for portal\S+ within 4 s/],
    ['notHttp', 4000, /got no HTTP answer within 4 s: Parse Error/],
  ] as const)(
    '%s: after %i ms it is ended and failed, with the reason',
    async (program, readyTimeoutMs, reason) => {
      const { server, states, pids } = supervise(program, [], { readyTimeoutMs });
      server.start();
      const error = await failureOf(server);
      expect(error.code).toBe('server-not-ready');
      expect(error.message).toMatch(reason);
      expect(names(states)).toEqual(['starting', 'starting', 'draining', 'failed']);
      expect(await aliveOf(pids)).toEqual([]);
    },
  );

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
    expect(error.message).toBe('The server "diesAtOnce" ended with code 3 (2 times).');
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
    const cwd = join(folder(), 'gone');
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

describe('the log', () => {
  test('much output is kept with its colours: the last 10,000 lines in memory, all in the file', async () => {
    const { server } = supervise('prints', ['12000']);
    server.start();
    await server.ready();
    await eventually(() => texts(server)).toContain('\u001b[32mline\u001b[0m 12000');
    await server.stop();
    expect(server.lastLines(20_000)).toHaveLength(10_000);
    expect(server.lastLines(20_000)).toContainEqual(
      expect.objectContaining({ stream: 'stderr', text: 'no newline yet: é', server: 'prints' }),
    );
    const file = await readFile(join(folder(), 'logs', 'prints.log'), 'utf8');
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
    await eventually(() => seen).toContain(`GET /one 127.0.0.1:${port}`);
    leave();
    const count = seen.length;
    await fetch(`http://127.0.0.1:${port}/two`);
    await eventually(() => texts(server)).toContain(`GET /two 127.0.0.1:${port}`);
    expect(seen).toHaveLength(count);
  });
});
