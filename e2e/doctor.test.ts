import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Check, DoctorReport } from '../app/contract';
import { type DnsBehaviour, type DnsServer, startDnsServer } from '../app/host/doctor/testing/dns-server';
import { liveDump, makeProject } from './support/made-project';
import { openSandbox, type Sandbox } from './support/sandbox';

/** `manysite doctor` as a person runs it, with resolvers on loopback that answer as they are told. */
describe('the doctor', () => {
  let sandbox: Sandbox;
  let folder: string;
  let configured: DnsServer;
  let other: DnsServer;
  let answer: DnsBehaviour = ['127.0.0.1'];

  const doctor = async (...words: string[]) => {
    const { exitCode, stdout } = await sandbox.run('doctor', '--json', ...words);
    const report: DoctorReport = JSON.parse(stdout);
    const row = (id: string): Check => {
      const found = report.checks.find((check) => check.id === id);
      if (found === undefined) throw new Error(`no check ${id} in ${stdout}`);
      return found;
    };
    return { exitCode, report, row };
  };

  beforeAll(async () => {
    sandbox = openSandbox();
    configured = await startDnsServer(() => answer);
    other = await startDnsServer(() => ['127.0.0.1']);
    sandbox.environment.MANYSITE_RESOLVERS = `${configured.address},${other.address}`;
    folder = makeProject(sandbox, 'shop');
  });
  afterAll(async () => {
    await sandbox.dispose();
    await configured[Symbol.asyncDispose]();
    await other[Symbol.asyncDispose]();
  });

  it('looks at the machine where there is no project, and nothing failed', async () => {
    const { exitCode, report } = await doctor();
    expect({ exitCode, projectId: report.projectId }).toEqual({ exitCode: 0, projectId: null });
    expect(report.checks.filter(({ state }) => state === 'failed')).toEqual([]);
    expect(report.checks.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['local-domains', 'router-port', 'postgres', 'disk-space', 'versions']),
    );
  });

  it('tells what it found of a project, and changes nothing', async () => {
    await sandbox.json('add', folder);
    await sandbox.json('import', liveDump, '--project', 'shop');
    const settingsFile = join(sandbox.dataFolder, 'config/settings.json');
    const before = [readdirSync(folder).sort(), readFileSync(settingsFile, 'utf8')];
    const { exitCode, row } = await doctor('--project', 'shop');
    expect(exitCode).toBe(0);
    expect(row('local-domains')).toMatchObject({
      state: 'ok',
      message: 'portal.127.0.0.1.nip.io and 4 more all lead to this machine.',
    });
    expect(row('python').message).toMatch(/^3\.\d+\.\d+ in .*, Django \d.*, django-multisite 1\.9/);
    expect(row('silenced-checks').message).toContain('sites.E101');
    expect([readdirSync(folder).sort(), readFileSync(settingsFile, 'utf8')]).toEqual(before);
  });

  it('names rebinding protection, with exit code 4 and each way out', async () => {
    answer = 'empty';
    const { exitCode, row } = await doctor('--project', 'shop');
    expect(exitCode).toBe(4);
    const names = row('local-domains');
    expect(names.state).toBe('failed');
    expect(names.message).toContain(`The resolver ${configured.address} answers`);
    expect(names.message).toContain('rebinding protection');
    expect(names.fixes.map(({ isSuggested }) => isSuggested)).toEqual([true, false, false]);
    expect(names.fixes[0]?.command).toBe(
      'manysite config --set "domainFormat={}.localhost" --project shop && manysite rewrite --project shop',
    );
    expect(names.fixes[1]?.lines).toContain('127.0.0.1 velowerk.127.0.0.1.nip.io');
    const { stdout } = await sandbox.run('doctor', '--project', 'shop');
    expect(stdout).toMatch(/✗ Local domains +Browsers on this machine cannot open the local domains/);
  });

  it('is content once its suggestion was followed', async () => {
    await sandbox.json('config', '--set', 'domainFormat={}.localhost', '--project', 'shop');
    await sandbox.json('rewrite', '--project', 'shop');
    const { exitCode, row } = await doctor('--project', 'shop');
    expect(exitCode).toBe(0);
    expect(row('local-domains')).toMatchObject({ state: 'ok', message: expect.stringContaining('RFC 6761') });
    expect(row('browser-safety').state).toBe('ok');
  });

  it('names who holds the port of the router', async () => {
    answer = ['127.0.0.1'];
    const { routerPort } = JSON.parse(readFileSync(join(sandbox.dataFolder, 'config/settings.json'), 'utf8'));
    const holder = createServer();
    await new Promise<void>((resolve) => {
      holder.listen(routerPort, '127.0.0.1', resolve);
    });
    const { exitCode, row } = await doctor('--project', 'shop');
    holder.close();
    expect(exitCode).toBe(4);
    expect(row('router-port')).toMatchObject({
      state: 'failed',
      message: expect.stringContaining(`(process ${process.pid})`),
      fixes: [{ command: expect.stringMatching(/^manysite start --port \d+ --project shop$/) }, {}],
    });
  });

  it('tells settings that override others, and those that cannot be read', async () => {
    writeFileSync(
      join(folder, 'manysite.local.json'),
      readFileSync(join(folder, 'manysite.local.json'), 'utf8').replace(
        '{',
        '{ "defaultMode": "multi-process",',
      ),
    );
    const { row } = await doctor('--project', 'shop');
    expect(row('settings')).toMatchObject({
      state: 'info',
      message: expect.stringMatching(
        /defaultMode is "multi-process" by manysite\.local\.json, line 1; overridden: "single-process" of DJANGO_MULTISITE_PLUS_MODE in tideline\/settings\.py/,
      ),
    });
    writeFileSync(join(folder, 'tideline/settings.py'), 'SITE_ID = 1\nraise RuntimeError("no secret")\n');
    expect((await doctor('--project', 'shop')).row('settings')).toMatchObject({
      state: 'warning',
      message: expect.stringContaining('could not be read: RuntimeError: no secret'),
    });
  });
});
