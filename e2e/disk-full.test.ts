import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attachedTo, jobReaches } from './support/killing';
import { bulkTable, siteTable, writeDump } from './support/made-dump';
import { liveDump } from './support/made-project';
import { expectNothingLeft } from './support/nothing-left';
import { openSandbox, type Sandbox } from './support/sandbox';
import { makeTinyProject } from './support/tiny-project';
import { visit } from './support/visitor';

const isRoot = process.getuid?.() === 0;

/** A small disk of its own for the data folder; what fills it is a file beside our data. */
describe.runIf(isRoot)('on a full disk', () => {
  let sandbox: Sandbox;
  let elsewhere: Sandbox;
  let folder: string;
  beforeEach(async () => {
    elsewhere = openSandbox();
    sandbox = openSandbox();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=520m,mode=755', 'tmpfs', sandbox.dataFolder]);
    folder = makeTinyProject(elsewhere, 'shop');
    await sandbox.json('add', folder);
    await sandbox.json('import', liveDump, '--project', folder);
    await sandbox.json('start', '--project', folder);
  });
  afterEach(async () => {
    await sandbox.run('quit');
    execFileSync('umount', ['-l', sandbox.dataFolder]);
    await sandbox.dispose();
    await elsewhere.dispose();
  });

  const filler = (): string => join(sandbox.dataFolder, 'filler');
  const ballast = (): string => join(sandbox.dataFolder, 'postgres/18/manysite-ballast');
  const freeBytes = (): number => {
    const { bavail, bsize } = statfsSync(sandbox.dataFolder);
    return bavail * bsize;
  };

  const fill = (leaveBytes = 0): void => {
    const chunk = Buffer.alloc(1024 * 1024, 1);
    const handle = openSync(filler(), 'a');
    try {
      while (freeBytes() > leaveBytes)
        writeSync(handle, chunk, 0, Math.min(chunk.length, freeBytes() - leaveBytes));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    } finally {
      closeSync(handle);
    }
  };

  const answers = async (): Promise<number> => {
    const { router } = (await sandbox.json('status', '--project', folder)) as { router: { port: number } };
    return (await visit({ port: router.port, host: 'portal.127.0.0.1.nip.io' })).status;
  };

  it('an import is refused beforehand with the numbers, sites go on, and a stopped host starts by its reserve', async () => {
    fill();
    const refused = await sandbox.refused('import', liveDump, '--project', folder, '--label', 'again');
    expect(refused).toMatchObject({ exitCode: 4, error: { code: 'disk-full' } });
    expect(refused.error.message).toMatch(/GB are free|MB are free/);
    expect(await answers()).toBe(200);
    // A change of the catalog fits into what PostgreSQL has, or is refused by name; it is never a bug.
    const mode = await sandbox.run('mode', 'multi-process', '--project', folder, '--json');
    if (mode.exitCode !== 0) expect(JSON.parse(mode.stdout).error.code).toBe('disk-full');

    await sandbox.run('quit');
    fill();
    const next = await sandbox.run('databases', '--project', folder, '--json');
    if (next.exitCode !== 0) {
      expect([next.exitCode, JSON.parse(next.stdout).error]).toMatchObject([
        4,
        {
          code: 'disk-full',
          message: expect.stringMatching(/\d+ MB are free/),
          hint: expect.stringContaining('200 MB'),
        },
      ]);
    }
    rmSync(filler());
    await sandbox.json('start', '--project', folder);
    expect(await answers()).toBe(200);
    await expect.poll(() => existsSync(ballast()), { timeout: 40_000 }).toBe(true);
    await expectNothingLeft(sandbox);
  });

  it('that became full among the rows of an import, the import fails by name and is undone; then all goes on', async () => {
    const dump = writeDump(elsewhere, 'big.sql', [...siteTable, ...bulkTable(500_000)]);
    const host = await attachedTo(sandbox);
    const reached = jobReaches(host, ['import'], { phase: 'data' });
    const importing = sandbox.refused('import', dump, '--project', folder);
    await reached;
    fill();
    const refused = await importing;
    expect(refused.exitCode).toBe(4);
    expect(refused.error.code).toMatch(/^(disk-full|postgres-lost|postgres-failed)$/);
    await host.close();
    rmSync(filler());
    await sandbox.json('start', '--project', folder);
    await expect.poll(answers, { timeout: 60_000, interval: 500 }).toBe(200);
    await expectNothingLeft(sandbox);
    await sandbox.json('import', dump, '--project', folder);
    await expect.poll(() => existsSync(ballast()), { timeout: 40_000 }).toBe(true);
  });
});
