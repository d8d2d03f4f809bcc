import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Site } from '../../contract';
import { shopConfig } from '../../projects/testing/shop-config';
import { RawClient } from '../../router/testing/raw-client';
import { buildWorker } from '../../router/testing/run-router';
import { commandBackend } from '../../servers/command/command-backend';
import { type ServerSet, startServerSet } from '../../servers/server-set';
import { openWorkshop, type Workshop } from '../../servers/testing/workshop';
import { SettingsFile } from '../settings';
import { StateStore } from '../state/state-store';
import { countFailedRequests } from './count-failed-requests';
import { HandRoutes } from './hand-routes';
import { holdRequests } from './hold-requests';
import type { BoundSet, ProjectRun } from './project-run';
import { RequestHolds } from './request-holds';
import { RouterHold } from './router-hold';
import { ServerFigures } from './server-figures';

/** A real router before real servers, as the host has them; the part of the engine that a hold works with. */
let engine: Parameters<typeof holdRequests>[0];
let figures: ServerFigures;
let workshop: Workshop;
let folder: string;
let worker: Awaited<ReturnType<typeof buildWorker>>;
let sets: ServerSet[];
let clients: RawClient[];

beforeEach(async () => {
  [sets, clients] = [[], []];
  workshop = await openWorkshop();
  folder = await mkdtemp(join(tmpdir(), 'manysite-hold-'));
  worker = await buildWorker();
  figures = new ServerFigures();
  const settings = new SettingsFile(folder);
  const runs = new Map<string, ProjectRun>();
  const holds = new RequestHolds();
  const log = pino({ level: 'silent' });
  const router = new RouterHold({
    workerUrl: worker.url,
    settings,
    store: new StateStore(),
    log,
    runs: () => [...runs.values()],
    holds,
    handRoutes: new HandRoutes(),
    framers: () => [],
    onRestartAsked: () => undefined,
    onServed: (sites) => figures.addServed(sites),
    onEnd: () => undefined,
  });
  engine = { router, runs, retiring: new Set(), holds, log };
  await router.ensure(null);
});

afterEach(async () => {
  for (const client of clients) client.close();
  await engine.router.close();
  await Promise.all(sets.map((set) => set.stop()));
  await worker.remove();
  await rm(folder, { recursive: true });
  await workshop[Symbol.asyncDispose]();
});

const siteAt = (domain: string): Site => ({
  id: 1,
  slug: 'one',
  name: 'One',
  domain,
  realDomain: '',
  isEnabled: true,
  isManaged: true,
  extraConfig: '',
  aliases: [],
  url: null,
  problems: [],
});

/** A server of the project, ready, that nothing points at yet. */
const startSet = async (projectId: string): Promise<BoundSet> => {
  const id = `${projectId}/${sets.length}`;
  const set = startServerSet({
    id,
    backend: commandBackend,
    specs: [workshop.spec('takesTime', [], { id: `${id}/all`, name: 'all' })],
    deps: workshop.deps,
    concurrency: 1,
    signal: new AbortController().signal,
    onChange: () => void engine.router.publish(),
  });
  sets.push(set);
  await set.ready();
  return {
    projectId,
    databaseId: 'd1',
    databaseName: 'shop_live',
    mode: 'single-process',
    set,
    sites: [siteAt(`${projectId}.test`)],
    routerPort: 8000,
    startMs: null,
    lastUsedMs: 0,
  };
};

const run = async (projectId: string): Promise<ProjectRun> => {
  const active = await startSet(projectId);
  const project = { projectId, config: shopConfig({ name: projectId }), active, standby: [] };
  engine.runs.set(projectId, project);
  await engine.router.publish();
  return project;
};

/** Sends a request that its server answers after so many milliseconds. The answer comes in a list, so that waiting for one does not wait for the other. */
const ask = async (projectId: string, takesMs = 0): Promise<Promise<{ status: number; body: string }>[]> => {
  const client = await RawClient.connect(engine.router.port ?? 0);
  clients.push(client);
  client.ask(`GET /${takesMs} HTTP/1.1`, `Host: ${projectId}.test`);
  return [client.takeResponse()];
};

const pidOf = ({ active }: ProjectRun): string => {
  const status = active.set.servers[0]?.status;
  return status?.state === 'ready' ? String(status.pid) : 'not ready';
};

/** A promise with its own end. */
const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
};

const hold = <Result>(
  projectIds: readonly string[],
  work: () => Promise<Result>,
  limits: { readonly requestLimitMs?: number } = {},
): Promise<Result> =>
  holdRequests(engine, { projectIds, reason: 'Its database is being copied.', ...limits }, work);

