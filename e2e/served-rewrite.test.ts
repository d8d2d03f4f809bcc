import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Status } from '../app/contract';
import { liveDump, makeProject } from './support/made-project';
import { openSandbox, type Sandbox } from './support/sandbox';
import { factOf, visit } from './support/visitor';

describe('a rewrite of what is served', () => {
  let sandbox: Sandbox;
  beforeAll(() => {
    sandbox = openSandbox();
  });
  afterAll(() => sandbox.dispose());

  it('trap 11: has the new domains answer when it returns, since its servers start again', async () => {
    const folder = makeProject(sandbox, 'renamed');
    await sandbox.json('add', folder);
    await sandbox.json('import', liveDump, '--project', folder);
    await sandbox.json('start', '--project', folder);
    const settings = { name: 'renamed', domainFormat: '{}.renamed.localhost' };
    writeFileSync(join(folder, 'manysite.json'), JSON.stringify(settings));
    await sandbox.json('rewrite', '--project', folder);
    const { router } = (await sandbox.json('status', '--project', folder)) as Status;
    const page = await visit({ port: router.port ?? 0, host: 'velowerk.renamed.localhost' });
    expect({ status: page.status, site: factOf(page, 'site-id') }).toEqual({ status: 200, site: '2' });
  });
});
