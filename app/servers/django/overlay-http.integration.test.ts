import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createStagingDatabase } from '../../postgres/databases';
import { ensureServingRole } from '../../postgres/roles';
import { startTemporaryCluster, type TemporaryCluster } from '../../postgres/temporary-cluster';
import {
  ask,
  freePort,
  hostileProject,
  type OverlayGiven,
  pythonEnvironment,
  startProgram,
  temporaryFolder,
  testDjangoMajor,
  testPython,
} from './django-runs';

const host = 'velowerk.127.0.0.1.nip.io:8000';
const origin = `http://${host}`;

let postgres: TemporaryCluster;
let database: OverlayGiven['database'];

beforeAll(async () => {
  await testPython();
  postgres = await startTemporaryCluster();
  const { user, password } = await ensureServingRole(postgres.cluster, 'shop');
  await createStagingDatabase(postgres.cluster, { name: 'shop_7', owner: user, dumpLocale: null });
  database = { name: 'shop_7', user, password, host: '127.0.0.1', port: postgres.cluster.port };
});
afterAll(() => postgres.close());

type Command = (port: number) => readonly string[];
const runserver: Command = (port) => ['manage.py', 'runserver', '--noreload', `127.0.0.1:${port}`];
const gunicorn: Command = (port) => ['-m', 'gunicorn', '-b', `127.0.0.1:${port}`, 'hostile.wsgi'];

/** Starts the hostile project's server and waits until it answers anything at all. */
const startServer = async (command: Command, env: Record<string, string>) => {
  const port = await freePort();
  const program = await startProgram(command(port), env, hostileProject);
  const answers = async () => {
    if (program.child.exitCode !== null) throw new Error(program.output());
    return (await ask(port, '/', { host })).status;
  };
  await vi.waitFor(answers, { timeout: 30_000, interval: 100 });
  return { port, ...program };
};

describe.each([
  ['runserver', runserver],
  ['gunicorn', gunicorn],
] as const)('a live project under %s', (_, command) => {
  it('is served on its local domain over http, with cookies and forms that work', async () => {
    await using mails = await temporaryFolder();
    await using server = await startServer(command, pythonEnvironment({ database, emailFolder: mails.path }));

    const page = await ask(server.port, '/', { host });
    expect(page.status).toBe(200);
    expect(page.headers['strict-transport-security']).toBeUndefined();
    const setCookies = page.headers['set-cookie'] ?? [];
    expect(setCookies.map((cookie) => cookie.split('=')[0]).sort()).toEqual(['csrftoken', 'sessionid']);
    for (const cookie of setCookies) expect(cookie).not.toMatch(/Secure|Domain/);

    const post = (from: string) =>
      ask(server.port, '/', {
        host,
        method: 'POST',
        headers: {
          cookie: setCookies.map((cookie) => cookie.split(';')[0]).join('; '),
          origin: from,
          'x-csrftoken': JSON.parse(page.body).token,
        },
      });
    expect((await post(origin)).status).toBe(200);

    expect((await ask(server.port, '/mail/', { host })).body).toBe('sent');
    const [mail = ''] = await readdir(mails.path);
    expect(await readFile(join(mails.path, mail), 'utf8')).toContain('To: customer@live.example');

    expect(JSON.parse((await ask(server.port, '/child/', { host })).body)).toEqual({ database: 'shop_7' });
  });

  it('refuses a form from another page on nip.io, which the live settings trust', async () => {
    const attack = async (off: readonly string[]) => {
      await using server = await startServer(command, pythonEnvironment({ database, off }));
      const page = await ask(server.port, '/', { host });
      const cookie = (page.headers['set-cookie'] ?? []).map((text) => text.split(';')[0]).join('; ');
      const headers = { cookie, origin: 'https://evil.nip.io', 'x-csrftoken': JSON.parse(page.body).token };
      return (await ask(server.port, '/', { host, method: 'POST', headers })).status;
    };
    // Django 3.2 looks at the origin of https requests only.
    expect(await attack([])).toBe((await testDjangoMajor()) < 4 ? 200 : 403);
    expect(await attack(['csrf-trusted-origins'])).toBe(200);
  });
});

describe('without the overlay', () => {
  it('the same page is refused', async () => {
    await using server = await startServer(gunicorn, pythonEnvironment(null));
    // Up to Django 4.0 the engine of the MySQL alias is loaded first, and is not there.
    expect([400, 500]).toContain((await ask(server.port, '/', { host })).status);
  });
});

describe('runserver', () => {
  it('sends without delay on a kept connection, and delays when the line is off', async () => {
    const isNodelay = async (off: readonly string[]) => {
      await using server = await startServer(runserver, pythonEnvironment({ database, off }));
      return JSON.parse((await ask(server.port, '/nodelay/', { host })).body).nodelay;
    };
    expect(await isNodelay([])).toBe(true);
    expect(await isNodelay(['runserver-nodelay'])).toBe(false);
  });
});