describe('while requests are held', () => {
  test('those under way are answered first, and new ones wait until the work has ended', async () => {
    const project = await run('shop');
    const order: string[] = [];
    const working = gate();
    const [underWay] = await ask('shop', 300);
    // The router has it once its server has: an idle server has no request to drain.
    const answered = underWay?.then(() => order.push('answered'));
    await expect.poll(() => engine.router.drained([portOf(project)], 0)).toBe(1);
    const held = hold(['shop'], async () => {
      order.push('work');
      await working.opened;
      order.push('done');
    });
    await expect.poll(() => order).toEqual(['answered', 'work']);
    const [later] = await ask('shop');
    const waited = later?.then(({ status, body }) => order.push(`${status} ${body}`));
    working.open();
    await Promise.all([held, answered, waited]);
    expect(order).toEqual(['answered', 'work', 'done', `200 ${pidOf(project)}`]);
  });

  test('servers may be replaced: what waited goes to the new ones, never to the old', async () => {
    const project = await run('shop');
    const old = project.active;
    const [waiting] = await hold(['shop'], async () => {
      const asked = await ask('shop');
      project.active = await startSet('shop');
      await engine.router.publish();
      await old.set.stop();
      return asked;
    });
    expect(await waiting).toMatchObject({ status: 200, body: pidOf(project) });
  });

  test('a server that dies meanwhile fails no request: they go on by the routes of the end', async () => {
    const project = await run('shop');
    const [waiting] = await hold(['shop'], async () => {
      project.active.set.servers[0]?.restart();
      await expect.poll(() => pidOf(project)).toBe('not ready');
      return ask('shop');
    });
    expect(await waiting).toMatchObject({ status: 200 });
  });

  test('work that fails lets them go on all the same', async () => {
    const project = await run('shop');
    const waiting: Promise<{ status: number; body: string }>[] = [];
    const failing = hold(['shop'], async () => {
      waiting.push(...(await ask('shop')));
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');
    expect(await waiting[0]).toMatchObject({ status: 200, body: pidOf(project) });
  });

  test('other projects are served', async () => {
    const [, other] = [await run('shop'), await run('blog')];
    const answer = await hold(['shop'], async () => (await ask('blog'))[0]);
    expect(await answer).toMatchObject({ status: 200, body: pidOf(other) });
  });
});

test('several projects are held at once, and holds that overlap end with the last of them', async () => {
  const [shop, blog] = [await run('shop'), await run('blog')];
  const [inner, outer] = [gate(), gate()];
  const begun: string[] = [];
  const both = hold(['shop', 'blog'], async () => {
    begun.push('both');
    await outer.opened;
  });
  const one = hold(['shop'], async () => {
    begun.push('one');
    await inner.opened;
  });
  await expect.poll(() => begun.length).toBe(2);
  const answers: string[] = [];
  for (const name of ['shop', 'blog']) {
    const [asked] = await ask(name);
    void asked?.then(({ body }) => answers.push(`${name} ${body}`));
  }
  outer.open();
  await both;
  await expect.poll(() => answers).toEqual([`blog ${pidOf(blog)}`]);
  inner.open();
  await one;
  await expect.poll(() => answers).toEqual([`blog ${pidOf(blog)}`, `shop ${pidOf(shop)}`]);
});

test('a request waits for its own limit only, and then gets a page that says why', async () => {
  await run('shop');
  const page = await hold(['shop'], async () => (await ask('shop'))[0], { requestLimitMs: 100 });
  expect(page?.status).toBe(503);
  expect(page?.body).toContain('Its database is being copied.');
});

test('a request without an end does not keep the work from beginning, and is told to it', async () => {
  const project = await run('shop');
  const [endless] = await ask('shop', 2_000);
  await expect.poll(() => engine.router.drained([portOf(project)], 0)).toBe(1);
  const unfinished = await holdRequests(
    engine,
    { projectIds: ['shop'], reason: 'Because.', drainMs: 50 },
    async (count) => count,
  );
  expect(unfinished).toBe(1);
  expect(await endless).toMatchObject({ status: 200 });
});

test('a project that does not run, or a host without a router, has nothing to hold', async () => {
  expect(await hold(['nobody'], async () => 'done')).toBe('done');
  await engine.router.close();
  expect(await hold(['nobody'], async () => 'done')).toBe('done');
});

const portOf = ({ active }: ProjectRun): number => {
  const status = active.set.servers[0]?.status;
  return status?.state === 'ready' ? status.port : 0;
};

describe('failed requests', () => {
  const count = (work: () => Promise<object>) =>
    countFailedRequests({ router: engine.router, figures }, 'shop', work);
  const askOnce = async (): Promise<{ status: number }> => {
    const [answer] = await ask('shop');
    return { status: (await answer)?.status ?? 0 };
  };

  test('are those that waited in vain or got no answer while something was done', async () => {
    await run('shop');
    expect(await count(askOnce)).toEqual({ status: 200, failedRequests: 0 });
    const hold = { projectIds: ['shop'], reason: 'Its copy is made.', requestLimitMs: 30 };
    expect(await count(() => holdRequests(engine, hold, askOnce))).toEqual({
      status: 503,
      failedRequests: 1,
    });
    expect(await count(askOnce)).toMatchObject({ failedRequests: 0 });
  });

  test('are not told where the router did not run all the time', async () => {
    await run('shop');
    const closing = async (): Promise<object> => {
      await engine.router.close();
      return {};
    };
    expect(await count(closing)).toEqual({ failedRequests: null });
  });
});
