import { describe, expect, test } from 'vitest';
import { listByPs, listProcesses } from '../process/process-table';
import { childPid, eventually, supervisionOfEachTest } from '../testing/supervision';
import { pssOf } from './memory';
import { createTreeMeter } from './tree-meter';

const { supervise } = supervisionOfEachTest();
const mebibyte = 1024 ** 2;
const newMeter = () => createTreeMeter(() => performance.now());

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
    const figures = await newMeter().measure([one.pid, two.pid, child]);
    const memory = (pid: number) => figures.get(pid)?.memoryBytes ?? 0;
    // A bare Node process; the upper bound tells kibibytes from bytes.
    expect(memory(one.pid)).toBeGreaterThan(5 * mebibyte);
    expect(memory(one.pid)).toBeLessThan(500 * mebibyte);
    expect(memory(two.pid)).toBeGreaterThan(memory(child) + 5 * mebibyte);
  });

  test('that is gone is left out', async () => {
    const meter = newMeter();
    const { server } = supervise('answers');
    server.start();
    const { pid } = await server.ready();
    expect([...(await meter.measure([pid])).keys()]).toEqual([pid]);
    await server.stop();
    expect(await meter.measure([pid])).toEqual(new Map());
    expect(await meter.measure([])).toEqual(new Map());
  });
});

describe('the processor time of a server', () => {
  test('is a share of one core since the look before, and unknown at the first', async () => {
    const meter = newMeter();
    const { server } = supervise('burnsInChild');
    server.start();
    const { pid } = await server.ready();
    expect((await meter.measure([pid])).get(pid)?.cpuShare).toBeNull();
    // The child burns a core as far as there is one to have; its parent sleeps.
    await eventually(async () => (await meter.measure([pid])).get(pid)?.cpuShare ?? 0).toBeGreaterThan(0.05);
    expect((await meter.measure([pid])).get(pid)?.cpuShare).toBeLessThan(3);
  });

  test('is none for one that waits', async () => {
    const meter = newMeter();
    const { server } = supervise('answers');
    server.start();
    const { pid } = await server.ready();
    await eventually(async () => (await meter.measure([pid])).get(pid)?.cpuShare).toBe(0);
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
