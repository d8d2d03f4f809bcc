import { describe, expect, test } from 'vitest';
import { memoryOfTrees, pssOf } from './memory';
import { listByPs, listProcesses } from './process/process-table';
import { childPid, supervisionOfEachTest } from './testing/supervision';

const { supervise } = supervisionOfEachTest();
const mebibyte = 1024 ** 2;

test('the proportional share is read from the kernel, and nothing is made up', () => {
  expect(
    pssOf('55d0-7ffe ---p 00000000 00:00 0 [rollup]\nRss:  9000 kB\nPss:  1234 kB\nPss_Anon: 99 kB\n'),
  ).toBe(1234 * 1024);
  expect(pssOf('')).toBeNull();
});

describe('the memory of a server', () => {
  test('is that of its whole tree', async () => {
    const [alone, family] = [supervise('answers'), supervise('hasChild')];
    for (const { server } of [alone, family]) server.start();
    const [one, two] = [await alone.server.ready(), await family.server.ready()];
    const child = await childPid(family.server);
    const memory = await memoryOfTrees([one.pid, two.pid, child]);
    // A bare Node process; the upper bound tells kibibytes from bytes.
    expect(memory.get(one.pid)).toBeGreaterThan(5 * mebibyte);
    expect(memory.get(one.pid)).toBeLessThan(500 * mebibyte);
    expect(memory.get(two.pid)).toBeGreaterThan((memory.get(child) ?? 0) + 5 * mebibyte);
  });

  test('that is gone is left out', async () => {
    const { server } = supervise('answers');
    server.start();
    const { pid } = await server.ready();
    await server.stop();
    expect(await memoryOfTrees([pid])).toEqual(new Map());
    expect(await memoryOfTrees([])).toEqual(new Map());
  });
});

test('ps tells the same processes as the system itself', async () => {
  const { server } = supervise('hasChild', ['detached']);
  server.start();
  const { pid } = await server.ready();
  const child = await childPid(server);
  const ours = (rows: Awaited<ReturnType<typeof listProcesses>>) =>
    rows
      .filter((row) => row.pid === pid || row.pid === child)
      .map((row) => [row.pid, row.parentPid, row.groupId, row.isZombie]);
  expect(ours(await listByPs())).toEqual([
    [pid, process.pid, pid, false],
    [child, pid, child, false],
  ]);
  expect(ours(await listProcesses())).toEqual(ours(await listByPs()));
});
