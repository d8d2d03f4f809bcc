import { describe, expect, test } from 'vitest';
import {
  asProcessEnvironment,
  type ServerEnvironmentInput,
  serverEnvironment,
  shownVariables,
} from './server-environment';
import { shopConfig, withPlus } from './testing/shop-config';

const database = {
  host: '127.0.0.1',
  port: 54321,
  name: 'shop_live',
  user: 'shop_serving',
  password: 'a:b/c@d',
};

const input = (over: Partial<ServerEnvironmentInput> = {}): ServerEnvironmentInput => ({
  config: shopConfig(),
  environment: { PATH: '/usr/bin', HOME: '/home/me' },
  mode: 'single-process',
  siteId: null,
  database,
  overlayFolder: '/app/overlay',
  overlay: {
    allowedHosts: ['a.127.0.0.1.nip.io'],
    localOrigins: ['http://a.127.0.0.1.nip.io:8000'],
    emailFolder: '/data/mail',
    cacheKeyPrefix: 'shop_live',
    reportFile: null,
  },
  ...over,
});

const variables = (over: Partial<ServerEnvironmentInput> = {}): Record<string, string> =>
  asProcessEnvironment(serverEnvironment(input(over)));

const fromFile = (values: Record<string, string>) =>
  shopConfig({
    envFileVariables: Object.entries(values).map(([name, value]) => ({ name, value, file: '.env' })),
  });

