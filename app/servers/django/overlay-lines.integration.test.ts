import { beforeAll, describe, expect, it } from 'vitest';
import { overlayLines } from '../../core/overlay/overlay-lines';
import { probeSettings, pythonEnvironment, runPython, testDjangoMajor } from './django-runs';

/** For each line: the settings that it is about, as the live server has them and as the overlay makes them. */
interface Expected {
  readonly live: Record<string, unknown>;
  readonly local: Record<string, unknown>;
}

const active = {
  NAME: 'shop_7',
  USER: 'shop_serving',
  PASSWORD: 'local-password',
  HOST: '127.0.0.1',
  PORT: '54321',
};
const cookies = ['SESSION', 'CSRF', 'LANGUAGE'];
const forCookies = (suffix: string, value: unknown) =>
  Object.fromEntries(cookies.map((cookie) => [`${cookie}_COOKIE_${suffix}`, value]));

const djangoMajor = await testDjangoMajor();
const expected: Readonly<Record<string, Expected>> = {
  'allowed-hosts': {
    live: { ALLOWED_HOSTS: ['www.live.example'] },
    local: {
      ALLOWED_HOSTS: ['www.live.example', 'velowerk.127.0.0.1.nip.io', '.localhost', '127.0.0.1', '[::1]'],
    },
  },
  'ssl-redirect': { live: { SECURE_SSL_REDIRECT: true }, local: { SECURE_SSL_REDIRECT: false } },
  hsts: { live: { SECURE_HSTS_SECONDS: 31_536_000 }, local: { SECURE_HSTS_SECONDS: 0 } },
  'prepend-www': { live: { PREPEND_WWW: true }, local: { PREPEND_WWW: false } },
  'cookie-secure': { live: forCookies('SECURE', true), local: forCookies('SECURE', false) },
  'cookie-domain': { live: forCookies('DOMAIN', '.live.example'), local: forCookies('DOMAIN', null) },
  'csrf-trusted-origins': {
    live: { CSRF_TRUSTED_ORIGINS: [expect.stringMatching(/\*?\.nip\.io$/)] },
    local: {
      CSRF_TRUSTED_ORIGINS: [expect.stringMatching(/^(http:\/\/)?velowerk\.127\.0\.0\.1\.nip\.io:8000$/)],
    },
  },
  email: {
    live: { EMAIL_BACKEND: 'django.core.mail.backends.smtp.EmailBackend', EMAIL_FILE_PATH: null },
    local: {
      EMAIL_BACKEND: 'django.core.mail.backends.filebased.EmailBackend',
      EMAIL_FILE_PATH: '/nonexistent/mail',
    },
  },
  databases: {
    live: {
      DATABASES: {
        default: expect.objectContaining({ HOST: 'db.live.example', PASSWORD: 'live-password' }),
        replica: expect.objectContaining({ HOST: 'db-replica.live.example' }),
        legacy: expect.objectContaining({ ENGINE: 'django.db.backends.mysql', HOST: 'mysql.live.example' }),
        warehouse: expect.objectContaining({ NAME: 'warehouse', HOST: '127.0.0.1' }),
        archive: expect.objectContaining({ ENGINE: 'django.db.backends.sqlite3' }),
      },
      'environment:PGHOSTADDR': '192.0.2.11',
    },
    local: {
      DATABASES: {
        default: {
          ...active,
          ENGINE: 'django.db.backends.postgresql',
          ATOMIC_REQUESTS: true,
          CONN_MAX_AGE: 0,
          OPTIONS: { application_name: 'shop' },
        },
        replica: { ...active, ENGINE: 'django.db.backends.postgresql', CONN_MAX_AGE: 0 },
        legacy: { ENGINE: 'manysite_overlay.refused_database', NAME: 'old_shop', HOST: 'mysql.live.example' },
        warehouse: { ENGINE: 'django.db.backends.postgresql', NAME: 'warehouse', HOST: '127.0.0.1' },
        archive: { ENGINE: 'django.db.backends.sqlite3', NAME: ':memory:' },
      },
      'environment:PGHOSTADDR': null,
    },
  },
  'connection-age': {
    live: {
      DATABASES: expect.objectContaining({
        default: expect.objectContaining({ CONN_MAX_AGE: 600 }),
        replica: expect.objectContaining({ CONN_MAX_AGE: null }),
      }),
    },
    local: {
      DATABASES: expect.objectContaining({
        default: expect.objectContaining({ CONN_MAX_AGE: 0 }),
        replica: expect.objectContaining({ CONN_MAX_AGE: 0 }),
      }),
    },
  },
  'cache-prefix': {
    live: {
      CACHES: {
        default: expect.objectContaining({ KEY_PREFIX: 'shop' }),
        pages: expect.not.objectContaining({ KEY_PREFIX: expect.anything() }),
      },
    },
    local: {
      CACHES: {
        default: expect.objectContaining({ KEY_PREFIX: 'shop_7:shop' }),
        pages: expect.objectContaining({ KEY_PREFIX: 'shop_7' }),
      },
    },
  },
  'multisite-cache-prefix': {
    live: { CACHE_MULTISITE_KEY_PREFIX: 'sites' },
    local: { CACHE_MULTISITE_KEY_PREFIX: 'shop_7:sites' },
  },
  'static-storage': {
    live: { staticStorage: 'ManifestStaticFilesStorage' },
    local: { staticStorage: 'StaticFilesStorage' },
  },
  'runserver-nodelay': { live: { runserverNodelay: false }, local: { runserverNodelay: true } },
  'runserver-rest': { live: { runserverPollSeconds: 0.5 }, local: { runserverPollSeconds: 60 } },
  'silence-sites-e101': {
    live: { SILENCED_SYSTEM_CHECKS: expect.not.arrayContaining(['sites.E101']) },
    local: { SILENCED_SYSTEM_CHECKS: expect.arrayContaining(['sites.E101']) },
  },
  'silence-fields-e903': {
    live: { SILENCED_SYSTEM_CHECKS: expect.not.arrayContaining(['fields.E903']) },
    // Django 3.2 has no such check yet.
    local: {
      SILENCED_SYSTEM_CHECKS: djangoMajor < 4 ? ['sites.E101'] : expect.arrayContaining(['fields.E903']),
    },
  },
  'multisite-plus-populate': {
    live: { DJANGO_MULTISITE_PLUS_AUTO_POPULATE_SITES: true },
    local: { DJANGO_MULTISITE_PLUS_AUTO_POPULATE_SITES: false },
  },
  'multisite-plus-rewrite': {
    live: { DJANGO_MULTISITE_PLUS_REWRITE_DOMAINS: true },
    local: { DJANGO_MULTISITE_PLUS_REWRITE_DOMAINS: false },
  },
};

