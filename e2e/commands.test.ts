import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandOutputs } from '../app/contract';
import { type DnsServer, startDnsServer } from '../app/host/doctor/testing/dns-server';
import { liveDump, makeProject, stageDump } from './support/made-project';
import { newPgDump } from './support/pg-dump';
import { openSandbox, type Sandbox } from './support/sandbox';

/** One command, run for a person and run for a program, in the order of a working day. */
interface Line {
  readonly before?: () => Promise<unknown>;
  /** Done before the run with `--json`. */
  readonly between?: () => Promise<unknown>;
  /** Words of the run for a person, and what it prints. */
  readonly text: readonly string[];
  readonly says: RegExp;
  /** Words of the run with `--json`; the same ones where they are left out. */
  readonly json?: readonly string[];
  /** Keys of the value, or of the first of the values. */
  readonly keys: readonly string[];
}

const jobKeys = ['id', 'kind', 'title', 'projectId', 'state', 'phase', 'fraction', 'result', 'error'];

describe('every command, against a host of its own, for a person and as JSON', () => {
  let sandbox: Sandbox;
  let shop: string;
  let slow: string;
  const ofShop = ['--project', 'shop'];
  const neverReady = { command: ['python', '-c', 'import time; time.sleep(600)  # {port}'] };

  let resolver: DnsServer;

  beforeAll(async () => {
    sandbox = openSandbox();
    resolver = await startDnsServer(() => ['127.0.0.1']);
    sandbox.environment.MANYSITE_RESOLVERS = resolver.address;
    shop = makeProject(sandbox, 'shop');
    slow = makeProject(sandbox, 'slow', neverReady);
  });
  afterAll(async () => {
    await sandbox.dispose();
    await resolver[Symbol.asyncDispose]();
  });

  const untilIdle = () => expect.poll(() => isIdle(sandbox)).toBe(true);
  /** Starts what does not get ready, so that there is a job to cancel. */
  const startSlow = () => sandbox.json('start', '--project', 'slow', '--no-wait');

  const lines: Readonly<Record<string, () => Line>> = {
    open: () => ({ text: [], says: /No project yet/, keys: ['projects', 'router', 'runningJobs'] }),
    add: () => ({
      text: ['add', shop],
      says: /Added shop/,
      json: ['add', slow],
      keys: ['id', 'name', 'folder', 'mode', 'activeDatabaseId'],
    }),
    config: () => ({
      text: ['config', ...ofShop],
      says: /domainFormat +\{\}\.127\.0\.0\.1\.nip\.io +default/,
      keys: ['key', 'value', 'origin', 'detail'],
    }),
    inspect: () => ({
      text: ['inspect', liveDump, ...ofShop],
      says: /velowerk\.example +→ +velowerk\.127\.0\.0\.1\.nip\.io/,
      keys: ['format', 'serverVersion', 'createdAt', 'tables', 'sites', 'problems'],
    }),
    import: () => ({
      text: ['import', liveDump, ...ofShop],
      says: /Imported shop_live_2026_10_30: 16 tables, .* rows/,
      json: ['import', stageDump, ...ofShop],
      keys: jobKeys,
    }),
    databases: () => ({
      text: ['databases', ...ofShop],
      says: /\* +shop_live_2026_10_30 +live-2026-10-30 +active/,
      keys: ['name', 'label', 'isActive', 'sizeBytes', 'importedAt', 'dump', 'snapshots'],
    }),
    env: () => ({
      text: ['env', '--site', 'portal', ...ofShop],
      says: /SITE_ID=1 .*[\s\S]*allowed-hosts +on/,
      keys: ['variables', 'overlay'],
    }),
    rewrite: () => ({
      text: ['rewrite', '--dry-run', ...ofShop],
      says: /Nothing to change/,
      json: ['rewrite', ...ofShop],
      keys: ['changes', 'problems'],
    }),
    mode: () => ({
      text: ['mode', 'multi-process', ...ofShop],
      says: /The mode is multi-process now\./,
      json: ['mode', ...ofShop],
      keys: ['mode', 'figures'],
    }),
    start: () => ({
      text: ['start', ...ofShop],
      says: /Serving shop from shop_live_2026_10_30, multi-process\.[\s\S]*http:\/\/velowerk\.127\.0\.0\.1\.nip\.io:\d+\//,
      keys: jobKeys,
    }),
    status: () => ({
      text: ['status', ...ofShop],
      says: /velowerk +ready +2 +\d+ +\d+ +\d/,
      keys: ['project', 'database', 'mode', 'router', 'servers'],
    }),
    sites: () => ({
      text: ['sites', ...ofShop],
      says: /http:\/\/portal\.127\.0\.0\.1\.nip\.io:\d+\/[\s\S]*6 sites, 1 disabled/,
      keys: ['id', 'slug', 'name', 'domain', 'realDomain', 'isEnabled', 'aliases', 'url', 'problems'],
    }),
    site: () => ({
      text: ['site', 'set', 'velowerk', '--slug', 'bici', '--dry-run', ...ofShop],
      says: /2 +site +2 +domain +velowerk\.127\.0\.0\.1\.nip\.io +→ +bici\.127\.0\.0\.1\.nip\.io[\s\S]*would change/,
      json: ['site', 'set', 'velowerk', '--name', 'Velowerk & Co', ...ofShop],
      keys: ['title', 'fingerprint', 'changes', 'problems', 'restartJobId'],
    }),
    adopt: () => ({
      text: ['adopt', '--dry-run', ...ofShop],
      says: /Nothing to change/,
      json: ['adopt', ...ofShop],
      keys: ['changes', 'problems'],
    }),
    populate: () => ({
      text: ['populate', '--dry-run', ...ofShop],
      says: /Nothing to change/,
      json: ['populate', ...ofShop],
      keys: ['changes', 'problems'],
    }),
    repair: () => ({
      text: ['repair', '--dry-run', ...ofShop],
      says: /Nothing to change/,
      json: ['repair', ...ofShop],
      keys: ['changes', 'problems'],
    }),
    explain: () => ({
      text: ['explain', 'http://velowerk.127.0.0.1.nip.io/', ...ofShop],
      says: /the router passes it to site 2 by velowerk\.127\.0\.0\.1\.nip\.io\.[\s\S]*Served by +velowerk, ready, pid \d+, port \d+, SITE_ID 2, database shop_live/,
      keys: ['host', 'database', 'mode', 'modes', 'router', 'site', 'server', 'assumptions'],
    }),
    restart: () => ({
      text: ['restart', 'velowerk', ...ofShop],
      says: /Restarted velowerk\./,
      json: ['restart', ...ofShop],
      keys: jobKeys,
    }),
    logs: () => ({
      text: ['logs', '--lines', '50', '--server', 'portal', ...ofShop],
      says: /portal \| .*ready on port/,
      keys: ['at', 'server', 'stream', 'text'],
    }),
    exec: () => ({
      text: [
        'exec',
        '--site',
        'velowerk',
        ...ofShop,
        '--',
        'python',
        '-c',
        'import os; print(os.environ["SITE_ID"])',
      ],
      says: /^2\n$/,
      json: ['exec', ...ofShop, '--json', '--', 'python', '-c', 'print(\'{"its": "own output"}\')'],
      keys: ['its'],
    }),
    route: () => ({
      text: ['route', 'portal', '9000', ...ofShop],
      says: /^portal goes to port 9000 \(back: manysite route portal off\)$/m,
      json: ['route', 'portal', 'off', ...ofShop],
      keys: ['routes'],
    }),
    switch: () => ({
      text: ['switch', 'stage-2026-11-18', ...ofShop],
      says: /shop_stage_2026_11_18 is the active database now \(.*s\)\./,
      json: ['switch', 'live', ...ofShop],
      keys: jobKeys,
    }),
    snapshot: () => ({
      text: ['snapshot', 'before', ...ofShop],
      says: /Took the snapshot before of shop_live_2026_10_30: .*MB in .*s\./,
      json: ['snapshot', '--delete', 'before', ...ofShop],
      keys: jobKeys,
    }),
    export: () => ({
      text: ['export', join(sandbox.dataFolder, 'out.dump'), '--pg-dump', newPgDump(), ...ofShop],
      says: /Exported shop_live_2026_10_30 to .*out\.dump: .* by pg_dump 18/,
      json: ['export', join(sandbox.dataFolder, 'out.sql'), '--plain', '--pg-dump', newPgDump(), ...ofShop],
      keys: jobKeys,
    }),
    reset: () => ({
      text: ['reset', ...ofShop],
      says: /shop_live_2026_10_30 is as just imported \(.*s; requests waited .* at most\)\./,
      json: ['reset', '--yes', '-d', 'stage-2026-11-18', ...ofShop],
      keys: jobKeys,
    }),
    settle: () => ({
      text: ['settle', 'shop_stage_2026_11_18', '--skip', ...ofShop],
      says: /shop_stage_2026_11_18 is ready\./,
      json: ['settle', 'shop_stage_2026_11_18', '--retry', ...ofShop],
      keys: jobKeys,
    }),
    delete: () => ({
      before: () => sandbox.json('import', stageDump, '--label', 'third', ...ofShop),
      text: ['delete', 'third', ...ofShop],
      says: /Deleted shop_third: .*MB freed\./,
      json: ['delete', 'stage-2026-11-18', ...ofShop],
      keys: jobKeys,
    }),
    stop: () => ({ text: ['stop', ...ofShop], says: /Stopped shop\./, keys: jobKeys }),
    cancel: () => ({
      before: async () => {
        await sandbox.json('import', liveDump, '--project', 'slow');
        await startSlow();
      },
      text: ['cancel'],
      says: /Cancelling: Start the sites/,
      between: async () => {
        await untilIdle();
        await startSlow();
      },
      keys: jobKeys,
    }),
    doctor: () => ({
      text: ['doctor'],
      says: /All fine|\d+ things? to fix[\s\S]*✓ PostgreSQL/,
      keys: ['checks', 'projectId', 'checkedAt', 'durationMs'],
    }),
    jobs: () => ({ before: untilIdle, text: ['jobs'], says: /Start the sites +cancelled/, keys: jobKeys }),
    remove: () => ({
      text: ['remove', 'slow', '--yes'],
      says: /Removed slow, with 1 database\. Its folder is untouched\./,
      json: ['remove', 'shop', '--yes'],
      keys: ['deletedDatabases'],
    }),
    demo: () => ({ text: ['demo'], says: /\* tideline_live_2026_10_30/, keys: jobKeys }),
    completion: () => ({
      text: ['completion', 'bash'],
      says: /complete -o default -F _manysite manysite/,
      keys: ['shell', 'script'],
    }),
    quit: () => ({ text: ['quit'], says: /Stopped:\n[\s\S]*PostgreSQL/, keys: ['stopped'] }),
  };
  /** These have no end of their own, or no value; each has its test below. */
  const elsewhere = ['serve', 'help', 'run'];

  it('has a line here', async () => {
    const { stdout } = await sandbox.run('help');
    const commands = [...stdout.matchAll(/^ {2}([a-z]+)(?: [[<].*?[\]>])? {2,}\S/gm)].map(([, name]) => name);
    expect(commands).toContain('import');
    expect([...Object.keys(lines), ...elsewhere].sort()).toEqual(commands.sort());
  });

  it.each(Object.keys(lines))('%s', async (name) => {
    const line = lines[name]?.();
    if (line === undefined) throw new Error(`no line for ${name}`);
    await line.before?.();
    const forPerson = await sandbox.run(...line.text);
    expect(forPerson, `manysite ${line.text.join(' ')}`).toMatchObject({ exitCode: 0 });
    expect(forPerson.stdout).toMatch(line.says);
    // Not a terminal, and NO_COLOR: no control sequence anywhere.
    expect(forPerson.stdout + forPerson.stderr).not.toContain('\u001b');
    if (name === 'cancel')
      await expect
        .poll(() => isIdle(sandbox))
        .toBe(true)
        .then(startSlow);
    const value = await sandbox.json(...(line.json ?? line.text));
    // Every key that is printed is promised, with its type.
    const shape = Object.entries(commandOutputs).find(([command]) => command === name)?.[1];
    expect(shape?.parse(value)).toEqual(value);
    const one: unknown = Array.isArray(value) ? value[0] : value;
    expect(Object.keys(one ?? {})).toEqual(expect.arrayContaining([...line.keys]));
  });

  it('help of a command shows its example', async () => {
    const { exitCode, stdout } = await sandbox.run('help', 'import');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('ssh live pg_dump -Fc shop | manysite import -');
  });
});

const isIdle = async (sandbox: Sandbox): Promise<boolean> =>
  ((await sandbox.json('jobs')) as { endedAt: string | null }[]).every(({ endedAt }) => endedAt !== null);
