import { describe, expect, test } from 'vitest';
import { childPid, eventually, names, provoke, supervisionOfEachTest, texts } from './testing/supervision';
import { isAlive, quickPolicy } from './testing/workshop';

const { supervise } = supervisionOfEachTest();

describe('crashes', () => {
  test('a server that dies later comes back on another port, and waiting finds it ready again', async () => {
    const { server, states, pids } = supervise('diesAfterRequests', ['2']);
    server.start();
    const first = await server.ready();
    await provoke(first.port, '/');
    await eventually(() => pids.size).toBe(2);
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
      if (status.state === 'ready') void provoke(status.port, '/');
    });
    server.start();
    await eventually(() => server.status.state).toBe('failed');
    expect(server.status).toMatchObject({ failures: Array(5).fill({ kind: 'exited', code: 7 }) });
    expect(names(states).filter((state) => state === 'ready')).toHaveLength(5);
    server.restart();
    await expect(server.ready()).resolves.toMatchObject({ pid: expect.any(Number) });
  });

  test('one that failed shows its last 200 lines, and its log has the level of each', async () => {
    const { server } = supervise('diesLoudly');
    server.start();
    await eventually(() => server.status.state).toBe('failed');
    const lines = server.status.state === 'failed' ? server.status.lastLines : [];
    expect(lines).toHaveLength(200);
    expect(lines).toContain('WARNING line 300');
    const levelOf = (text: string) => server.lastLines(1_000).find((line) => line.text === text)?.level;
    expect(levelOf('WARNING line 300')).toBe('warning');
    expect(server.lastLines(1)).toMatchObject([{ stream: 'manysite', level: 'error' }]);
  });

  test('what a dead server leaves running is ended, too', async () => {
    const { server } = supervise('hasChild');
    server.start();
    const { port } = await server.ready();
    const child = await childPid(server);
    expect(await isAlive(child)).toBe(true);
    await provoke(port, '/die');
    await eventually(() => isAlive(child)).toBe(false);
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
    await eventually(() => server.status).toMatchObject({ state: 'starting', pid: expect.any(Number) });
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
    await eventually(() => server.status.state).toBe('backing-off');
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
