import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isAlive, stopPostmaster } from './process-signals';

const waitsMs = { INT: 300, QUIT: 300, KILL: 10_000 };

/** A process that ignores some signals, and says so when it is ready for them. */
const startProcess = async (ignored: readonly string[]) => {
  const code = `${ignored.map((name) => `process.on('${name}', () => {});`).join('')} setInterval(() => {}, 1000); console.log('ready')`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const { pid } = child;
  if (pid === undefined) throw new Error('the process did not start');
  return { pid, hasEnded: () => child.exitCode !== null || child.signalCode !== null };
};

test.each([
  { ignored: [], expected: 'INT' },
  { ignored: ['SIGINT'], expected: 'QUIT' },
  { ignored: ['SIGINT', 'SIGQUIT'], expected: 'KILL' },
])('a process that ignores $ignored is stopped by $expected', async ({ ignored, expected }) => {
  const { pid, hasEnded } = await startProcess(ignored);
  expect(await stopPostmaster(pid, 'pg_ctl', hasEnded, waitsMs)).toBe(expected);
  expect(isAlive(pid)).toBe(false);
  // Once more, for a process that is gone already.
  expect(await stopPostmaster(pid, 'pg_ctl', hasEnded, waitsMs)).toBe('INT');
});
