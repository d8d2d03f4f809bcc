import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandBackend } from './command/command-backend';
import { openRuns } from './ledger';
import type { SupervisedServer } from './server';
import { type ServerSet, startServerSet } from './server-set';
import type { ServerSpec } from './server-spec';
import type { ProgramName } from './testing/programs';
import { eventually } from './testing/supervision';
import { aliveOf, openWorkshop, type Workshop } from './testing/workshop';

let workshop: Workshop;
let sets: ServerSet[];
let pids: Set<number>;
/** Names of servers, one entry a change. */
let changes: string[];
let mostStarting: number;

beforeEach(async () => {
  workshop = await openWorkshop();
  [sets, pids, changes, mostStarting] = [[], new Set(), [], 0];
});

afterEach(async () => {
  await Promise.all(sets.map((set) => set.stop()));
  expect(await aliveOf(pids)).toEqual([]);
  expect(openRuns(await readFile(workshop.ledgerFile, 'utf8'))).toEqual([]);
  await workshop[Symbol.asyncDispose]();
});

const site = (name: string, program: ProgramName, args: readonly string[] = []): ServerSpec =>
  workshop.spec(program, args, {
    id: `p/d/m/${name}`,
    name,
    env: { PATH: process.env.PATH ?? '', SITE_ID: name },
  });

const startSet = (
  specs: readonly ServerSpec[],
  options: { concurrency?: number; signal?: AbortSignal; stopGraceMs?: number } = {},
) => {
  const seen = new Set<SupervisedServer>();
  const set = startServerSet({
    id: 'p/d/m',
    backend: commandBackend,
    specs,
    deps: { ...workshop.deps, stopGraceMs: options.stopGraceMs ?? 300 },
    concurrency: options.concurrency ?? 2,
    signal: options.signal ?? new AbortController().signal,
    onChange: (server) => {
      seen.add(server);
      changes.push(`${server.spec.name} ${server.status.state}`);
      if ('pid' in server.status && server.status.pid !== null) pids.add(server.status.pid);
      mostStarting = Math.max(
        mostStarting,
        [...seen].filter((one) => one.status.state === 'starting').length,
      );
    },
  });
  sets.push(set);
  return set;
};

const askSite = async (server: SupervisedServer | undefined): Promise<unknown> => {
  if (server?.status.state !== 'ready') throw new Error(`not ready: ${server?.status.state}`);
  const answer = await fetch(`http://127.0.0.1:${server.status.port}/`);
  return answer.json();
};

describe('starting', () => {
  test('every server runs on a port of its own with its own environment, a few starting at a time', async () => {
    const set = startSet(['a', 'b', 'c', 'd', 'e'].map((name) => site(name, 'answers', ['20'])));
    const { ready, failed } = await set.ready();
    expect(failed).toEqual([]);
    expect(ready.map(({ spec }) => spec.name)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await Promise.all(ready.map(askSite))).toMatchObject(
      ['a', 'b', 'c', 'd', 'e'].map((siteId) => ({ siteId })),
    );
    expect(mostStarting).toBe(2);
  });

  test('a server that fails is reported, and the others run', async () => {
    const set = startSet(
      [site('bad', 'diesAtOnce'), site('good', 'answers'), site('worse', 'neverListens')].map((spec) => ({
        ...spec,
        readyTimeoutMs: spec.name === 'worse' ? 300 : spec.readyTimeoutMs,
      })),
    );
    const { ready, failed } = await set.ready();
    expect(ready.map(({ spec }) => spec.name)).toEqual(['good']);
    expect(failed.map(({ server, error }) => [server.spec.name, error.code])).toEqual([
      ['bad', 'server-died'],
      ['worse', 'server-not-ready'],
    ]);
    expect(await askSite(ready[0])).toMatchObject({ siteId: 'good' });
  });

  test('a set without servers is ready', async () => {
    expect(await startSet([]).ready()).toEqual({ ready: [], failed: [] });
  });

  test('cancelled, it leaves nothing behind, and what had not started never does', async () => {
    const cancel = new AbortController();
    const set = startSet(
      ['a', 'b', 'c'].map((name) => site(name, 'neverListens')),
      { concurrency: 2, signal: cancel.signal },
    );
    const outcome = expect(set.ready()).rejects.toMatchObject({ code: 'cancelled' });
    await eventually(() => pids.size).toBe(2);
    cancel.abort();
    await outcome;
    expect(set.servers.map(({ status }) => status.state)).toEqual(['stopped', 'stopped', 'stopped']);
    expect(changes.filter((change) => change.startsWith('c '))).toEqual([]);
  });

  test('cancelled before it began, it starts nothing', async () => {
    const set = startSet([site('a', 'answers')], { signal: AbortSignal.abort() });
    await expect(set.ready()).rejects.toMatchObject({ code: 'cancelled' });
    expect(changes).toEqual([]);
  });
});

describe('running', () => {
  test('one server is restarted, the others are not touched', async () => {
    const set = startSet([site('a', 'answers'), site('b', 'answers')]);
    await set.ready();
    const before = await Promise.all(set.servers.map(askSite));
    await set.restart('b');
    const after = await Promise.all(set.servers.map(askSite));
    expect(after[0]).toEqual(before[0]);
    expect(after[1]).toMatchObject({ siteId: 'b' });
    expect(after[1]).not.toEqual(before[1]);
  });

  test('a name that is not there is answered with those that are', async () => {
    const set = startSet([site('a', 'answers'), site('b', 'answers')]);
    await expect(set.restart('x')).rejects.toMatchObject({
      code: 'usage-invalid',
      hint: 'These run: a, b.',
    });
  });

  test('a restart that fails says why', async () => {
    const set = startSet([site('a', 'diesAtOnce')]);
    await set.ready();
    await expect(set.restart('a')).rejects.toMatchObject({
      code: 'server-died',
      data: { lastLines: expect.arrayContaining(['ImportError: no such thing']) },
    });
  });

  test('a stopped set does not come back', async () => {
    const set = startSet([site('a', 'answers')]);
    await set.ready();
    await Promise.all([set.stop(), set.stop()]);
    expect(await aliveOf(pids)).toEqual([]);
    await expect(set.restart('a')).rejects.toMatchObject({ code: 'cancelled' });
    expect(set.servers[0]?.status).toEqual({ state: 'stopped' });
  });

  test('twenty servers stop together, deaf ones included, within the grace of one', async () => {
    const specs = Array.from({ length: 20 }, (_, n) =>
      site(`s${n}`, n % 5 === 0 ? 'ignoresSigterm' : 'answers'),
    );
    const set = startSet(specs, { concurrency: 4, stopGraceMs: 3000 });
    expect((await set.ready()).failed).toEqual([]);
    const beganMs = performance.now();
    await set.stop();
    expect(performance.now() - beganMs).toBeLessThan(4 * 3000);
    expect(await aliveOf(pids)).toEqual([]);
    expect(pids.size).toBe(20);
  });
});
