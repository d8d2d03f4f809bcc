import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { reapOrphans } from './ledger';
import { aliveOf, isAlive, openWorkshop, type Workshop } from './testing/workshop';

const hostProgram = fileURLToPath(new URL('./testing/short-lived-host.ts', import.meta.url));
const readySchema = z.object({ pid: z.number(), port: z.number() });

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(() => workshop[Symbol.asyncDispose]());

const startHost = async (...args: readonly string[]) => {
  const host = spawn(process.execPath, ['--import', 'tsx', hostProgram, workshop.folder, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(host.stdout, 'data');
  return { host, ...readySchema.parse(JSON.parse(String(line))) };
};

test('what a host killed by SIGKILL leaves behind is ended by the next one, grandchildren included', async () => {
  const { host, pid } = await startHost('hasChild');
  host.kill('SIGKILL');
  await once(host, 'exit');
  const log = await readFile(join(workshop.folder, 'logs', 'hasChild.log'), 'utf8');
  const child = Number(/ stdout child (\d+)$/m.exec(log)?.[1]);
  expect(await aliveOf([pid, child])).toEqual([pid, child]);
  const reaped = await reapOrphans(workshop.ledgerFile, 300);
  expect(reaped).toEqual([{ pid, serverId: 'p/d/m/hasChild' }]);
  expect(await aliveOf([pid, child])).toEqual([]);
  expect(await reapOrphans(workshop.ledgerFile, 300)).toEqual([]);
});

test('a host that stopped its server has nothing open, and ends by itself', async () => {
  const { host, pid } = await startHost('ignoresSigterm');
  host.kill('SIGTERM');
  const [code] = await once(host, 'exit');
  expect(code).toBe(0);
  expect(await isAlive(pid)).toBe(false);
});
