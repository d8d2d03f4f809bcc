import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLedger, openRuns, reapOrphans, runTokenVariable } from './ledger';
import { eventually } from './testing/supervision';
import { aliveOf, isAlive } from './testing/workshop';

const graceMs = 200;
let folder: string;
let file: string;
let children: ChildProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manysite-ledger-'));
  file = join(folder, 'data', 'servers.ledger');
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await eventually(() => aliveOf(children.flatMap(({ pid }) => pid ?? []))).toEqual([]);
  await rm(folder, { recursive: true });
});

/** A process as a host that was killed leaves it: in a group of its own, with a token, and deaf to SIGTERM if asked. */
const orphan = async (token: string | null, source = ''): Promise<number> => {
  const script = `${source}; console.log('up'); setInterval(() => undefined, 1000)`;
  const child = spawn(process.execPath, ['-e', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, ...(token === null ? {} : { [runTokenVariable]: token }) },
  });
  children.push(child);
  await once(child.stdout, 'data');
  if (child.pid === undefined) throw new Error('not spawned');
  return child.pid;
};

describe('after a host was killed', () => {
  test('its servers are ended, deaf ones too, and the ledger is empty again', async () => {
    const ledger = await openLedger(file);
    const polite = await orphan('one');
    const deaf = await orphan('two', 'process.on("SIGTERM", () => undefined)');
    for (const [token, pid] of [
      ['one', polite],
      ['two', deaf],
    ] as const) {
      await ledger.starting(token, `server ${token}`);
      await ledger.spawned(token, pid);
    }
    const reaped = await reapOrphans(file, graceMs);
    expect(reaped).toEqual([
      { pid: polite, serverId: 'server one' },
      { pid: deaf, serverId: 'server two' },
    ]);
    expect(await aliveOf([polite, deaf])).toEqual([]);
    expect(await readFile(file, 'utf8')).toBe('');
    expect(await reapOrphans(file, graceMs)).toEqual([]);
  });

  test('a process that got the pid of an ended server is left alone', async () => {
    const ledger = await openLedger(file);
    const stranger = await orphan(null);
    await ledger.starting('one', 'server one');
    await ledger.spawned('one', stranger);
    const text = await readFile(file, 'utf8');
    const earlier = text.replace(/"start":"[^"]*"/, '"start":"another boot:1"');
    expect(earlier).not.toBe(text);
    await writeFile(file, earlier);
    expect(openRuns(await readFile(file, 'utf8'))).toMatchObject([{ process: { pid: stranger } }]);
    expect(await reapOrphans(file, graceMs)).toEqual([]);
    expect(await isAlive(stranger)).toBe(true);
  });

  test.runIf(process.platform === 'linux')(
    'a server is found by its token when the host died before it wrote the pid',
    async () => {
      const ledger = await openLedger(file);
      await ledger.starting('meant', 'server meant');
      const pid = await orphan('meant');
      const ended = await orphan('ended');
      await ledger.starting('ended', 'server ended');
      await ledger.gone('ended');
      expect(await reapOrphans(file, graceMs)).toEqual([{ pid, serverId: 'server meant' }]);
      expect(await isAlive(pid)).toBe(false);
      expect(await isAlive(ended)).toBe(true);
    },
  );

  test('a folder without a ledger has nothing to reap', async () => {
    expect(await reapOrphans(join(folder, 'none'), graceMs)).toEqual([]);
  });
});

describe('the ledger', () => {
  test('is readable by its owner only, and keeps what an earlier host wrote until it is reaped', async () => {
    const first = await openLedger(file);
    await first.starting('one', 'server one');
    await openLedger(file);
    expect(openRuns(await readFile(file, 'utf8'))).toMatchObject([{ token: 'one' }]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('takes many writers at once, line by line', async () => {
    const ledger = await openLedger(file);
    const tokens = Array.from({ length: 200 }, (_, n) => `run ${n}`);
    await Promise.all(tokens.map((token) => ledger.starting(token, 'x'.repeat(2000))));
    await Promise.all(tokens.slice(1).map((token) => ledger.gone(token)));
    expect(openRuns(await readFile(file, 'utf8'))).toMatchObject([{ token: 'run 0' }]);
  });

  test('does not record a process that ended meanwhile', async () => {
    const ledger = await openLedger(file);
    await ledger.starting('one', 'server one');
    const pid = await orphan('one');
    process.kill(pid, 'SIGKILL');
    await eventually(() => isAlive(pid)).toBe(false);
    await ledger.spawned('one', pid);
    expect(openRuns(await readFile(file, 'utf8'))).toEqual([
      { token: 'one', serverId: 'server one', process: null },
    ]);
  });
});
