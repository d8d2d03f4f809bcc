import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { spoolInput } from './spool';
import { script, scriptedClient } from './testing/scripted-host';
import { run, testTerminal } from './testing/test-terminal';

let dataFolder: string;
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'manysite-spool-'));
});
afterEach(() => rm(dataFolder, { recursive: true }));

const spooled = (): Promise<string[]> => readdir(join(dataFolder, 'spool'));

describe('a dump from standard input', () => {
  test('is written to a file that only its owner may read, named by its time', async () => {
    const stdin = new PassThrough();
    stdin.end(Buffer.from('PGDMP rows'));
    const file = await spoolInput(testTerminal({ stdin }), dataFolder);
    expect(file).toMatch(/\/spool\/stdin-2026-11-02-100000-[0-9a-f]{4}\.dump$/);
    expect(await readFile(file, 'utf8')).toBe('PGDMP rows');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataFolder, 'spool'))).mode & 0o777).toBe(0o700);
  });

  test('that is empty is refused, and leaves nothing', async () => {
    await expect(spoolInput(testTerminal(), dataFolder)).rejects.toMatchObject({ code: 'dump-empty' });
    expect(await spooled()).toEqual([]);
  });

  test('is not waited for where nothing is piped in', async () => {
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    await expect(spoolInput(testTerminal({ stdin }), dataFolder)).rejects.toMatchObject({
      code: 'usage-invalid',
    });
  });

  test('that is cancelled half-way leaves nothing', async () => {
    const stdin = new PassThrough();
    stdin.write('PGDMP half');
    const terminal = testTerminal({ stdin });
    const spooling = spoolInput(terminal, dataFolder);
    const refused = expect(spooling).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => spooled().catch(() => [])).toHaveLength(1);
    terminal.interrupt();
    await refused;
    expect(await spooled()).toEqual([]);
    expect(terminal.isListening()).toBe(false);
  });

  test('is given to the host as a spool, which the host deletes', async () => {
    const stdin = new PassThrough();
    stdin.end('PGDMP rows');
    const play = script();
    const { code } = await run(['import', '-'], scriptedClient(play), testTerminal({ stdin }), dataFolder);
    expect(code).toBe(0);
    expect(play.calls).toEqual([
      [
        'import',
        expect.objectContaining({ isSpool: true, file: expect.stringContaining(join(dataFolder, 'spool')) }),
      ],
    ]);
  });
});
