import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createStagingDatabase } from '../../postgres/databases';
import { ensureServingRole } from '../../postgres/roles';
import { startTemporaryCluster, type TemporaryCluster } from '../../postgres/temporary-cluster';
import {
  ask,
  demoProject,
  freePort,
  pythonEnvironment,
  runPython,
  startProgram,
  testPython,
} from './django-runs';

let postgres: TemporaryCluster;
let given: NonNullable<Parameters<typeof pythonEnvironment>[0]>;

const environment = (more: Record<string, string> = {}) =>
  pythonEnvironment(given, { DJANGO_SETTINGS_MODULE: 'tideline.settings', ...more });

const manage = async (...args: string[]) => {
  const { code, stderr } = await runPython(['manage.py', ...args], environment(), demoProject);
  if (code !== 0) throw new Error(stderr);
};

beforeAll(async () => {
  await testPython();
  postgres = await startTemporaryCluster();
  const { user, password } = await ensureServingRole(postgres.cluster, 'tideline');
  await createStagingDatabase(postgres.cluster, { name: 'tideline_live', owner: user, dumpLocale: null });
  given = {
    database: { name: 'tideline_live', user, password, host: '127.0.0.1', port: postgres.cluster.port },
    allowedHosts: ['.example'],
  };
  await manage('migrate', '--noinput', '-v', '0');
  await manage('loaddata', 'live-2026-10-30', '-v', '0');
});
afterAll(() => postgres.close());

const startDemo = async (more: Record<string, string>) => {
  const port = await freePort();
  const args = ['manage.py', 'runserver', '--noreload', `127.0.0.1:${port}`];
  const program = await startProgram(args, environment(more), demoProject);
  await vi.waitFor(() => ask(port, '/', { host: 'velowerk.example' }), { timeout: 30_000, interval: 100 });
  return { port, ...program };
};

/** What a page says of itself, in its head and in its footer. */
const servedBy = (body: string) => ({
  siteId: body.match(/<meta name="manysite-site-id" content="(\d+)">/)?.[1],
  domain: body.match(/data-site-domain="([^"]*)"/)?.[1],
  database: body.match(/data-database="([^"]*)"/)?.[1],
  processId: body.match(/<meta name="manysite-process-id" content="(\d+)">/)?.[1],
});

const sites = [
  ['1', 'www.tideport-gazette.example', 'The Tideport Gazette', 'magazine'],
  ['2', 'velowerk.example', 'Velowerk', 'shop'],
  ['3', 'visit.harbour-museum.tideport.example', 'Harbour Museum', 'gallery'],
  ['5', 'www.xn--bckerei-tiedemann-qqb.example', 'Bäckerei Tiedemann', 'menu'],
  ['8', 'praxis-am-deich.example', 'Praxis am Deich', 'practice'],
] as const;

describe('the demo in one process', () => {
  it('answers each domain with the page of its site', async () => {
    await using demo = await startDemo({ DJANGO_MULTISITE_PLUS_MODE: 'single-process' });
    for (const [siteId, domain, name, layout] of sites) {
      const { status, body } = await ask(demo.port, '/', { host: domain });
      expect(status).toBe(200);
      expect(body).toContain(`<title>${name}</title>`);
      expect(body).toContain(`<body class="${layout}">`);
      expect(servedBy(body)).toEqual({
        siteId,
        domain,
        database: 'tideline_live',
        processId: String(demo.child.pid),
      });
    }
  });

  it('redirects an alias to its site, serves another as it is, and falls back to the default site', async () => {
    await using demo = await startDemo({ DJANGO_MULTISITE_PLUS_MODE: 'single-process' });
    const redirected = await ask(demo.port, '/contact/?from=alias', { host: 'tideport-gazette.example' });
    expect(redirected.status).toBe(301);
    expect(redirected.headers.location).toBe('http://www.tideport-gazette.example/contact/?from=alias');
    const partner = await ask(demo.port, '/', { host: 'partner.velowerk.example' });
    expect(servedBy(partner.body).siteId).toBe('2');
    expect(servedBy((await ask(demo.port, '/', { host: 'unknown.example' })).body).siteId).toBe('1');
  });

  it('lets the documented user into the admin', async () => {
    await using demo = await startDemo({ DJANGO_MULTISITE_PLUS_MODE: 'single-process' });
    const host = 'velowerk.example';
    const form = await ask(demo.port, '/admin/login/', { host });
    const cookie = form.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const token = form.body.match(/name="csrfmiddlewaretoken" value="([^"]+)"/)?.[1] ?? '';
    const login = await ask(demo.port, '/admin/login/?next=/admin/', {
      host,
      method: 'POST',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        csrfmiddlewaretoken: token,
        username: 'admin',
        password: 'admin',
      }).toString(),
    });
    expect(login.headers.location).toBe('/admin/');
    const session = login.headers['set-cookie']?.map((text) => text.split(';')[0]).join('; ') ?? '';
    const admin = await ask(demo.port, '/admin/', { host, headers: { cookie: session } });
    expect(admin.body).toContain('Multisite+');
  });
});

describe('the demo in a process of its own for each site', () => {
  it.each(sites)('answers any host as site %s', async (siteId, domain) => {
    await using demo = await startDemo({ DJANGO_MULTISITE_PLUS_MODE: 'multi-process', SITE_ID: siteId });
    const { body } = await ask(demo.port, '/', { host: '127.0.0.1' });
    expect(servedBy(body)).toMatchObject({ siteId, domain });
  });
});

describe('three weeks later', () => {
  it('a site has a new name and look, and there is one more', async () => {
    await manage('loaddata', 'stage-2026-11-18', '-v', '0');
    await using demo = await startDemo({ DJANGO_MULTISITE_PLUS_MODE: 'single-process' });
    expect((await ask(demo.port, '/', { host: 'velowerk.example' })).body).toContain(
      '<title>Velowerk &amp; Café',
    );
    expect(servedBy((await ask(demo.port, '/', { host: 'rowing.tideport.example' })).body).siteId).toBe('11');
  });
});
