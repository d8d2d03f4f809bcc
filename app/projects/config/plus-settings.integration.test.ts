import { describe, expect, test } from 'vitest';
import { readPlusSettings } from './plus-settings';
import { forEachPlusKey } from './plus-table';

const read = (
  environment: Record<string, string>,
  inFile: Record<string, string> = {},
  served: Record<string, string> = {},
) =>
  readPlusSettings({
    environment: { PATH: process.env.PATH, ...environment },
    serveEnv: Object.entries(served).map(([name, value]) => ({
      value: { name, value },
      origin: 'manysite.json',
      detail: `manysite.json, line 3`,
    })),
    envFileVariables: Object.entries(inFile).map(([name, value]) => ({ name, value, file: '.env' })),
    python: 'python3',
  });

describe('the settings of django-multisite-plus', () => {
  test('are all absent where no variable is set, or where it is empty', async () => {
    const absent = forEachPlusKey(() => []);
    expect(await read({})).toEqual(absent);
    expect(
      await read({ DJANGO_MULTISITE_PLUS_REWRITE_DOMAIN_FORMAT: '', DJANGO_MULTISITE_PLUS_SITES: '' }),
    ).toEqual(absent);
  });

  test('of the environment come before those of an env file', async () => {
    const settings = await read(
      { DJANGO_MULTISITE_PLUS_REWRITE_DOMAIN_FORMAT: '{}.a.test' },
      {
        DJANGO_MULTISITE_PLUS_REWRITE_DOMAIN_FORMAT: '{}.b.test',
        DJANGO_MULTISITE_PLUS_MODE: 'multi-process',
      },
    );
    expect(settings.domainFormat).toEqual([
      { value: '{}.a.test', origin: 'environment', detail: 'DJANGO_MULTISITE_PLUS_REWRITE_DOMAIN_FORMAT' },
      {
        value: '{}.b.test',
        origin: 'env-file',
        detail: 'DJANGO_MULTISITE_PLUS_REWRITE_DOMAIN_FORMAT in .env',
      },
    ]);
    expect(settings.mode).toEqual([
      { value: 'multi-process', origin: 'env-file', detail: 'DJANGO_MULTISITE_PLUS_MODE in .env' },
    ]);
  });

  test('of uWSGI and aldryn-django are read too, from serve.env as well; folders get their slash', async () => {
    const settings = await read(
      { DJANGO_MULTISITE_PLUS_UWSGI_DEFAULT_DOMAIN: 'www.example.com', DJANGO_WEB_WORKERS: '3' },
      { ENABLE_UWSGI_CHEAPER: 'off', DJANGO_WEB_TIMEOUT: '120' },
      {
        DJANGO_MULTISITE_PLUS_UWSGI_BASE_SOCKETS_DIR: '/run/shop',
        SITE_ID: '2',
        DJANGO_MULTISITE_PLUS_MODE: 'multi-process',
      },
    );
    expect(settings).toMatchObject({
      uwsgiDefaultDomain: [{ value: 'www.example.com' }],
      webWorkers: [{ value: 3 }],
      webTimeout: [{ value: 120, origin: 'env-file' }],
      uwsgiCheaper: [{ value: false }],
      uwsgiSocketsDir: [{ value: '/run/shop/', origin: 'manysite.json', detail: 'manysite.json, line 3' }],
      siteId: [{ value: 2 }],
      // That is what defaultMode is for.
      mode: [],
    });
  });

  test('do not take SITE_ID from the shell that started the host', async () => {
    expect((await read({ SITE_ID: '7' })).siteId).toEqual([]);
    expect((await read({}, { SITE_ID: '7' })).siteId).toMatchObject([{ value: 7 }]);
  });

  test.each([
    ['True', true],
    ['1', true],
    ['on', true],
    ['False', false],
    ['0', false],
    ['no', false],
  ])('read %s as the boolean that aldryn-addons reads', async (word, expected) => {
    expect((await read({ DJANGO_MULTISITE_PLUS_USE_REAL_DOMAIN: word })).useRealDomain[0]?.value).toBe(
      expected,
    );
  });

  test.each([
    ['JSON', '{"portal": {"id": 1, "real_domain": "www.example.com"}, "two": {}}'],
    [
      'a Python literal',
      "{'portal': {'id': 1, 'real_domain': 'www.example.com', 'name': None}, 'two': {'id': 0},}",
    ],
  ])('take SITES as %s; 0 and None mean none', async (_, text) => {
    expect((await read({ DJANGO_MULTISITE_PLUS_SITES: text })).sites[0]?.value).toEqual({
      portal: { id: 1, realDomain: 'www.example.com' },
      two: {},
    });
  });

  test.each([
    ['MODE', 'both', 'single-process or multi-process'],
    ['REWRITE_DOMAINS', 'perhaps', 'true or false'],
    ['SITES', '__import__("os").getcwd()', 'a dict'],
    ['SITES', '{"portal": {"id": "one"}}', 'see portal.id'],
    ['SITES', '["portal"]', 'a dict'],
  ])('refuse %s=%s, naming the variable and what was expected', async (name, value, expected) => {
    await expect(read({}, { [`DJANGO_MULTISITE_PLUS_${name}`]: value })).rejects.toMatchObject({
      code: 'setting-invalid',
      message: expect.stringMatching(
        new RegExp(`^DJANGO_MULTISITE_PLUS_${name} in \\.env must be .*${expected}`),
      ),
    });
  });
});
