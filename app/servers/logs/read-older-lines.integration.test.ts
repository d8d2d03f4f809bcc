import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LogLine } from '../../contract';
import type { LogFile } from './read-backwards';
import { readOlderLines } from './read-older-lines';
import { defaultFileLimits } from './rotating-file';
import { openServerLog } from './server-log';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manysite-older-'));
});
afterEach(() => rm(folder, { recursive: true }));

const start = Date.parse('2026-11-28T10:00:00.000Z');
const never = new AbortController().signal;
const all = (): boolean => true;
const end = { at: '2026-11-28T23:00:00.000Z', known: 0 };

/** Writes lines of two servers by turns, one each millisecond, in files that are set aside early; and what they wrote. */
const writeLogs = async (count: number): Promise<{ files: LogFile[]; lines: LogLine[] }> => {
  let ms = start;
  const files = ['portal', 'shop'].map((server) => ({ server, path: join(folder, `${server}.log`) }));
  const logs = files.map(({ server, path }) =>
    openServerLog({
      server,
      file: path,
      now: () => ms,
      limits: { ...defaultFileLimits, maxBytes: 400_000 },
    }),
  );
  const lines: LogLine[] = [];
  for (const log of logs) log.subscribe((line) => lines.push(line));
  for (let number = 0; number < count; number++) {
    // Of some moments there are two lines.
    ms = start + Math.floor(number / 3) * 2;
    const level = number % 5000 === 0 ? 'error' : 'info';
    logs[number % 2]?.note(`line ${number} ${'\u001b[31mé€😀\u001b[0m '.repeat(number % 7)}`, level);
    if (number % 1000 === 0) await Promise.all(logs.map((log) => log.flushed()));
  }
  await Promise.all(logs.map((log) => log.flushed()));
  return { files, lines: lines.sort((a, b) => a.at.localeCompare(b.at) || a.server.localeCompare(b.server)) };
};

describe('what memory has forgotten', () => {
  test('is read from the files, those set aside too, from any place in them', async () => {
    const { files, lines } = await writeLogs(20_000);
    expect((await readdir(folder)).sort()).toEqual([
      'portal.log',
      'portal.log.1',
      'portal.log.2',
      'shop.log',
      'shop.log.1',
      'shop.log.2',
    ]);
    expect(await readOlderLines(files, end, 100_000, all, never)).toEqual(lines);
    for (const place of [1, 2, 3, 7_000, 19_999]) {
      const at = lines[place]?.at ?? '';
      const known = lines.filter((line, index) => line.at === at && index >= place).length;
      const older = await readOlderLines(files, { at, known }, 300, all, never);
      expect(older).toEqual(lines.slice(Math.max(0, place - 300), place));
    }
    const errors = await readOlderLines(files, end, 2, ({ level }) => level === 'error', never);
    expect(errors.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^line 10000 /),
      expect.stringMatching(/^line 15000 /),
    ]);
  });

  test('is told by name where a file cannot be read, and what is before it is there', async () => {
    const { files, lines } = await writeLogs(20_000);
    const [first] = files;
    await rm(join(folder, 'portal.log.1'));
    await mkdir(join(folder, 'portal.log.1'));
    const older = await readOlderLines(first === undefined ? [] : [first], end, 100_000, all, never);
    const told = older.findIndex(({ text }) => text.startsWith('log file not readable'));
    expect(older[told]).toMatchObject({ server: 'portal', stream: 'manysite', level: 'warning' });
    expect(older[told]?.text).toContain(`${join(folder, 'portal.log.1')} (EISDIR`);
    expect(older.at(-1)).toEqual(lines.filter(({ server }) => server === 'portal').at(-1));
    expect(older[0]).toEqual(lines[0]);
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThan(older.length - 1);
  });

  test('is none where nothing was ever written, and where nobody wants it any more', async () => {
    expect(await readOlderLines([{ server: 'x', path: join(folder, 'x.log') }], end, 10, all, never)).toEqual(
      [],
    );
    const { files } = await writeLogs(10);
    expect(await readOlderLines(files, end, 10, all, AbortSignal.abort())).toEqual([]);
  });
});
