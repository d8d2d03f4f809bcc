import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRotatingFile, defaultFileLimits } from './rotating-file';

let folder: string;
const troubles: unknown[] = [];
const open = (limits: Partial<typeof defaultFileLimits> = {}, name = 'logs/a.log') =>
  createRotatingFile(join(folder, name), { ...defaultFileLimits, ...limits }, (error) =>
    troubles.push(error),
  );
const read = (name: string) => readFile(join(folder, 'logs', name), 'utf8');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manysite-logs-'));
  troubles.length = 0;
});
afterEach(() => rm(folder, { recursive: true }));

describe('a log file', () => {
  test('is continued by the next run', async () => {
    const first = open();
    first.write('one');
    await first.flushed();
    const second = open();
    second.write('two');
    await second.flushed();
    expect(await read('a.log')).toBe('one\ntwo\n');
    expect(troubles).toEqual([]);
  });

  test('is set aside at its size; three older ones are kept, the rest goes', async () => {
    const file = open({ maxBytes: 10 });
    for (let n = 1; n <= 6; n++) {
      file.write(`line number ${n}`);
      await file.flushed();
    }
    expect((await readdir(join(folder, 'logs'))).sort()).toEqual(['a.log', 'a.log.1', 'a.log.2', 'a.log.3']);
    expect(await read('a.log')).toBe('line number 6\n');
    expect(await read('a.log.1')).toBe('line number 5\n');
    expect(await read('a.log.3')).toBe('line number 3\n');
  });

  test('counts what was there before', async () => {
    await mkdir(join(folder, 'logs'));
    await writeFile(join(folder, 'logs', 'a.log'), 'x'.repeat(20));
    const file = open({ maxBytes: 10 });
    file.write('new');
    await file.flushed();
    expect(await read('a.log.1')).toBe('x'.repeat(20));
    expect(await read('a.log')).toBe('new\n');
  });

  test('says how many lines it left out when more came than may wait', async () => {
    const file = open({ maxWaitingBytes: 12 });
    for (const line of ['first', 'second', 'third']) file.write(line);
    await file.flushed();
    expect(await read('a.log')).toBe('first\n(lines left out here, because the disk was too slow: 2)\n');
  });

  test('tells once when it cannot be written, and goes on when it can again', async () => {
    await writeFile(join(folder, 'logs'), 'a file where the folder should be');
    const file = open();
    for (const line of ['one', 'two']) {
      file.write(line);
      await file.flushed();
    }
    expect(troubles).toHaveLength(1);
    await rm(join(folder, 'logs'));
    file.write('three');
    await file.flushed();
    expect(await read('a.log')).toBe('three\n');
  });
});
