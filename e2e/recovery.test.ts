import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../app/contract';
import { hostPid } from './support/host-pid';
import { attachedTo, jobReaches, kill } from './support/killing';
import { bulkTable, siteTable, writeDump } from './support/made-dump';
import { expectNothingLeft } from './support/nothing-left';
import { openSandbox, type Sandbox } from './support/sandbox';
import { answerOf, noticesOf, serveTiny, statusOf } from './support/tiny-site';

/** What the next start finds, does and says after a host that ended. */
let sandbox: Sandbox;
beforeEach(() => {
  sandbox = openSandbox();
});
afterEach(() => sandbox.dispose());

const jobsEnded = () =>
  expect
    .poll(async () => ((await sandbox.json('jobs')) as Job[]).filter(({ state }) => state === 'running'), {
      timeout: 60_000,
    })
    .toEqual([]);

it('after kill -9 of the host the sites come back with the next command, which says once what was undone', async () => {
  const folder = await serveTiny(sandbox);
  const dump = writeDump(sandbox, 'big.sql', [...siteTable, ...bulkTable(400_000)]);
  const host = await attachedTo(sandbox);
  const reached = jobReaches(host, ['import'], { phase: 'data' });
  const importing = sandbox.run('import', dump, '--project', folder);
  await reached;
  await kill(hostPid(sandbox));
  expect((await importing).exitCode).not.toBe(0);

  const next = await sandbox.run('databases', '--project', folder);
  expect(next.exitCode).toBe(0);
  expect(next.stderr).toMatch(/^Note: The host was killed at [0-9:]+ and was started again\./);
  expect(next.stderr).toContain('Cut off: “Import big.sql”.');
  expect(next.stderr).toContain('The import of shop_big was undone; nothing of it is left.');
  expect(next.stderr).toContain('shop is started again.');
  expect((await sandbox.run('databases', '--project', folder)).stderr).toBe('');

  await jobsEnded();
  expect(await answerOf(sandbox)).toBe(200);
  await expectNothingLeft(sandbox);
  expect(readFileSync(join(sandbox.dataFolder, 'logs/host.log'), 'utf8')).toContain('The host was killed at');
  const [notice] = await noticesOf(sandbox);
  expect(notice?.about).toMatchObject({
    kind: 'host-ended',
    how: 'killed',
    recovered: [{ what: 'import', name: 'shop_big', outcome: 'undone' }],
    cutOff: [{ name: 'Import big.sql' }],
    served: [{ name: 'shop' }],
    comeBack: 'now',
  });
  // Put away by one client, it is gone for all.
  const { client, close } = await attachedTo(sandbox);
  expect(await client.notices.dismiss({ id: notice?.id ?? '' })).toEqual({ dismissed: true });
  expect(await client.notices.dismiss({ id: 'none' })).toEqual({ dismissed: false });
  await close();
  expect(await noticesOf(sandbox)).toEqual([]);
});

describe('after a host that was told to stop', () => {
  /** As a system does that goes down: in no order. */
  const terminateAll = (): void => {
    for (const line of sandbox.processes()) process.kill(Number(line.split(' ')[0]), 'SIGTERM');
  };

  it.each([
    ['quit', () => sandbox.json('quit')],
    ['SIGTERM to every process at once', terminateAll],
  ])('by %s nothing comes back and nothing is said', async (_, stop) => {
    await serveTiny(sandbox);
    await stop();
    await expect.poll(() => sandbox.processes(), { timeout: 60_000 }).toEqual([]);
    expect(existsSync(join(sandbox.dataFolder, 'host.lock'))).toBe(false);
    const next = await sandbox.run('status', '--project', 'shop');
    expect(next).toMatchObject({ exitCode: 0, stderr: '' });
    expect((await statusOf(sandbox)).servers).toEqual([]);
    await expectNothingLeft(sandbox);
  });
});
