import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { State } from '../app/contract';
import type { Attached } from '../app/host/attach/attach';
import { siteTable, writeDump } from './support/made-dump';
import { openSandbox, type Sandbox } from './support/sandbox';
import { makeTinyProject } from './support/tiny-project';
import { attachTo, openWatcher, type Watcher } from './support/watcher';

let sandbox: Sandbox;
let actor: Attached;
let databaseId: string;
beforeAll(async () => {
  sandbox = openSandbox();
  actor = await attachTo(sandbox);
  await sandbox.json('add', makeTinyProject(sandbox, 'shop'));
  await sandbox.json('import', writeDump(sandbox, 'shop.sql', siteTable));
  const [project] = await actor.client.projects.list();
  const [database] = await actor.client.databases.list({ projectId: project?.id ?? '' });
  databaseId = database?.id ?? '';
});
afterAll(async () => {
  await actor.close();
  await sandbox.dispose();
});

/** The smallest picture that there is; each makes a change of its own, that of its site. */
const picture =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const putPicture = (siteId: number) =>
  actor.client.thumbnails.put({ databaseId, siteId, theme: 'light', base64: picture });

const idOfPicture = (siteId: number): string => `${databaseId}/${siteId}/light`;
const pictures = (state: State): string[] => state.thumbnails.map(({ id }) => id);
const inOrder = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => idOfPicture(index + 1));

describe('watch', () => {
  const changeCount = 1_000;
  const [leavesAt, returnsAt] = [300, 600];

  it(`tells ${changeCount} changes in their order, and a client that comes again begins with a snapshot that fits`, async () => {
    const watcher = await openWatcher(sandbox);
    let other: Watcher = await openWatcher(sandbox);
    for (let siteId = 1; siteId <= changeCount; siteId += 1) {
      await putPicture(siteId);
      if (siteId === leavesAt) await other.close();
      if (siteId !== returnsAt) continue;
      const returning = openWatcher(sandbox);
      // Changes go on while it comes.
      for (; siteId < returnsAt + 100; siteId += 1) await putPicture(siteId + 1);
      other = await returning;
    }
    await watcher.until((state) => pictures(state).includes(idOfPicture(changeCount)));
    await other.until((state) => pictures(state).includes(idOfPicture(changeCount)));
    const told = watcher.changes.flatMap(({ slice, id }) => (slice === 'thumbnails' ? [id] : []));
    expect(told).toEqual(inOrder(changeCount));
    expect(pictures(watcher.state())).toEqual(inOrder(changeCount));
    expect(other.changes.length).toBeGreaterThan(changeCount - returnsAt - 100);
    expect(other.changes.length).toBeLessThan(changeCount);
    const fresh = await openWatcher(sandbox);
    await expect.poll(() => [other.state(), fresh.state()]).toEqual([watcher.state(), watcher.state()]);
    await Promise.all([watcher, other, fresh].map((client) => client.close()));
  });

  it('lets two clients see what the other did within 100 ms', async () => {
    const clients = await Promise.all(
      [0, 1].map(async () => ({ ...(await openWatcher(sandbox)), door: await attachTo(sandbox) })),
    );
    const tookMs: number[] = [];
    for (let step = 1; step <= 50; step += 1) {
      const [mine, theirs] = step % 2 === 0 ? clients : clients.toReversed();
      if (mine === undefined || theirs === undefined) throw new Error('there are two');
      const start = performance.now();
      const done = mine.door.client.settings.set({ key: 'ui', value: { step } });
      await theirs.until(({ settings }) =>
        settings.some(({ id, value }) => id === 'ui' && JSON.stringify(value) === JSON.stringify({ step })),
      );
      tookMs.push(performance.now() - start);
      await done;
    }
    const sorted = tookMs.toSorted((a, b) => a - b);
    const [median, max] = [sorted[25] ?? Number.NaN, sorted.at(-1) ?? Number.NaN];
    console.log(
      `from a call to the other client's sight: median ${median.toFixed(1)} ms, max ${max.toFixed(1)} ms`,
    );
    expect(median).toBeLessThan(100);
    await Promise.all(clients.flatMap(({ close, door }) => [close(), door.close()]));
  });
});