describe('the environment of a server', () => {
  test('leads to the database by URL and by the variables of libpq', () => {
    expect(variables()).toMatchObject({
      DATABASE_URL: 'postgres://shop_serving:a%3Ab%2Fc%40d@127.0.0.1:54321/shop_live',
      PGHOST: '127.0.0.1',
      PGPORT: '54321',
      PGDATABASE: 'shop_live',
      PGUSER: 'shop_serving',
      PGPASSWORD: 'a:b/c@d',
    });
  });

  test('never lets the live database of an env file through', () => {
    const config = fromFile({
      DATABASE_URL: 'postgres://u:p@live.example.com/shop',
      PGHOST: 'live.example.com',
      PGHOSTADDR: '203.0.113.1',
      PGSERVICE: 'live',
      PGSSLMODE: 'require',
      PGOPTIONS: '-c role=admin',
      PGAPPNAME: 'shop',
    });
    const result = variables({ config });
    expect(JSON.stringify(result)).not.toMatch(/live\.example\.com|203\.0\.113\.1|require|role=admin/);
    expect(result).not.toHaveProperty('PGSERVICE');
    expect(result.PGAPPNAME).toBe('shop');
  });

  test('takes the basics of the session and nothing else of it', () => {
    const result = variables({
      environment: {
        PATH: '/usr/bin',
        LC_ALL: 'de_CH.UTF-8',
        DJANGO_SETTINGS_MODULE: 'other.settings',
        AWS_SECRET_ACCESS_KEY: 'x',
        PYTHONPATH: '/elsewhere',
        DJANGO_MULTISITE_PLUS_UWSGI_DEFAULT_DOMAIN: 'a.test',
      },
    });
    expect(result).toMatchObject({
      LC_ALL: 'de_CH.UTF-8',
      DJANGO_SETTINGS_MODULE: 'shop.settings',
      DJANGO_MULTISITE_PLUS_UWSGI_DEFAULT_DOMAIN: 'a.test',
      PYTHONPATH: '/app/overlay',
    });
    expect(result).not.toHaveProperty('AWS_SECRET_ACCESS_KEY');
  });

  test('puts the virtualenv first on the PATH and the overlay first on the PYTHONPATH', () => {
    const config = { ...fromFile({ PYTHONPATH: '/code/lib' }) };
    expect(variables({ config })).toMatchObject({
      PATH: '/code/shop/.venv/bin:/usr/bin',
      VIRTUAL_ENV: '/code/shop/.venv',
      PYTHONPATH: '/app/overlay:/code/lib',
      PYTHONUNBUFFERED: '1',
    });
  });

  test('lets serve.env win over env files', () => {
    const config = { ...fromFile({ DEBUG: '0', A: '1' }), env: { DEBUG: '1' } };
    expect(variables({ config })).toMatchObject({ DEBUG: '1', A: '1' });
  });

  test('trap 6: has a SITE_ID only where the process serves one site, of the database that it belongs to for life', () => {
    expect(variables()).not.toHaveProperty('SITE_ID');
    expect(variables({ mode: 'multi-process', siteId: 12 })).toMatchObject({
      SITE_ID: '12',
      DJANGO_MULTISITE_PLUS_MODE: 'multi-process',
    });
  });

  test('keeps django-multisite-plus 0.6 from rewriting at every start', () => {
    const result = variables({ config: withPlus('0.6.3') });
    expect(result).toMatchObject({
      DJANGO_MULTISITE_PLUS_REWRITE_DOMAINS: 'False',
      DJANGO_MULTISITE_PLUS_AUTO_POPULATE_SITES: 'False',
    });
    expect(result).not.toHaveProperty('DJANGO_MULTISITE_PLUS_AUTO_REWRITE_DOMAINS');
  });

  test('tells django-multisite-plus 0.7 what it refuses to start without', () => {
    expect(variables({ config: withPlus('0.7.2') })).toMatchObject({
      DJANGO_MULTISITE_PLUS_REWRITE_DOMAINS: 'True',
      DJANGO_MULTISITE_PLUS_AUTO_POPULATE_SITES: 'False',
      DJANGO_MULTISITE_PLUS_AUTO_REWRITE_DOMAINS: 'False',
    });
  });

  test('gives the configured sites as a Python literal', () => {
    const config = shopConfig({ sites: { portal: { id: 1, realDomain: 'www.example.com' }, zürich: {} } });
    expect(variables({ config }).DJANGO_MULTISITE_PLUS_SITES).toBe(
      '{"portal":{"id":1,"real_domain":"www.example.com"},"zürich":{}}',
    );
  });

  test('passes on what uWSGI and aldryn-django read, with where it is from, and the default site to one process for all', () => {
    const none = shopConfig().plus;
    const detail = 'UWSGI in settings.py, line 3';
    const config = shopConfig({
      plus: {
        ...none,
        siteId: [{ value: 2, origin: 'settings.py', detail }],
        uwsgiSocketsDir: [{ value: '/run/', origin: 'settings.py', detail }],
        uwsgiCheaper: [{ value: false, origin: 'env-file', detail }],
        webWorkers: [
          { value: 3, origin: 'environment', detail },
          { value: 1, origin: 'env-file', detail },
        ],
      },
    });
    expect(variables({ config })).toMatchObject({
      SITE_ID: '2',
      DJANGO_MULTISITE_PLUS_UWSGI_BASE_SOCKETS_DIR: '/run/',
      ENABLE_UWSGI_CHEAPER: 'False',
      DJANGO_WEB_WORKERS: '3',
    });
    expect(variables({ config, mode: 'multi-process', siteId: 5 }).SITE_ID).toBe('5');
    const reasons = serverEnvironment(input({ config })).filter(({ reason }) => reason === detail);
    expect(reasons).toHaveLength(4);
  });

  test("carries the overlay's values, with the lines that the project switches off", () => {
    const result = variables({ config: shopConfig({ overlayOff: ['email'] }) });
    expect(JSON.parse(result.MANYSITE_OVERLAY ?? '')).toEqual({
      database,
      allowedHosts: ['a.127.0.0.1.nip.io'],
      localOrigins: ['http://a.127.0.0.1.nip.io:8000'],
      emailFolder: '/data/mail',
      cacheKeyPrefix: 'shop_live',
      off: ['email'],
      reportFile: null,
    });
  });

  test('says why each variable is there, and what it replaces', () => {
    const config = fromFile({ DATABASE_URL: 'postgres://live/x', DEBUG: '1' });
    const reasons = new Map(serverEnvironment(input({ config })).map(({ name, reason }) => [name, reason]));
    expect(reasons.get('DEBUG')).toBe('.env');
    expect(reasons.get('HOME')).toBe('your session');
    expect(reasons.get('DATABASE_URL')).toBe('the database shop_live (in place of .env)');
    expect([...reasons.values()].every((reason) => reason !== '')).toBe(true);
  });

  test('shows no password, no key, no token', () => {
    const config = fromFile({
      SECRET_KEY: 'hunter2',
      STRIPE_API_KEY: 'hunter2',
      EMAIL_HOST_PASSWORD: 'hunter2',
      CACHE_URL: 'redis://:hunter2@localhost/1',
      SENTRY_DSN: 'https://hunter2@sentry.test/1',
    });
    const shown = shownVariables(serverEnvironment(input({ config })), database);
    const text = JSON.stringify(shown);
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('a:b/c@d');
    expect(text).not.toContain('a%3Ab%2Fc%40d');
    expect(shown.find(({ name }) => name === 'DATABASE_URL')?.value).toBe(
      'postgres://shop_serving:••••••@127.0.0.1:54321/shop_live',
    );
    expect(shown.find(({ name }) => name === 'CACHE_URL')?.value).toBe('redis://:••••••@localhost/1');
  });
});
