import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hostPid } from './support/host-pid';
import { attachedTo, kill, postmasterPid } from './support/killing';
import { openSandbox, type Sandbox } from './support/sandbox';
import { answerOf, noticesOf, serveTiny, statusOf } from './support/tiny-site';

/** Ends that happen again and again: each is followed by a start, until another one would only hide what is wrong. */
let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});
afterEach(() => sandbox.dispose());

it('a host that is killed again and again starts its sites later, and then no more until they are started', async () => {
  await serveTiny(sandbox);
  const said: (string | undefined)[] = [];
  for (const _ of [1, 2, 3, 4]) {
    await kill(hostPid(sandbox));
    // From the second time on it is killed while its sites wait to be started again.
    const { stderr } = await sandbox.run('jobs');
    said.push(stderr.trim().split('\n').at(-1)?.trim());
  }
  expect(said).toEqual([
    'shop is started again.',
    'shop is started again in 10 s, since hosts have ended before just now.',
    'shop is started again in 60 s, since hosts have ended before just now.',
    'shop is not started again, since hosts have ended too often within ten minutes. `manysite start` starts its sites.',
  ]);
  expect((await statusOf(sandbox)).servers).toEqual([]);
  await sandbox.json('start', '--project', 'shop');
  expect(await answerOf(sandbox)).toBe(200);
});

it('a host whose PostgreSQL ends six times gives up, stops in order, tells its clients why, and so does the next one', async () => {
  await serveTiny(sandbox);
  const host = await attachedTo(sandbox);
  for (const round of [1, 2, 3, 4, 5, 6]) {
    const pid = postmasterPid(sandbox);
    process.kill(pid, 'SIGKILL');
    if (round === 6) break;
    await expect.poll(() => postmasterPid(sandbox), { timeout: 60_000 }).not.toBe(pid);
    // Answered only once it is back.
    await host.client.projects.list();
  }
  expect(await host.closed).toContain('PostgreSQL has ended');
  await expect.poll(() => sandbox.processes(), { timeout: 60_000 }).toEqual([]);
  expect(existsSync(join(sandbox.dataFolder, 'host.lock'))).toBe(false);
  const next = await sandbox.run('status', '--project', 'shop');
  expect(next.stderr).toContain('The host stopped because of an error');
  expect(next.stderr).toContain('It said: PostgreSQL ended 6 times within 10 minutes.');
  expect(next.stderr).toContain('shop is started again.');
});

/** Loaded into each thread of the host; the router's ends by an error when the file is there. */
const plantedRouterEnd = (file: string): string => `
  import { existsSync, rmSync } from 'node:fs';
  import { isMainThread, workerData } from 'node:worker_threads';
  if (!isMainThread && workerData?.limits !== undefined && workerData?.hosts !== undefined) {
    setInterval(() => {
      if (!existsSync(${JSON.stringify(file)})) return;
      rmSync(${JSON.stringify(file)});
      throw new Error('planted');
    }, 20);
  }`;

it('a router whose thread ends is there again with the newest routes, and stays off after the sixth time until a start', async () => {
  const trigger = join(sandbox.dataFolder, 'end-router');
  const planted = join(sandbox.dataFolder, 'planted.mjs');
  writeFileSync(planted, plantedRouterEnd(trigger));
  sandbox.environment.NODE_OPTIONS = `--import ${pathToFileURL(planted).href}`;
  await serveTiny(sandbox);
  const { router } = await statusOf(sandbox);
  const ends = async (): Promise<number> =>
    (await noticesOf(sandbox)).filter(({ about }) => about.kind === 'router-ended').length;
  for (const round of [1, 2, 3, 4, 5, 6]) {
    writeFileSync(trigger, '');
    await expect.poll(ends, { timeout: 60_000 }).toBe(round);
    if (round < 6) expect(await answerOf(sandbox)).toBe(200);
  }
  expect((await noticesOf(sandbox)).at(-1)).toMatchObject({
    severity: 'error',
    about: { kind: 'router-ended', port: router.port, isBack: false },
  });
  expect((await statusOf(sandbox)).router.port).toBeNull();
  await sandbox.json('start', '--project', 'shop');
  expect((await statusOf(sandbox)).router).toEqual(router);
  expect(await answerOf(sandbox)).toBe(200);
});
