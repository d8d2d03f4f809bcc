import { afterEach, beforeEach, expect, it } from 'vitest';
import { shopConfig } from '../../projects/testing/shop-config';
import { commandBackend } from '../../servers/command/command-backend';
import { type ServerSet, startServerSet } from '../../servers/server-set';
import { openWorkshop, type Workshop } from '../../servers/testing/workshop';
import type { ProjectRun } from '../running/project-run';
import { mendServers } from './mend-servers';

let workshop: Workshop;
let set: ServerSet;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(async () => {
  await set.stop();
  await workshop[Symbol.asyncDispose]();
});

const pids = (): (number | null)[] =>
  set.servers.map(({ status }) => (status.state === 'ready' ? status.pid : null));

it('starts servers again that answer with errors only, and leaves the others alone', async () => {
  const broken = workshop.spec('breaksAfterRequests', ['1'], { id: 's/broken', name: 'broken' });
  const fine = workshop.spec('answers', [], { id: 's/fine', name: 'fine' });
  set = startServerSet({
    id: 's',
    backend: commandBackend,
    specs: [broken, fine],
    deps: workshop.deps,
    concurrency: 2,
    signal: new AbortController().signal,
    onChange: () => undefined,
  });
  await set.ready();
  const before = pids();
  const run: ProjectRun = {
    projectId: 'shop',
    config: shopConfig({ name: 'shop' }),
    active: {
      projectId: 'shop',
      databaseId: 'd1',
      databaseName: 'shop_live',
      mode: 'multi-process',
      set,
      sites: [],
      routerPort: 8000,
      lastUsedMs: 0,
      startMs: null,
    },
    standby: [],
  };
  expect(await mendServers({ runs: new Map([['shop', run]]) })).toEqual(['broken of shop']);
  await expect.poll(pids, { timeout: 20_000 }).not.toContain(null);
  const [wasBroken, wasFine] = pids().map((pid, index) => pid !== before[index]);
  expect([wasBroken, wasFine]).toEqual([true, false]);
});