const names = [...new Set(Object.values(expected).flatMap(({ live }) => Object.keys(live)))];
const liveVariables = { PGHOSTADDR: '192.0.2.11' };
const only = (values: Record<string, unknown>, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key)));

let overlaid: Record<string, unknown>;

beforeAll(async () => {
  overlaid = await probeSettings(names, pythonEnvironment({}, liveVariables));
});

describe('the two lists of overlay lines', () => {
  it('name the same lines with the same settings and reasons, in the same order', async () => {
    const { stdout } = await runPython(['-m', 'manysite_overlay'], pythonEnvironment(null));
    expect(JSON.parse(stdout)).toEqual(overlayLines);
  });

  it('have an expectation here for every line', () => {
    expect(Object.keys(expected)).toEqual(overlayLines.map(({ id }) => id));
  });
});

describe('on a live project', () => {
  it('without MANYSITE_OVERLAY every setting stays as it is', async () => {
    const values = await probeSettings(names, pythonEnvironment(null, liveVariables));
    for (const { live } of Object.values(expected)) expect(only(values, Object.keys(live))).toEqual(live);
  });

  describe.each(Object.entries(expected))('the line %s', (id, { live, local }) => {
    it('makes its settings local', () => {
      expect(only(overlaid, Object.keys(local))).toEqual(local);
    });

    it('leaves them alone when it is switched off, and only them', async () => {
      const values = await probeSettings(names, pythonEnvironment({ off: [id] }, liveVariables));

      expect(only(values, Object.keys(live))).toEqual(live);
      const others = names.filter((name) => !(name in live));
      expect(only(values, others)).toEqual(only(overlaid, others));
    });
  });
});
