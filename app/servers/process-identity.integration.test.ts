import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { processStart, processStartTime } from './process-identity';
import { eventually } from './testing/supervision';

const start = () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  if (child.pid === undefined) throw new Error('not spawned');
  return { child, pid: child.pid };
};

test('a process keeps its identity while it lives, however it is asked, and another has another', async () => {
  const { child, pid } = start();
  const identity = await processStart(pid);
  expect(identity).toMatch(/\d/);
  expect(await processStart(pid)).toBe(identity);
  expect(processStartTime(pid)).toBe(identity);
  expect(await processStart(process.pid)).not.toBe(identity);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await processStart(pid)).toBeNull();
  expect(processStartTime(pid)).toBeNull();
});

test('a process that ended counts as gone although its parent has not noticed yet', async () => {
  // The shell becomes `sleep`, which never collects the child that it got with the shell. A child that ended before would be
  // collected by some shells: `cat` ends when its input does.
  const parent = spawn('sh', ['-c', 'cat <&3 & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  const [, output, , input] = parent.stdio;
  if (!(output instanceof Readable) || !(input instanceof Writable)) throw new Error('not spawned');
  const [line] = await once(output, 'data');
  const zombie = Number(String(line));
  await eventually(async () => readFileSync(`/proc/${parent.pid}/comm`, 'utf8').trim()).toBe('sleep');
  input.end();
  await eventually(() => processStart(zombie)).toBeNull();
  expect(processStartTime(zombie)).toBeNull();
  expect(() => process.kill(zombie, 0)).not.toThrow();
  parent.kill('SIGKILL');
  await once(parent, 'exit');
});
