import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acquireLock, readLiveLock } from './lock';

const program = fileURLToPath(new URL('./testing/race-for-lock.ts', import.meta.url));
let folder: string;
let racer: string;
let racers: ChildProcess[];

beforeAll(async () => {
  const bundle = mkdtempSync(join(tmpdir(), 'manysite-lock-bundle-'));
  racer = join(bundle, 'race-for-lock.mjs');
  await build({ entryPoints: [program], outfile: racer, bundle: true, platform: 'node', format: 'esm' });
  return () => rmSync(bundle, { recursive: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'manysite-lock-'));
  racers = [];
});
afterEach(async () => {
  for (const child of racers) {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  rmSync(folder, { recursive: true });
});

const stale = JSON.stringify({ pid: process.pid, startTime: 'long ago', port: 1, version: '0.0.1' });
const place = (): string => join(folder, 'host.lock');

/** All try at the same moment; each tells what became of it, and a holder lives on. */
const race = async (count: number): Promise<string[]> => {
  const startAt = Date.now() + 700;
  racers = Array.from({ length: count }, () =>
    spawn(process.execPath, [racer, folder, String(startAt)], { stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  const words = await Promise.all(racers.map(async ({ stdout }) => (stdout ? once(stdout, 'data') : [''])));
  return words.map(([word]) => String(word).trim()).sort();
};

const oneOf = (count: number): string[] => ['held', ...Array<string>(count - 1).fill('host-running')];

describe('the lock of a data folder', () => {
  it.each([1, 2])('is held by exactly one of several that start at the same moment (%i)', async () => {
    expect(await race(5)).toEqual(oneOf(5));
  });

  it.each([1, 2])('also when they all find a stale one (%i)', async () => {
    writeFileSync(place(), stale);
    expect(await race(5)).toEqual(oneOf(5));
    expect(readLiveLock(folder)?.pid).not.toBe(process.pid);
  });

  it('also when one that was taking a stale one over died of it', async () => {
    writeFileSync(place(), stale);
    writeFileSync(`${place()}.takeover`, stale);
    expect(await race(5)).toEqual(oneOf(5));
    expect(readdirSync(folder)).toEqual(['host.lock']);
  });

  it('says where the door is, and leaves nothing when it is released', () => {
    writeFileSync(place(), 'half a lo');
    const lock = acquireLock(folder, '1.2.3');
    expect(readLiveLock(folder)).toMatchObject({ pid: process.pid, port: null });
    lock.publish(4711);
    expect(readLiveLock(folder)).toMatchObject({ pid: process.pid, port: 4711, version: '1.2.3' });
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is a dead one where its process is of another start of the system, though pid and ticks are those of one that runs', () => {
    const lock = acquireLock(folder, '1.2.3');
    const [, ticks] = (readLiveLock(folder)?.startTime ?? '').split(' ');
    lock.release();
    const startTime = `7c9e6679-7425-40de-944b-e07fc1f90ae7 ${ticks}`;
    writeFileSync(place(), JSON.stringify({ pid: process.pid, startTime, port: 1, version: '0.0.1' }));
    expect(readLiveLock(folder)).toBeNull();
  });

  it('in a copy of the folder is another folder’s, and in a renamed one still its own', () => {
    const lock = acquireLock(folder, '1.2.3');
    lock.publish(4711);
    const copy = `${folder}-copy`;
    cpSync(folder, copy, { recursive: true });
    expect(readLiveLock(copy)).toBeNull();
    const second = acquireLock(copy, '1.2.3');
    second.publish(4712);
    expect([readLiveLock(folder)?.port, readLiveLock(copy)?.port]).toEqual([4711, 4712]);
    const renamed = `${copy}-renamed`;
    renameSync(copy, renamed);
    expect(readLiveLock(renamed)?.port).toBe(4712);
    rmSync(renamed, { recursive: true });
  });

  it.each([
    ['nothing', ''],
    ['half a lock', '{"pid": 41, "startT'],
    ['another file', 'not JSON at all'],
    ['JSON of another shape', '{"pid": "41"}'],
  ])('that holds %s belongs to nobody', (_case, text) => {
    writeFileSync(place(), text);
    expect(readLiveLock(folder)).toBeNull();
    const lock = acquireLock(folder, '1.2.3');
    expect(readLiveLock(folder)?.pid).toBe(process.pid);
    lock.release();
  });

  it('takes away what others left that were killed while they wrote it, and nothing of those that live', () => {
    // No process has the first pid.
    const left = ['host.lock.4194305.x', 'host.run.4194305', 'secret.4194305'];
    const living = `host.lock.${process.ppid}.x`;
    for (const name of [...left, living]) writeFileSync(join(folder, name), '');
    acquireLock(folder, '1.2.3').release();
    expect(readdirSync(folder)).toEqual([living]);
  });

  it('is not released for another who holds it by now', () => {
    const lock = acquireLock(folder, '1.2.3');
    writeFileSync(place(), stale);
    lock.release();
    expect(readdirSync(folder)).toEqual(['host.lock']);
  });
});
